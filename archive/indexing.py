"""The index line of a record, made from the record alone."""

import re
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from archive.atomic import replacing
from archive.digest import sha256
from archive.index import Entry, as_revisit, entry_of, read_line, sort_lines
from archive.members import Damage
from archive.reading import capture_of, open_warcs
from archive.record import Record
from archive.stored import Stored, read_stored

_FILENAME = re.compile(rb'"filename": "([^"]+)"')


def entry_of_record(stored: Stored) -> Entry | None:
    """Give the line of a response, a revisit or a resource; ``None`` for what is not indexed."""
    record = stored.record
    if record.type not in ("response", "revisit", "resource") or not record.target:
        return None
    place = (stored.offset, len(stored.stored))
    entry = entry_of(capture_of(record, stored.file, place), sha256(stored.stored))
    if record.type == "resource":
        return replace(entry, mime=_type_of_resource(record), status=0)
    if record.type == "revisit":
        return as_revisit(entry)
    return entry


def _type_of_resource(record: Record) -> str:
    return re.split(r"[;\s]", record.get("Content-Type") or "unk", maxsplit=1)[0]


def entries_of(path: Path) -> Iterator[Entry]:
    """Give the lines of every capture of a collection, a file or a package, in the order of the files."""
    for name, file in open_warcs(path):
        for found in read_stored(file, name):
            entry = None if isinstance(found, Damage) else entry_of_record(found)
            if entry:
                yield entry


def rebuild(path: Path, into: Path) -> int:
    """Write the sorted index of a path anew, atomically. Give the number of captures."""
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for entry in entries_of(path):
            count += 1
            yield f"{entry.to_line()}\n".encode()

    with ExitStack() as stack:
        found = sort_lines(lines(), stack)  # reads all of it: what is no archive leaves no trace
        into.parent.mkdir(parents=True, exist_ok=True)
        with replacing(into) as file:
            file.writelines(found)
    return count


def heal(root: Path, index: Path, besides: Collection[str] = ()) -> bool:
    """Write the index of a collection anew where it is lost or torn, or knows nothing of a file.

    ``besides`` are files whose lines are not due yet. Tells whether it was needed.
    """
    names = {path.name for path in (root / "archive").glob("*.warc.gz")} - set(besides)
    try:
        unknown = names - _files_in(index)
        is_whole = not any(_has_capture(root / "archive" / name) for name in unknown)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # of an index that is lost or torn
        is_whole = not names
    if not is_whole:
        rebuild(root, index)
    return not is_whole


def _files_in(index: Path) -> set[str]:
    """Give the files that an index names. Raises ``ValueError`` where its last line is torn."""
    names, line = set(), b""
    with index.open("rb") as lines:
        for line in lines:
            found = _FILENAME.search(line)
            names.add(found[1].decode() if found else "")
    if line:
        read_line(line.decode())
        if not line.endswith(b"\n"):
            raise ValueError("the last line has no end")
    return names


def _has_capture(path: Path) -> bool:
    return next(entries_of(path), None) is not None
