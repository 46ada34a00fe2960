"""Captures read from WARC files, packages and collections."""

import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from archive import http
from archive.capture import Capture
from archive.digest import sha1
from archive.foreign import STARTS, SUFFIXES, unpacked
from archive.members import Damage
from archive.order import Rank, rank
from archive.problem import Problem
from archive.record import DamagedRecord, Record
from archive.revisit import with_body_of
from archive.stored import read_stored_at, read_units, record_of
from archive.warc_file import OPEN

Place = tuple[int, int]
Finder = Callable[[str], Capture | None]


class Unreadable(OSError):
    """An input that is no collection, no WARC and no WACZ; the message says what it is instead."""


def read_captures(path: Path, repeats: "Repeats | None" = None) -> Iterator[Capture | Problem]:
    """Read every response of a collection, a WARC file or a package, in the order of the files.

    Damage is a problem, and the rest of the file is read. A revisit of the same page holds
    nothing new and is passed over; one that repeats another page is a capture with its body.
    ``repeats`` is where the payloads are noted, for who reads such captures again.

    Raises:
        Unreadable: where the path is none of the three.
    """
    repeats = repeats or Repeats(path)
    for name, file in open_warcs(path):
        for place, found in read_records(file, name):
            if isinstance(found, DamagedRecord):
                yield _damage(found, name, place)
            elif found.type == "response" and found.target.startswith("http"):
                yield repeats.note(capture_of(found, name, place))
            elif found.type == "revisit" and (capture := repeats.capture_of(found, name, place)):
                yield capture


def _damage(found: DamagedRecord, name: str, place: Place) -> Problem:
    return Problem("archive.damage", str(found), f"{name}@{place[0]}")


class Repeats:
    """Finds what revisits repeat, among the records of one input that were read before."""

    def __init__(self, path: Path) -> None:
        """Begin before the first record."""
        self.path = path
        self._places: dict[str, tuple[str, str, int, int]] = {}
        self._first: dict[tuple[str, str], tuple[str, Place]] = {}

    def note(self, capture: Capture) -> Capture:
        """Note where a payload lies, and give the capture back; the first place of each counts."""
        place = (same_page(capture.url), capture.warc, capture.offset, capture.length)
        self._places.setdefault(capture.payload_digest, place)
        return capture

    def capture_of(self, revisit: Record, name: str, place: Place) -> Capture | None:
        """Give the capture that a page's first revisit of another is.

        ``None`` for what holds nothing new, and where the other is lost.
        """
        target = revisit.get("WARC-Refers-To-Target-URI")
        if target and same_page(target) == same_page(revisit.target):
            return None
        digest = revisit.get("WARC-Payload-Digest") or ""
        held = self._places.get(digest)
        if held is None or held[0] == (page := same_page(revisit.target)):
            return None
        if self._first.setdefault((page, digest), (name, place)) != (name, place):
            return None  # the page gave the same again
        _page, original, offset, length = held
        with open_warc(self.path, original) as file:
            return repeat_of(revisit, name, place, read_record_at(file, (offset, length)))


def read_records(file: BinaryIO, name: str = "") -> Iterator[tuple[Place, Record | DamagedRecord]]:
    """Read the records of one WARC file, compressed or plain, each with its offset and length as stored."""
    for member in read_units(file, name):
        place = (member.offset, member.length)
        if isinstance(member, Damage):
            yield place, DamagedRecord(member.message)
            continue
        try:
            record, rest = record_of(member.data)
        except DamagedRecord as damage:
            yield place, damage
            continue
        yield place, record
        if rest.strip(b"\r\n"):
            message = f"{len(rest)} bytes follow a block of Content-Length {len(record.block)}"
            yield place, DamagedRecord(message)


def capture_of(record: Record, warc: str, place: Place, message: bytes | None = None) -> Capture:
    """Give the capture that a response record holds; ``message`` overrides its block."""
    message = record.block if message is None else message
    digest = record.get("WARC-Payload-Digest") or sha1(http.entity(message, http.read_head(message)))
    return Capture(
        url=record.target,
        captured_at=record.get("WARC-Date") or "",
        warc=warc,
        offset=place[0],
        length=place[1],
        record_id=record.get("WARC-Record-ID") or "",
        payload_digest=digest,
        message=message,
        truncated=record.get("WARC-Truncated"),
    )


def repeat_of(revisit: Record, warc: str, place: Place, original: Record) -> Capture:
    """Give the capture that a revisit of another page is, with the body of the record that it repeats.

    The revisit itself is cut after its head, and says so; what counts is whether the original was.
    """
    capture = capture_of(revisit, warc, place, with_body_of(revisit.block, original.block))
    held = capture_of(original, "", (0, 0))
    return replace(capture, truncated=held.truncated, repeats=held.original)


