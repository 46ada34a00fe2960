"""The chain of runs: what each left, sealed by hashes, with the hash of the seal before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive.collection import Collection
from archive.problem import Problem
from archive.taken import Origin, origin_of

_RUN = "run.json"
_CHUNK = 1 << 20


def seal(collection: Collection, run: str, files: Iterable[Path]) -> dict[str, object]:
    """Give the ``seal`` of a run's ``run.json``: the files with their hashes, and the link to the run before.

    It is to be made when the files are closed. Paths are printed relative to the collection.
    """
    earlier = [
        name for name, _sealed in _sealed_runs(collection) if name < run and not _origin(collection, name)
    ]
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
    """Give the files that are not as a run sealed them, and the links that do not hold.

    Runs that were taken from other collections form a chain for each of these, and the run
    that took them seals their ``run.json``.
    """
    last: dict[str, dict[str, str]] = {}
    vouched: set[str] = set()
    taken: list[str] = []
    told = [(_origin(collection, run), run, sealed) for run, sealed in _sealed_runs(collection)]
    for origin, run, sealed in sorted(told, key=lambda each: each[0].run if each[0] else each[1]):
        chain = origin.collection if origin else ""
        if sealed.get("before") != last.get(chain):
            message = f"the run before is {last.get(chain)}, sealed was {sealed.get('before')}"
            yield Problem("chain.link", message, f"runs/{run}/{_RUN}")
        for file in sealed.get("files") or ():
            path = str(file.get("path"))
            path = origin.here(path) if origin else path
            yield from _check(collection.root, run, {**file, "path": path})
            vouched.add(path)
        last[chain] = {"run": origin.run if origin else run, "hash": hash_of(collection.runs / run / _RUN)}
        taken += [f"runs/{run}/{_RUN}"] if origin else []
    for path in taken:
        if path not in vouched:
            message = "no merge vouches for this run from elsewhere: run `python -m archive merge` again"
            yield Problem("chain.link", message, path)


def _check(root: Path, run: str, file: dict[str, Any]) -> Iterator[Problem]:
    path = root / str(file.get("path"))
    if not path.is_file():
        yield Problem("chain.file", f"run {run} left it, and it is not there", str(file.get("path")))
    elif path.stat().st_size != file.get("bytes") or hash_of(path) != file.get("hash"):
        message = f"it is not as run {run} left it: {file.get('bytes')} bytes, {file.get('hash')}"
        yield Problem("chain.file", message, str(file.get("path")))


def _origin(collection: Collection, run: str) -> Origin | None:
    return origin_of(collection.runs / run)


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
