"""A collection in object storage: what of it is not proven to be there is copied and proven."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.chain import hash_of
from archive.collection import Collection
from archive.problem import Problem
from archive.storage import NotUploaded, sizes_at, upload
from archive.warc_file import OPEN

# What was proven to be at an address, a line each. Lost, it costs that all is copied once more.
RECEIPTS = "uploaded.jsonl"
_RUN = "run.json"
# Failures in a row after which a storage is taken to be out of reach, and is left alone.
_ENOUGH = 2


@dataclass(slots=True)
class Uploaded:
    """How it went: files that are there, of which so many are new, and what could not be brought there."""

    there: int = 0
    new: int = 0
    problems: list[Problem] = field(default_factory=list)


def upload_collection(collection: Collection, uri: str, pause: float = 1.0) -> Uploaded:
    """Copy the closed files of a collection that are not there yet, or not as they are here.

    Every ``run.json`` comes last, and only where all else is there: one in the storage means
    that everything its run left is. The local files stay whatever happens.
    """
    told, in_a_row = Uploaded(), 0
    known, sizes = _receipts(collection.root, uri), sizes_at(uri)
    for path in _files(collection):
        name = path.relative_to(collection.root).as_posix()
        if path.name == _RUN and told.problems:
            break
        if name in known and sizes.get(name) == path.stat().st_size and _is_as(path, known[name]):
            told.there += 1
            continue
        target = f"{uri.rstrip('/')}/{name}"
        if in_a_row >= _ENOUGH:
            message = f"{path} is kept here alone: not tried, after {in_a_row} failures in a row"
            told.problems.append(Problem("storage.not-uploaded", message, target))
            continue
        try:
            _note(collection.root, uri, name, upload(path, target, pause))
        except NotUploaded as error:
            in_a_row += 1
            told.problems.append(Problem("storage.not-uploaded", str(error), target))
        else:
            in_a_row = 0
            told.there += 1
            told.new += 1
    return told


def _files(collection: Collection) -> Iterator[Path]:
    """Give the closed files: captures before what points to them, the words that vouch for all at the end."""
    yield from _closed(collection.archive.glob("*"))
    ended = sorted(collection.runs.glob(f"*/{_RUN}"))
    for run in ended:
        yield from _closed(path for path in run.parent.iterdir() if path != run)
    beside = (collection.index, collection.root / "reports.jsonl", collection.root / "changes.jsonl")
    yield from _closed(path for path in beside if path.exists())
    yield from ended


def _closed(paths: Iterable[Path]) -> Iterator[Path]:
    for path in sorted(paths):
        if path.is_file() and path.suffix != OPEN and not path.name.startswith("."):
            yield path


def _is_as(path: Path, receipt: str) -> bool:
    """Tell whether a file is what was proven; of a closed WARC, which never changes, its size is enough."""
    return path.parent.name == "archive" or hash_of(path) == receipt


def _receipts(root: Path, uri: str) -> dict[str, str]:
    path = root / RECEIPTS
    if not path.exists():
        return {}
    # A kill may have torn the last line.
    lines = [
        json.loads(line) for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"}\n")
    ]
    return {line["path"]: line["hash"] for line in lines if line["to"] == uri}


def _note(root: Path, uri: str, name: str, proof: str) -> None:
    line = json.dumps({"path": name, "hash": proof, "to": uri}, ensure_ascii=False)
    with (root / RECEIPTS).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
