"""What a run that was killed left behind, made whole so that the run can go on."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.atomic import replacing
from archive.collection import Collection
from archive.digest import sha256
from archive.index import Entry, as_revisit, entry_of
from archive.members import Damage, Member, read_members
from archive.reading import capture_of, same_page
from archive.record import DamagedRecord, Record, parse
from archive.recording import JOURNAL
from archive.warc_file import OPEN, sync_folder


@dataclass(slots=True)
class Remains:
    """The files of a run, the newest capture of every page in them, and what was set aside."""

    files: list[str] = field(default_factory=list)
    pages: dict[str, Entry] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)


def gather(collection: Collection, run: str) -> Remains:
    """Close the files that a run left open, rebuild its journal, say what it has.

    A torn tail is cut to the last whole exchange and kept in the run's folder. The lock of
    the collection must be held: a file that is open then has no owner.

    Raises:
        OSError: where the folders cannot be written.
    """
    remains = Remains()
    folder = collection.runs / run
    for path in sorted(collection.archive.glob(f"*{OPEN}")):
        _close(path, folder, remains)
    lines = []
    for path in sorted(collection.archive.glob("*.warc.gz")):
        if _run_of(path) != run:
            continue
        remains.files.append(path.name)
        for entry in _entries(path):
            lines.append(f"{entry.to_line()}\n".encode())
            remains.pages[same_page(entry.url)] = entry
    with replacing(folder / JOURNAL) as journal:
        journal.writelines(lines)
    return remains


def _close(path: Path, folder: Path, remains: Remains) -> None:
    """Cut the torn tail of an open file, give it its final name; one without a record goes away."""
    end = whole_until(path)
    size = path.stat().st_size
    if end < size:
        aside = folder / f"torn-{path.name.removesuffix(OPEN)}-{end}"
        with path.open("rb") as source, replacing(aside) as sink:
            source.seek(end)
            while chunk := source.read(1 << 20):
                sink.write(chunk)
        remains.aside.append(aside.name)
        os.truncate(path, end)
    if end == 0:
        path.unlink()
    else:
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.rename(path.with_name(path.name.removesuffix(OPEN)))
    sync_folder(path.parent)


def whole_until(path: Path) -> int:
    """Give the offset behind the last whole exchange of a file: each ends with its main record."""
    end = 0
    for member, record in _records(path):
        if record.type in ("response", "revisit", "warcinfo") or not record.get("WARC-Concurrent-To"):
            end = member.offset + member.length
    return end


def _records(path: Path) -> Iterator[tuple[Member, Record]]:
    """Read the records of a file up to the first damage."""
    with path.open("rb") as file:
        for member in read_members(file):
            if isinstance(member, Damage):
                return
            try:
                yield member, parse(member.data)
            except DamagedRecord:
                return


def _run_of(path: Path) -> str:
    """Give the run that a file's warcinfo names; empty where there is none."""
    for _member, record in _records(path):
        for line in record.block.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name == "run" and record.type == "warcinfo":
                return value.strip()
        break
    return ""


def _entries(path: Path) -> Iterator[Entry]:
    with path.open("rb") as file:
        for member, record in _records(path):
            if record.type in ("response", "revisit"):
                place = (member.offset, member.length)
                file.seek(member.offset)
                digest = sha256(file.read(member.length))
                entry = entry_of(capture_of(record, path.name, place), digest)
                yield as_revisit(entry) if record.type == "revisit" else entry
