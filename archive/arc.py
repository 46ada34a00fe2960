"""ARC files, the format before WARC, read as the WARC records that they would be.

Internet Archive, "ARC File Format", versions 1 and 2: a line of words, then the HTTP message.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from archive.members import LIMIT, Damage, Member, Stream
from archive.record import DamagedRecord, print_date, serialise

START = b"filedesc:"
# URL, address, date, media type, further words of version 2, length.
_LINE = re.compile(rb"(\S+) (\S+) (\d{14}) (\S+)(?: [^\n]*?)? (\d{1,18})\s*")
_LONGEST = 1 << 16


def read_arc(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a plain ARC file record by record; what cannot be read ends it."""
    stream = Stream(file)
    while stream.need(1):
        start = stream.at
        blank = len(stream.window) - len(stream.window.lstrip(b"\r\n"))
        if blank:
            stream.take(stream.window[blank:], blank)
            continue
        stream.need(_LONGEST)
        end = stream.window.find(b"\n") + 1
        line = _LINE.fullmatch(stream.window[:end])
        size = end + int(line[5]) if line else 0
        if not line or size > LIMIT or not stream.need(size):
            while stream.more():
                pass
            size = len(stream.window)
            stream.take(b"", size)
            yield Damage(start, size, "no whole ARC record")
            return
        data = stream.window[:size]
        stream.take(stream.window[size:], size)
        yield Member(start, data, data)


def is_arc(data: bytes) -> bool:
    """Tell whether bytes begin with the line of an ARC record."""
    return bool(_LINE.fullmatch(data[: data.find(b"\n", 0, _LONGEST) + 1]))


def goes_on(data: bytes) -> bool:
    """Tell whether more than blanks follow the first record of the bytes."""
    end = data.find(b"\n") + 1
    line = _LINE.fullmatch(data[:end])
    return bool(line and data[end + int(line[5]) :].strip(b"\r\n"))


def as_warc(data: bytes) -> bytes:
    """Give an ARC record as a WARC record: the file's own description as warcinfo, the rest as responses.

    Raises:
        DamagedRecord: for what is no ARC record.
    """
    end = data.find(b"\n") + 1
    line = _LINE.fullmatch(data[:end])
    if not line:
        raise DamagedRecord(f"the record begins with {data[:40]!r}, neither of WARC nor of ARC")
    url, address, date, kind, length = (word.decode("latin-1") for word in line.groups())
    block = data[end : end + int(length)]
    try:
        moment = datetime.strptime(date, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DamagedRecord(f"the ARC date {date} is none") from error
    is_first, is_http = data.startswith(START), block.startswith(b"HTTP/")
    fields = [
        ("WARC-Type", "warcinfo" if is_first else "response" if is_http else "resource"),
        # The same record has the same name whenever it is read.
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{date} {url}')}>"),
        ("WARC-Date", print_date(moment)),
        *([] if is_first else [("WARC-Target-URI", url), ("WARC-IP-Address", address)]),
        ("Content-Type", "application/http;msgtype=response" if is_http else kind),
    ]
    return serialise(fields, block)
