"""The chain of runs: what each left, sealed by hashes, with the hash of the seal before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive.collection import Collection
from archive.problem import Problem

_RUN = "run.json"
_CHUNK = 1 << 20


def seal(collection: Collection, run: str, files: Iterable[Path]) -> dict[str, object]:
    """Give the ``seal`` of a run's ``run.json``: the files with their hashes, and the link to the run before.

    It is to be made when the files are closed. Paths are printed relative to the collection.
    """
    earlier = [name for name, _sealed in _sealed_runs(collection) if name < run]
    return {
        "before": _link(collection, earlier[-1]) if earlier else None,
        "files": [
            {
                "path": path.relative_to(collection.root).as_posix(),
                "bytes": path.stat().st_size,
                "hash": hash_of(path),
            }
            for path in sorted(files)
        ],
    }


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file as ``sha256:`` with hex."""
    engine = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            engine.update(chunk)
    return f"sha256:{engine.hexdigest()}"


def verify_chain(collection: Collection) -> Iterator[Problem]:
    """Give the files that are not as a run sealed them, and the links that do not hold."""
    before: str | None = None
    for run, sealed in _sealed_runs(collection):
        link = _link(collection, before) if before else None
        if sealed.get("before") != link:
            message = f"the run before is {link}, sealed was {sealed.get('before')}"
            yield Problem("chain.link", message, f"runs/{run}/{_RUN}")
        for file in sealed.get("files") or ():
            yield from _check(collection.root, run, file)
        before = run


def _check(root: Path, run: str, file: dict[str, Any]) -> Iterator[Problem]:
    path = root / str(file.get("path"))
    if not path.is_file():
        yield Problem("chain.file", f"run {run} left it, and it is not there", str(file.get("path")))
    elif path.stat().st_size != file.get("bytes") or hash_of(path) != file.get("hash"):
        message = f"it is not as run {run} left it: {file.get('bytes')} bytes, {file.get('hash')}"
        yield Problem("chain.file", message, str(file.get("path")))


def _link(collection: Collection, run: str) -> dict[str, str]:
    return {"run": run, "hash": hash_of(collection.runs / run / _RUN)}


def _sealed_runs(collection: Collection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the runs that are sealed, in their order."""
    for path in sorted(collection.runs.glob(f"*/{_RUN}")):
        try:
            sealed = json.loads(path.read_bytes()).get("seal")
        except (ValueError, AttributeError):
            continue  # told by the check of the run's files
        if isinstance(sealed, dict):
            yield path.parent.name, sealed
