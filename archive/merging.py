"""Collections taken into another one, never over what is there."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.atomic import replacing
from archive.chain import hash_of, seal, verify_chain
from archive.collection import Collection
from archive.hydrate import warcs_of
from archive.index import merge_lines, read_line
from archive.lock import Lock
from archive.problem import Problem
from archive.taken import ORIGIN, Origin
from archive.warc_file import sync_folder

_RUN = "run.json"
# What is not whole yet lies here, beside the folders that it goes to.
_STAGE = ".merging"


@dataclass(slots=True)
class Merged:
    """What a merge took, and what it left where it was."""

    warcs: list[str] = field(default_factory=list)
    runs: list[Origin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    run: str = ""


def merge(parts: list[Collection], into: Collection, now: datetime) -> Merged:
    """Take what is not there yet. A second merge of the same changes nothing.

    The order makes that a kill costs nothing: files appear by rename, then index lines, then
    the run that vouches for all of it. What a kill leaves half done, the next merge completes.

    Raises:
        Locked: a run writes to one of the collections.
        OSError: the collection cannot be written.
    """
    into.make()
    merged, stage = Merged(), into.root / _STAGE
    with ExitStack() as stack:
        for collection in (into, *parts):
            stack.callback(Lock(collection.root).release)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        stack.callback(shutil.rmtree, stage, ignore_errors=True)
        left: list[Path] = []
        for part in parts:
            problems = list(_why_not(part, into))
            merged.problems += problems
            if not problems:
                left += _take(part, into, merged)
        known = _vouched(into)
        fresh = [path for path in left if path.relative_to(into.root).as_posix() not in known]
        if fresh:
            _vouch(into, fresh, merged, now)
    return merged


def _why_not(part: Collection, into: Collection) -> Iterator[Problem]:
    """Give what keeps a collection from being taken: it is not as its runs left it, or collides."""
    going_on = {f"runs/{path.name}/{_RUN}" for path in part.runs.iterdir() if not (path / _RUN).is_file()}
    yield from (problem for problem in verify_chain(part) if problem.where not in going_on)
    for folder in sorted(path for path in part.runs.iterdir() if (path / _RUN).is_file()):
        there = into.runs / Origin(_name(part), folder.name).name / _RUN
        if there.is_file() and hash_of(there) != hash_of(folder / _RUN):
            yield Problem("merge.collision", f"another run of this name is in {into.root}", str(folder))
    for name in _closed_warcs(part):
        there = into.archive / name
        if there.exists() and not _same(part.archive / name, there):
            message = f"a file of this name with other bytes is in {into.root}: it is never overwritten"
            yield Problem("merge.collision", message, str(part.archive / name))


def _take(part: Collection, into: Collection, merged: Merged) -> list[Path]:
    """Take the WARC files, the runs and the index lines of a collection; give what is to be vouched for."""
    left: list[Path] = []
    names = _closed_warcs(part)
    for name in names:
        if not (into.archive / name).exists():
            _place(part.archive / name, into.archive / name, into.root / _STAGE / name)
            merged.warcs.append(name)
        left.append(into.archive / name)
    for folder in sorted(part.runs.iterdir()):
        origin = Origin(_name(part), folder.name)
        target = into.runs / origin.name
        if not (folder / _RUN).is_file():
            message = "the run has not ended: crawl again, then merge again; its files stay there"
            merged.problems.append(Problem("merge.unfinished", message, str(folder)))
            continue
        if not target.exists():
            _place_run(folder, target, into.root / _STAGE / origin.name, origin)
            merged.runs.append(origin)
        left += [path for path in sorted(target.iterdir()) if path.is_file()]
    if part.index.exists():
        wanted = set(names)
        with part.index.open("rb") as lines:
            merge_lines((line for line in lines if read_line(line.decode()).filename in wanted), into.index)
    return left


def _closed_warcs(part: Collection) -> list[str]:
    """Name the closed files, but for those of a run that may go on."""
    going_on = {
        name
        for folder in part.runs.iterdir()
        if not (folder / _RUN).is_file()
        for name in warcs_of(part, folder.name)
    }
    return sorted({path.name for path in part.archive.glob("*.warc.gz")} - going_on)


def _place(source: Path, target: Path, stage: Path) -> None:
    """Share the bytes where the disk can; else copy them aside, look at the copy, rename it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, stage)
        with stage.open("rb") as file:
            os.fsync(file.fileno())
        if hash_of(stage) != hash_of(source):
            raise OSError(f"the copy of {source} is not the same: {stage}") from None
        stage.rename(target)
    sync_folder(target.parent)


def _place_run(source: Path, target: Path, stage: Path, origin: Origin) -> None:
    shutil.copytree(source, stage, ignore=shutil.ignore_patterns("*.open", ".*"))
    (stage / ORIGIN).write_bytes(origin.to_bytes())
    for path in stage.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(stage)
    stage.rename(target)
    sync_folder(target.parent)


def _vouch(into: Collection, left: list[Path], merged: Merged, now: datetime) -> None:
    """Write the run that the merge is; its folder appears whole, and its seal names all that was taken."""
    folder = into.root / _STAGE / "vouching"
    name = into.new_run(now)
    (into.runs / name).rmdir()
    folder.mkdir()
    words: dict[str, Any] = {
        "schema": 1,
        "run": name,
        "started_at": now.isoformat(timespec="seconds"),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "exit_status": 1 if merged.problems else 0,
        "reason": "merged",
        "taken": [{"collection": each.collection, "run": each.run} for each in merged.runs],
        "warcs": [],
        "taken_warcs": sorted(merged.warcs),
        "findings": [problem.to_json() for problem in merged.problems],
    }
    words["seal"] = seal(into, name, left, words)
    with replacing(folder / _RUN) as file:
        file.write(json.dumps(words, ensure_ascii=False, indent=1).encode() + b"\n")
    folder.rename(into.runs / name)
    sync_folder(into.runs)
    merged.run = name


def _vouched(into: Collection) -> set[str]:
    """Name the files that earlier merges vouch for."""
    found = set()
    for path in into.runs.glob(f"*/{_RUN}"):
        words = json.loads(path.read_bytes())
        if words.get("reason") == "merged":
            found |= {file["path"] for file in words["seal"]["files"]}
    return found


def _same(one: Path, other: Path) -> bool:
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and hash_of(one) == hash_of(other)


def _name(part: Collection) -> str:
    return part.root.resolve().name
