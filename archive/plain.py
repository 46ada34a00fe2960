"""The records of an uncompressed WARC file, told apart by their lengths."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.members import LIMIT, Damage, Member, Stream
from archive.record import DamagedRecord, Record, read_fields, split_head

# A header longer than this is none.
_HEADER = 1 << 16
_START = re.compile(rb"(?<=\n)WARC/\d\.\d\r?\n")
# The line ends behind a block: two are due, and tools write none, one, or many.
_LINE_ENDS = 64


def read_plain(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a file record by record. Damage is told, and the reading goes on behind it."""
    stream = Stream(file)
    while stream.window or stream.more():
        start = stream.at
        try:
            size = _size_of_record(stream)
        except DamagedRecord as damage:
            yield Damage(start, stream.skip(_START), str(damage))
        else:
            data = stream.window[:size]
            stream.take(stream.window[size:], size)
            yield Member(start, data, data)
    if stream.broken:
        yield Damage(stream.at, 0, f"the file cannot be unpacked on: {stream.broken}")


def _size_of_record(stream: Stream) -> int:
    """Give the size of the record at the start of the window, which holds it whole then.

    It goes as far as its Content-Length says, with the line ends behind it. What follows them
    and opens no record is damage of its own; where a record opens within the block, the length
    is wrong.
    """
    stream.need(_HEADER)
    head, begin = split_head(stream.window[:_HEADER])
    length = Record(*read_fields(head), b"").get("Content-Length") or ""
    if not (length.isascii() and length.isdigit() and len(length) <= 18):
        raise DamagedRecord(f"Content-Length is {length!r}, not a number")
    end = begin + int(length)
    if end > LIMIT:
        raise DamagedRecord(f"Content-Length is {length}, more than {LIMIT}")
    if not stream.need(end):
        raise DamagedRecord(f"the file ends inside a record of Content-Length {length}")
    stream.need(end + _LINE_ENDS)
    behind = stream.window[end : end + _LINE_ENDS]
    following = behind.lstrip(b"\r\n")
    if following and following[:5] != b"WARC/" and _START.search(stream.window, begin, end):
        raise DamagedRecord(f"another record begins within a block of Content-Length {length}")
    return end + len(behind) - len(following)
