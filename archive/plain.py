"""The records of an uncompressed WARC file, told apart by their lengths."""

from collections.abc import Iterator
from typing import BinaryIO

from archive.members import LIMIT, Damage, Member, Stream
from archive.record import DamagedRecord, Record, read_fields, split_head

# A header longer than this is none.
_HEADER = 1 << 16
_START = b"\r\n\r\nWARC/"


def read_plain(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a file record by record. Damage is told, and the reading goes on behind it."""
    stream = Stream(file)
    while stream.window or stream.more():
        start = stream.at
        try:
            size = _size_of_record(stream)
        except DamagedRecord as damage:
            yield Damage(start, _skip(stream), str(damage))
        else:
            data = stream.window[:size]
            stream.take(stream.window[size:], size)
            yield Member(start, data, data)
    if stream.broken:
        yield Damage(stream.at, 0, f"the file cannot be unpacked on: {stream.broken}")


def _size_of_record(stream: Stream) -> int:
    """Give the size of the record at the start of the window, which holds it whole then."""
    stream.need(_HEADER)
    head, begin = split_head(stream.window[:_HEADER])
    length = Record(*read_fields(head), b"").get("Content-Length") or ""
    if not (length.isascii() and length.isdigit() and len(length) <= 18):
        raise DamagedRecord(f"Content-Length is {length!r}, not a number")
    size = begin + int(length) + 4
    if size > LIMIT:
        raise DamagedRecord(f"Content-Length is {length}, more than {LIMIT}")
    if not stream.need(size):
        raise DamagedRecord(f"the file ends inside a record of Content-Length {length}")
    if stream.window[size - 4 : size] != b"\r\n\r\n":
        raise DamagedRecord(f"no two line ends follow a block of Content-Length {length}")
    return size


def _skip(stream: Stream) -> int:
    """Go to the next start of a record, give the number of bytes passed over."""
    passed, begin = 0, 1
    while (at := stream.window.find(_START, begin)) < 0:
        used = max(0, len(stream.window) - len(_START))
        passed += used
        stream.take(stream.window[used:], used)
        begin = 0 if passed else 1
        if not stream.more():
            passed += len(stream.window)
            stream.take(b"", len(stream.window))
            return passed
    stream.take(stream.window[at + 4 :], at + 4)
    return passed + at + 4
