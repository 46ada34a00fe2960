"""CDXJ: sorted lines that say where a capture of a URL lies."""

import json
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import surt


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index; ``captured_at`` is the WARC-Date, of which the line keeps 14 digits."""

    url: str
    captured_at: str
    mime: str
    status: int
    digest: str
    length: int
    offset: int
    filename: str
    record_digest: str | None = None

    @property
    def timestamp(self) -> str:
        """The 14 digits of the second."""
        return re.sub(r"\D", "", self.captured_at.partition(".")[0])[:14]

    def to_line(self) -> str:
        """Give the line without its end; all values are strings, as pywb writes them."""
        fields = {
            "url": self.url,
            "mime": self.mime,
            "status": str(self.status),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        if self.record_digest:
            fields["recordDigest"] = self.record_digest
        return f"{key_of(self.url)} {self.timestamp} {json.dumps(fields, ensure_ascii=False)}"


def key_of(url: str) -> str:
    """Give the sort key of a URL (SURT), as pywb and cdxj-indexer make it."""
    return str(surt.surt(url))


def read_line(line: str) -> Entry:
    """Read one line. Raises ``ValueError`` for a line that is none."""
    _key, timestamp, fields = line.rstrip("\n").split(" ", 2)
    values = json.loads(fields)
    return Entry(
        url=values["url"],
        captured_at=timestamp,
        mime=values.get("mime", ""),
        status=int(values["status"]) if values.get("status", "-").isdigit() else 0,
        digest=values.get("digest", ""),
        length=int(values["length"]),
        offset=int(values["offset"]),
        filename=values["filename"],
        record_digest=values.get("recordDigest"),
    )


def merge(lines: Iterable[bytes], more: Iterable[bytes]) -> Iterator[bytes]:
    """Merge two runs of lines that are sorted by bytes (LC_ALL=C); a line in both comes once."""
    left, right = iter(lines), iter(more)
    a, b = next(left, None), next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and a <= b):
            assert a is not None
            yield a
            if a == b:
                b = next(right, None)
            a = next(left, None)
        else:
            yield b
            b = next(right, None)


def look_up(path: Path, url: str) -> list[Entry]:
    """Find the lines of a URL in a sorted index, oldest first; memory does not grow with the file."""
    if not path.exists() or path.stat().st_size == 0:
        return []
    prefix = f"{key_of(url)} ".encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = _first_at_or_after(data, prefix)
        found = []
        while data[at : at + len(prefix)] == prefix:
            end = data.find(b"\n", at)
            found.append(read_line(data[at : len(data) if end < 0 else end].decode()))
            at = len(data) if end < 0 else end + 1
    return found


def _first_at_or_after(data: mmap.mmap, prefix: bytes) -> int:
    """Bisect by byte offset to the first line that is not smaller than the prefix."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        if data[start : start + len(prefix)] < prefix:
            end = data.find(b"\n", middle)
            low = len(data) if end < 0 else end + 1
        else:
            high = start
    return low