# What zipfile raises for damaged packages, besides its own error: for flags and methods that a
# flipped bit makes of them, for compressed data, for places outside of the file.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    OSError,
)


def kind_of(path: Path) -> str:
    """Tell whether a path is a ``collection``, a ``folder`` of WARCs, a ``package`` or a ``file``."""
    if path.is_dir():
        return "collection" if (path / "archive").is_dir() else "folder"
    return "package" if path.exists() and _is_package(path) else "file"


def _is_package(path: Path) -> bool:
    with path.open("rb") as file:
        # A WARC that ends with a stored document would pass for a package: zip files are known by their end.
        return not file.read(16).startswith(STARTS) and zipfile.is_zipfile(file)


def open_warcs(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Open the WARC files of a path one after the other, by name; each is closed behind the reader."""
    if path.is_dir():
        folder = path / "archive" if (path / "archive").is_dir() else path
        files = sorted(file for file in folder.iterdir() if _is_warc(file.name))
        if not files:
            raise Unreadable(f"{path} holds no WARC files, neither in archive/ nor itself")
        for file in files:
            with file.open("rb") as stream:
                yield file.name.removesuffix(OPEN), unpacked(stream)
    elif not path.exists():
        raise Unreadable(f"{path} does not exist")
    elif _is_package(path):
        with path.open("rb") as whole, zipfile.ZipFile(whole) as package:
            for name in sorted(package.namelist()):
                if name.startswith("archive/") and _is_warc(name):
                    with package.open(name) as stream:
                        yield name.removeprefix("archive/"), unpacked(cast("BinaryIO", stream))
    else:
        with path.open("rb") as stream:
            if not _is_warc(path.name) and not stream.read(16).startswith(STARTS):
                raise Unreadable(f"{path} is neither a collection nor a WARC or WACZ file")
            stream.seek(0)
            yield path.name.removesuffix(OPEN), unpacked(stream)


def _is_warc(name: str) -> bool:
    return name.removesuffix(OPEN).endswith(SUFFIXES)


@contextmanager
def open_warc(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open one WARC file of a path by its name."""
    if path.is_dir():
        folder = path / "archive" if (path / "archive").is_dir() else path
        whole = folder / name
        with (whole if whole.exists() else folder / f"{name}{OPEN}").open("rb") as stream:
            yield unpacked(stream)
    elif _is_package(path):
        with (
            path.open("rb") as file,
            zipfile.ZipFile(file) as package,
            package.open(f"archive/{name}") as stream,
        ):
            yield unpacked(cast("BinaryIO", stream))
    else:
        with path.open("rb") as stream:
            yield unpacked(stream)


def read_record_at(file: BinaryIO, place: Place) -> Record:
    """Read the record that lies at an offset. Raises ``DamagedRecord``."""
    return read_stored_at(file, "", place).record


def same_page(url: str) -> str:
    """Give a URL without its scheme: http and https of a page are one in the archive."""
    return sys.intern(url.partition("://")[2])  # the key of several tables, each as long as the archive


def find_in(paths: Iterable[Path], tell: Callable[[Problem], object] = lambda _damage: None) -> Finder:
    """Give a look-up of the newest whole capture of a page in the files, status 200 before any other.

    Damage is passed over, and told.
    """
    places: dict[str, tuple[Rank, Path, Place]] = {}
    repeats: dict[Path, Repeats] = {}
    for path in paths:
        repeats[path] = Repeats(path)
        for name, file in open_warcs(path):
            for place, record in read_records(file, name):
                if isinstance(record, DamagedRecord):
                    tell(_damage(record, name, place))
                    continue
                found = _found(record, name, place, repeats[path])
                if found is None or found.truncated:
                    continue
                ranked = rank(found.status, found.captured_at, name, place[0])
                held = places.get(same_page(found.url))
                if held is None or held[0] < ranked:
                    places[same_page(found.url)] = (ranked, path, place)

    def find(url: str) -> Capture | None:
        held = places.get(same_page(url))
        if held is None:
            return None
        (_ok, _timestamp, name, _offset), path, place = held
        with open_warc(path, name) as file:
            return _found(read_record_at(file, place), name, place, repeats[path])

    return find


def _found(record: Record, name: str, place: Place, repeats: Repeats) -> Capture | None:
    """Give the capture that a record is, if it is one."""
    if record.type == "response":
        return repeats.note(capture_of(record, name, place))
    return repeats.capture_of(record, name, place) if record.type == "revisit" else None
