"""The gzip members of a file, each read to its end, its checksum and length proved."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import BadGzipFile
from typing import BinaryIO

from archive.gzip_members import unpack

_MAGIC = b"\x1f\x8b\x08"
# Large enough for most members; what follows a member in it is copied once.
_CHUNK = 1 << 17
# A record of the crawler ends at its size limit; what unpacks to more than this is a bomb.
LIMIT = 1 << 30
_GLIMPSE = 512
# How a record of WARC begins, and one of ARC (address and date behind its URL).
_OPENS = re.compile(rb"(?i:WARC/\d)|[a-z]+:[^\n]{1,2000} \d{14} ")
# The longest that a pattern finds which looks for the start of a record.
_PATTERN = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One whole member: where it lies, its bytes as stored, and what it unpacks to."""

    offset: int
    stored: bytes
    data: bytes

    @property
    def length(self) -> int:
        """The number of bytes as stored."""
        return len(self.stored)


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole member: where they lie, and what is wrong with them."""

    offset: int
    length: int
    message: str


class Stream:
    """A file read by chunks, with a window that can be searched and cut from the front."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin where the file stands."""
        self.file = file
        self.window = b""
        self.at = 0
        self.broken = ""

    def more(self) -> bool:
        """Read on; tell whether there was anything."""
        before = len(self.window)
        self.window += self._read(_CHUNK)
        return len(self.window) > before

    def need(self, size: int) -> bool:
        """Read until the window holds so many bytes; tell whether the file has them."""
        if len(self.window) < size:
            self.window += self._read(size - len(self.window))
        return len(self.window) >= size

    def _read(self, size: int) -> bytes:
        """Read on. Where the file is itself unpacked, its damage is its end, and ``broken`` says so."""
        parts = []
        while size > 0 and not self.broken:
            try:
                part = self.file.read(min(size, _CHUNK))
            except (EOFError, zlib.error, BadGzipFile) as error:
                self.broken = str(error)
                break
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def take(self, rest: bytes, used: int) -> None:
        """Go forward; ``rest`` is what follows the bytes used."""
        self.window, self.at = rest, self.at + used

    def skip(self, start: re.Pattern[bytes]) -> int:
        """Go behind the first byte, to where a pattern matches next; give the number of bytes passed over."""
        begin = self.at
        while not (found := start.search(self.window, self.at == begin)):
            # The bytes kept are those in which a match can have begun that ends behind them.
            used = max(0, len(self.window) - _PATTERN)
            self.take(self.window[used:], used)
            if not self.more():
                self.take(b"", len(self.window))
                return self.at - begin
        self.take(self.window[found.start() :], found.start())
        return self.at - begin


def read_members(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read a file member by member. Damage is told, and the reading goes on behind it."""
    stream = Stream(file)
    while stream.window or stream.more():
        yield _read_one(stream)


def _read_one(stream: Stream) -> Member | Damage:
    start = stream.at
    if whole := unpack(stream.window, LIMIT):
        data, rest = whole
        stored = stream.window[: len(stream.window) - len(rest)]
        stream.take(rest, len(stored))
        return Member(start, stored, data)
    engine = zlib.decompressobj(31)
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
            rest = engine.unused_data
            kept.append(window[: len(window) - len(rest)])
            stream.take(rest, fed - len(rest))
            stored = b"".join(kept)
            kept.clear()  # a large one need not be here twice
            return Member(start, stored, b"".join(parts))
        if size > LIMIT:
            return _skip(stream, b"".join([*kept, window]), start, f"unpacks to more than {LIMIT} bytes")
        kept.append(window)
        window = stream.file.read(_CHUNK)
        if not window:
            # Damaged data can swallow whole members behind it: they are looked for all the same.
            return _skip(stream, b"".join(kept), start, "the file ends inside a gzip member")


def _skip(stream: Stream, raw: bytes, start: int, message: str) -> Damage:
    """Go to the next place that can be the start of a member."""
    passed = 0
    while (at := _next_start(raw, 1 if passed == 0 else 0)) < 0:
        chunk = stream.file.read(_CHUNK)
        if not chunk:
            stream.take(b"", passed + len(raw))
            return Damage(start, passed + len(raw), message)
        # A start at the end of the bytes needs those behind it to be known as one.
        kept = raw[-_GLIMPSE:]
        passed += len(raw) - len(kept)
        raw = kept + chunk
    stream.take(raw[at:], passed + at)
    return Damage(start, passed + at, message)


def _next_start(raw: bytes, begin: int) -> int:
    """Find where a member that opens a record starts; compressed data can hold the magic by chance."""
    at = raw.find(_MAGIC, begin)
    while at >= 0:
        try:
            if _OPENS.match(zlib.decompressobj(31).decompress(raw[at : at + _GLIMPSE], 2 * _GLIMPSE)):
                return at
        except zlib.error:
            pass  # the magic stood there by chance
        at = raw.find(_MAGIC, at + 1)
    return -1
