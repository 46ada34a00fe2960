"""The chain from run to run: each run's file holds the hashes of its own files and of the run before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.collection import Collection
from archive.problem import Problem

ENDED = "run.json"
# What a run's file vouches for besides its WARCs.
_WITNESSED = ("reports.jsonl", "ledger.jsonl", "problems.jsonl")


def sha256_of(path: Path) -> str:
    """Hash a file without holding it in memory."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def link(collection: Collection, run: str, warcs: Iterable[str]) -> dict[str, object]:
    """Give what ties a run to its files and to the run that ended before it."""
    folder = collection.runs / run
    before = ended_runs(collection)
    before = before[: before.index(run)] if run in before else before
    files = [folder / name for name in _WITNESSED if (folder / name).exists()]
    return {
        "warcs": {
            name: {"bytes": path.stat().st_size, "hash": sha256_of(path)}
            for name in warcs
            if (path := collection.archive / name).exists()
        },
        "files": {path.name: sha256_of(path) for path in files},
        "before": {"run": before[-1], "hash": sha256_of(collection.runs / before[-1] / ENDED)}
        if before
        else None,
    }


def ended_runs(collection: Collection) -> list[str]:
    """Give the names of the runs that have ended, in the order in which they did."""
    ended = []
    for path in collection.runs.glob(f"*/{ENDED}"):
        words = json.loads(path.read_text("utf-8"))
        ended.append((words["finished_at"], path.parent.name))
    return [run for _when, run in sorted(ended)]


def check(collection: Collection) -> Iterator[Problem]:
    """Compare every hash of the chain with the file that it is of."""
    for run in ended_runs(collection):
        path = collection.runs / run / ENDED
        chain = json.loads(path.read_text("utf-8")).get("chain")
        if chain is None:
            yield Problem("chain.missing", "the run's file vouches for nothing", str(path))
            continue
        for name, fact in chain["warcs"].items():
            yield from _compare(collection.archive / name, fact["hash"], path)
        for name, expected in chain["files"].items():
            yield from _compare(path.with_name(name), expected, path)
        if chain["before"]:
            before = collection.runs / chain["before"]["run"] / ENDED
            yield from _compare(before, chain["before"]["hash"], path)


def _compare(path: Path, expected: str, witness: Path) -> Iterator[Problem]:
    if not path.exists():
        yield Problem("chain.lost", f"{path.name} is not there; {witness} vouches for it", str(path))
    elif (found := sha256_of(path)) != expected:
        yield Problem("chain.changed", f"{path.name} has {found}; {witness} says {expected}", str(path))
