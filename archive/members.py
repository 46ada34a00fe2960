"""The gzip members of a file, each read to its end, its checksum and length proved."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
# A record of the crawler ends at its size limit; what unpacks to more than this is a bomb.
LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class Member:
    """One whole member: where it lies, in bytes as stored, with what it unpacks to."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole member: where they lie, and what is wrong with them."""

    offset: int
    length: int
    message: str


class _Stream:
    """A file read by chunks, with a window that can be searched and cut from the front."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.window = b""
        self.at = 0

    def more(self) -> bool:
        chunk = self.file.read(_CHUNK)
        self.window += chunk
        return bool(chunk)

    def take(self, rest: bytes, used: int) -> None:
        self.window, self.at = rest, self.at + used


def read_members(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a file member by member. Damage is told, and the reading goes on behind it."""
    stream = _Stream(file)
    while stream.window or stream.more():
        yield _read_one(stream)


def _read_one(stream: _Stream) -> Member | Damage:
    start, engine = stream.at, zlib.decompressobj(31)
    parts, size, fed = [], 0, 0
    window = stream.window
    kept: list[bytes] = []
    while True:
        try:
            parts.append(engine.decompress(window, LIMIT - size + 1))
        except zlib.error as error:
            return _skip(stream, b"".join([*kept, window]), start, str(error))
        fed += len(window)
        size += len(parts[-1])
        if engine.eof:
            length = fed - len(engine.unused_data)
            stream.take(engine.unused_data, length)
            return Member(start, length, b"".join(parts))
        if size > LIMIT:
            return _skip(stream, b"".join([*kept, window]), start, f"unpacks to more than {LIMIT} bytes")
        kept.append(window)
        window = stream.file.read(_CHUNK)
        if not window:
            # Damaged data can swallow whole members behind it: they are looked for all the same.
            return _skip(stream, b"".join(kept), start, "the file ends inside a gzip member")


def _skip(stream: _Stream, raw: bytes, start: int, message: str) -> Damage:
    """Go to the next place that can be the start of a member."""
    at = _next_start(raw, 1)
    while at < 0:
        keep = len(raw)
        chunk = stream.file.read(_CHUNK)
        if not chunk:
            stream.take(b"", len(raw))
            return Damage(start, len(raw), message)
        raw += chunk
        at = _next_start(raw, max(1, keep - 2))
    stream.take(raw[at:], at)
    return Damage(start, at, message)


def _next_start(raw: bytes, begin: int) -> int:
    """Find where a member that opens a WARC record starts; compressed data can hold the magic by chance."""
    at = raw.find(_MAGIC, begin)
    while at >= 0:
        try:
            if zlib.decompressobj(31).decompress(raw[at : at + 512], 5)[:5] == b"WARC/":
                return at
        except zlib.error:
            pass  # the magic stood there by chance
        at = raw.find(_MAGIC, at + 1)
    return -1
