"""CDXJ: sorted lines that say where a capture of a URL lies."""

import heapq
import importlib
import json
import mmap
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import quote

from archive.atomic import replacing
from archive.capture import Capture
from archive.order import digits_of

# The media type by which an index marks a revisit: its content lies elsewhere.
REVISIT = "warc/revisit"
# Lines that are sorted in memory at a time, some 10 MB.
_CHUNK = 30_000
# Bytes of an index that are copied at a time.
_PIECE = 1 << 20
# A URL of which surt changes nothing but the order of the host's parts and the case of the path: a
# name for a host, without www; no port, no query, no empty part, no dots, no slash at the end.
_PLAIN_URL = re.compile(
    r"https?://(?:www\d*\.)?((?!www\d*\.)(?:[a-z0-9-]+\.)+[a-z]+)((?:/(?!\.)[A-Za-z0-9_.-]+)+|/)?"
)
# A blank or a line end in a key would end it, or the line.
_KEY_CHARACTERS = "".join(chr(code) for code in range(33, 127))


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
        return digits_of(self.captured_at)

    def to_line(self) -> str:
        """Give the line without its end; all values are strings, as pywb writes them; no status, no field."""
        fields = {
            "url": self.url,
            "mime": self.mime,
            **({"status": str(self.status)} if self.status else {}),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        if self.record_digest:
            fields["recordDigest"] = self.record_digest
        return f"{key_of(self.url)} {self.timestamp} {json.dumps(fields, ensure_ascii=False)}"


def entry_of(capture: Capture, record_digest: str | None = None) -> Entry:
    """Give the index line of a capture."""
    return Entry(
        url=capture.url,
        captured_at=capture.captured_at,
        mime=capture.media_type or "unk",
        status=capture.status,
        digest=capture.payload_digest,
        length=capture.length,
        offset=capture.offset,
        filename=capture.warc,
        record_digest=record_digest,
    )


def as_revisit(entry: Entry) -> Entry:
    """Give the line of a revisit. That of a 304 has no status, as its block has none.

    A line that says 304 makes ReplayWeb.page show an empty page; cdxj-indexer leaves it out too.
    """
    return replace(entry, mime=REVISIT, status=0 if entry.status == 304 else entry.status)


def key_of(url: str) -> str:
    """Give the sort key of a URL (SURT), as pywb and cdxj-indexer make it; of what is no URL, itself."""
    if plain := _PLAIN_URL.fullmatch(url):  # as surt would give it, without its dozen regular expressions
        return f"{','.join(reversed(plain[1].split('.')))}){(plain[2] or '/').lower()}"
    try:
        key = str(importlib.import_module("surt").surt(url))  # takes a quarter of a second to begin with
    except (ValueError, AttributeError):  # a port that is no number, no scheme
        key = url
    return quote(key, safe=_KEY_CHARACTERS) if any(sign <= " " for sign in key) else key


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


def sort_lines(lines: Iterable[bytes], stack: ExitStack) -> Iterator[bytes]:
    """Sort lines by bytes (LC_ALL=C), each once; chunks wait in files, so memory stays flat."""
    chunks: list[BinaryIO] = []
    unsorted = iter(lines)
    while chunk := sorted(islice(unsorted, _CHUNK)):
        file = stack.enter_context(TemporaryFile())  # noqa: SIM115  # the stack closes it
        file.writelines(chunk)
        file.seek(0)
        chunks.append(file)
    return unique(heapq.merge(*chunks))


def unique(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give sorted lines without their repeats."""
    before = None
    for line in lines:
        if line != before:
            yield line
        before = line


def merge_journal(journal: Path, into: Path) -> None:
    """Merge the lines of a run into the sorted index, atomically, and take the journal away.

    A last line without its end, which a kill leaves, is passed over: it is told by the WARC.
    """
    with journal.open("rb") as lines, ExitStack() as stack:
        merge_lines(sort_lines((line for line in lines if line.endswith(b"\n")), stack), into)
    journal.unlink()


def merge_lines(new: Iterable[bytes], into: Path) -> None:
    """Merge sorted lines into a sorted index, each once, atomically."""
    with ExitStack() as stack:
        source = stack.enter_context(into.open("rb")) if into.exists() else BytesIO()
        with replacing(into) as file:
            file.writelines(_spliced(source, stack.enter_context(_mapped(into)), new))


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap | bytes]:
    """Map a file into memory, of which the kernel keeps as much as it likes."""
    if not path.exists() or path.stat().st_size == 0:
        yield b""
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


def _spliced(file: BinaryIO, old: mmap.mmap | bytes, new: Iterable[bytes]) -> Iterator[bytes]:
    """Put sorted lines into those of a file, each once: what lies between two of them is copied as it is."""
    at = 0
    for line in new:
        place = _first_at_or_after(old, line, at)
        yield from _pieces(file, place - at)
        at = place
        if old[place : place + len(line)] != line:
            yield line
    yield from _pieces(file, len(old) - at)


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    # Read, not cut from the map: pages of a map count as memory of the process once they are touched.
    return (file.read(min(_PIECE, size - done)) for done in range(0, size, _PIECE))


def look_up(path: Path, url: str) -> list[Entry]:
    """Find the lines of a URL in a sorted index, oldest first; memory does not grow with the file."""
    prefix = f"{key_of(url)} ".encode()
    with _mapped(path) as data:
        at = _first_at_or_after(data, prefix)
        found = []
        while data[at : at + len(prefix)] == prefix:
            end = data.find(b"\n", at)
            found.append(read_line(data[at : len(data) if end < 0 else end].decode()))
            at = len(data) if end < 0 else end + 1
    return found


def _first_at_or_after(data: mmap.mmap | bytes, prefix: bytes, low: int = 0) -> int:
    """Bisect by byte offset, from the start of a line on, to the first line not smaller than the prefix."""
    high = len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        if data[start : start + len(prefix)] < prefix:
            end = data.find(b"\n", middle)
            low = len(data) if end < 0 else end + 1
        else:
            high = start
    return low
