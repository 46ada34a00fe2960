"""ARC files, the format before WARC, read as the WARC records that they would be.

Internet Archive, "ARC File Format", versions 1 and 2: a line of words, then the HTTP message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from archive.members import LIMIT, Damage, Member, Stream
from archive.record import DamagedRecord, print_date, serialise

START = b"filedesc:"
_START = re.compile(rb"(?<=\n)[a-z]+:[^\n]* \d{14} [^\n]* \d{1,18}\r?\n")
_DATE = re.compile(rb"\d{14}")
_LENGTH = re.compile(rb"\d{1,18}")
_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class _Line:
    """The line that opens a record; ``begin`` and ``end`` are those of the block behind it."""

    url: str
    address: str
    date: str
    kind: str
    begin: int
    end: int


def _read_line(data: bytes) -> _Line | None:
    """Read the words: URL, address, date, media type, further ones of version 2, length.

    A URL can hold spaces, as older crawlers met and kept them; the date stands behind it.
    """
    begin = data.find(b"\n", 0, _LONGEST) + 1
    words = data[:begin].strip().split(b" ")
    at = next((at for at, word in enumerate(words) if at > 1 and _DATE.fullmatch(word)), None)
    if at is None or at + 2 >= len(words) or not _LENGTH.fullmatch(words[-1]):
        return None
    url, address = b"%20".join(words[: at - 1]), words[at - 1]
    return _Line(
        url=url.decode("latin-1"),
        address=address.decode("latin-1"),
        date=words[at].decode("latin-1"),
        kind=words[at + 1].decode("latin-1"),
        begin=begin,
        end=begin + int(words[-1]),
    )


def read_arc(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a plain ARC file record by record. Damage is told, and the reading goes on behind it."""
    stream = Stream(file)
    while stream.need(1):
        start = stream.at
        blank = len(stream.window) - len(stream.window.lstrip(b"\r\n"))
        if blank:
            stream.take(stream.window[blank:], blank)
            continue
        stream.need(_LONGEST)
        line = _read_line(stream.window)
        if line is None or line.end > LIMIT or not stream.need(line.end) or _swallows(stream, line):
            yield Damage(start, stream.skip(_START), "no whole ARC record")
        else:
            data = stream.window[: line.end]
            stream.take(stream.window[line.end :], line.end)
            yield Member(start, data, data)


def _swallows(stream: Stream, line: _Line) -> bool:
    """Tell whether another record begins within the block, and none behind it."""
    stream.need(line.end + _LONGEST)
    following = stream.window[line.end : line.end + _LONGEST].lstrip(b"\r\n")
    if not following or _read_line(following):
        return False
    return bool(_START.search(stream.window, line.begin, line.end))


def is_arc(data: bytes) -> bool:
    """Tell whether bytes begin with the line of an ARC record."""
    return _read_line(data) is not None


def goes_on(data: bytes) -> bool:
    """Tell whether more than blanks follow the first record of the bytes."""
    line = _read_line(data)
    return bool(line and data[line.end :].strip(b"\r\n"))


def as_warc(data: bytes) -> bytes:
    """Give an ARC record as a WARC record: the file's own description as warcinfo, the rest as responses.

    Raises:
        DamagedRecord: for what is no ARC record.
    """
    line = _read_line(data)
    if not line:
        raise DamagedRecord(f"the record begins with {data[:40]!r}, neither of WARC nor of ARC")
    block = data[line.begin : line.end]
    try:
        moment = datetime.strptime(line.date, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DamagedRecord(f"the ARC date {line.date} is none") from error
    is_first, is_http = data.startswith(START), block.startswith(b"HTTP/")
    fields = [
        ("WARC-Type", "warcinfo" if is_first else "response" if is_http else "resource"),
        # The same record has the same name whenever it is read.
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{line.date} {line.url}')}>"),
        ("WARC-Date", print_date(moment)),
        *([] if is_first else [("WARC-Target-URI", line.url), ("WARC-IP-Address", line.address)]),
        ("Content-Type", "application/http;msgtype=response" if is_http else line.kind),
    ]
    return serialise(fields, block)
