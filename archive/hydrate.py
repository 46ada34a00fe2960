"""One run made to stand alone: its own files, and copies of what its revisits repeat."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive import __version__
from archive.collection import Collection
from archive.gzip_members import compress
from archive.index import Entry
from archive.indexing import rebuild
from archive.moved import Moved, copy_reports
from archive.reading import Unreadable
from archive.record import print_date
from archive.revisit import original_entry
from archive.rules_file import OURS
from archive.stored import Stored, read_stored
from archive.taken import ELSEWHERE, origin_of
from archive.warc import warcinfo
from archive.warc_file import WarcFile

ORIGINALS = "originals"


def hydrate(collection: Collection, run: str, out: Path) -> Collection:
    """Make a collection of one run in a new folder. Records are copied byte for byte, none is rewritten.

    Raises:
        Unreadable: where the collection has no such run.
        Unresolved: where what a revisit repeats is not in the collection.
    """
    names = warcs_of(collection, run)
    if not names:
        raise Unreadable(f"{collection.root} has no WARC files of a run {run!r}")
    wanted = _originals(collection, names)
    alone = Collection(out)
    alone.make()
    for name in names:
        _copy(collection.archive / name, alone.archive / name)
    originals = alone.archive / f"{ORIGINALS}-of-{run}.warc.gz"
    moved = _copy_exchanges(collection, wanted, originals) if wanted else {}
    if (collection.runs / run).is_dir():
        shutil.copytree(collection.runs / run, alone.runs / run)
        # Its seal vouches for a chain that is not here; it is kept as what it is, a copy.
        sealed = alone.runs / run / "run.json"
        if sealed.is_file():
            sealed.rename(sealed.with_name(ELSEWHERE))
    if (collection.runs / run / "reports.jsonl").is_file():
        copy_reports(collection.runs / run / "reports.jsonl", alone.root / "reports.jsonl", moved)
    rebuild(alone.root, alone.index)
    return alone


def warcs_of(collection: Collection, run: str) -> list[str]:
    """Name the closed files of a run: their warcinfo names it; of one from elsewhere, the run itself does."""
    if origin_of(collection.runs / run):
        return list(json.loads((collection.runs / run / "run.json").read_bytes()).get("warcs", ()))
    wanted = f"\r\nrun: {run}\r\n".encode()
    found = []
    for path in sorted(collection.archive.glob("*.warc.gz")):
        with path.open("rb") as file:
            first = next(read_stored(file, path.name), None)
        if isinstance(first, Stored) and first.record.type == "warcinfo" and wanted in b"\r\n" + first.data:
            found.append(path.name)
    return found


def _originals(collection: Collection, names: list[str]) -> dict[str, set[int]]:
    """Give the places, by file, of the captures outside of these files that revisits in them repeat."""
    places: dict[str, set[int]] = defaultdict(set)
    for name in names:
        for stored in _records(collection, name):
            if stored.record.type == "revisit":
                entry: Entry = original_entry(stored.record, collection.captures_of)
                if entry.filename not in names:
                    places[entry.filename].add(entry.offset)
    return places


def _records(collection: Collection, name: str) -> Iterator[Stored]:
    with (collection.archive / name).open("rb") as file:
        yield from (found for found in read_stored(file, name) if isinstance(found, Stored))


def _copy_exchanges(collection: Collection, wanted: dict[str, set[int]], into: Path) -> Moved:
    """Copy whole exchanges: each response, with what stands before it and is tied to it.

    Gives where the responses lie now.
    """
    file, moved = WarcFile(into), Moved()
    info = {
        "software": f"{OURS}/{__version__}",
        "format": "WARC File Format 1.1",
        "description": "copies of the exchanges that the revisits of the files beside it repeat",
    }
    file.append([compress(warcinfo(into.name, print_date(datetime.now(UTC)), info))])
    for name in sorted(wanted):
        before: list[Stored] = []
        for stored in _records(collection, name):
            before.append(stored)
            if stored.record.type not in ("response", "revisit", "resource"):
                continue
            if stored.offset in wanted[name]:
                file.append([record.stored for record in before if _belongs(record, stored)])
                size = len(stored.stored)
                moved[stored.record.get("WARC-Record-ID") or ""] = (into.name, file.size - size, size)
            before = []
    file.close()
    return moved


def _belongs(record: Stored, main: Stored) -> bool:
    tie = record.record.get("WARC-Concurrent-To")
    return record is main or tie == main.record.get("WARC-Record-ID")


def _copy(source: Path, target: Path) -> None:
    """Share the bytes where the disk can, copy them where it cannot: WARC files are never changed."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
