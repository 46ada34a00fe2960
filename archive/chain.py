"""The chain of runs: what each left, sealed by hashes, with the hash of the seal before."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.collection import Collection
from archive.problem import Problem
from archive.taken import ELSEWHERE, Origin, origin_of

_RUN = "run.json"
_CHANGES = "changes.jsonl"
_CHUNK = 1 << 20


def seal(
    collection: Collection, run: str, files: Iterable[Path], words: Mapping[str, object]
) -> dict[str, object]:
    """Give the ``seal`` of a run's ``run.json``: the files with their hashes, and the link to the run before.

    It is to be made when the files are closed. Paths are printed relative to the collection.
    ``words`` is what else stands in ``run.json``. ``changes`` is the history as the run left it,
    to which later runs only add.
    """
    changes = collection.root / _CHANGES
    earlier = [
        name for name, _words in _read_runs(collection) if name < run and not _origin(collection, name)
    ]
    sealed: dict[str, object] = {
        "before": _link(collection, earlier[-1]) if earlier else None,
        "files": [
            {
                "path": path.relative_to(collection.root).as_posix(),
                "bytes": path.stat().st_size,
                "hash": hash_of(path),
            }
            for path in sorted(files)
        ],
        "changes": {"bytes": changes.stat().st_size, "hash": hash_of(changes)} if changes.is_file() else None,
    }
    return {**sealed, "words": _hash_of_words({**words, "seal": sealed})}


def hash_of(path: Path, size: int | None = None) -> str:
    """Give the SHA-256 of a file, or of its first ``size`` bytes, as ``sha256:`` with hex."""
    engine = hashlib.sha256()
    left = path.stat().st_size if size is None else size
    with path.open("rb") as file:
        while chunk := file.read(min(_CHUNK, left)):
            engine.update(chunk)
            left -= len(chunk)
    return f"sha256:{engine.hexdigest()}"


def _hash_of_words(words: Mapping[str, object]) -> str:
    told = json.dumps(words, sort_keys=True).encode()
    return f"sha256:{hashlib.sha256(told).hexdigest()}"


def verify_chain(collection: Collection) -> Iterator[Problem]:
    """Give the files that are not as a run sealed them, and the links that do not hold.

    Runs that were taken from other collections form a chain for each of these, and the run
    that took them seals their ``run.json``; the history that they sealed stayed where it was.
    """
    yield from _unsealed(collection)
    last: dict[str, dict[str, str]] = {}
    vouched: set[str] = set()
    taken: list[str] = []
    told = [(_origin(collection, run), run, words) for run, words in _read_runs(collection)]
    for origin, run, words in sorted(told, key=lambda each: each[0].run if each[0] else each[1]):
        yield from _check_words(collection, run, words, origin)
        sealed, chain = words["seal"], origin.collection if origin else ""
        if sealed.get("before") != last.get(chain):
            message = f"the run before is {last.get(chain)}, sealed was {sealed.get('before')}"
            yield Problem("chain.link", message, f"runs/{run}/{_RUN}")
        for file in _files_of(sealed):
            path = origin.here(str(file.get("path"))) if origin else str(file.get("path"))
            yield from _check(collection.root, run, {**file, "path": path})
            vouched.add(path)
        last[chain] = {"run": origin.run if origin else run, "hash": hash_of(collection.runs / run / _RUN)}
        taken += [f"runs/{run}/{_RUN}"] if origin else []
    for path in taken:
        if path not in vouched:
            message = "no merge vouches for this run from elsewhere: run `python -m archive merge` again"
            yield Problem("chain.link", message, path)


def _check_words(
    collection: Collection, run: str, words: Mapping[str, Any], origin: Origin | None
) -> Iterator[Problem]:
    sealed = dict(words["seal"])
    told = sealed.pop("words", None)
    if told != _hash_of_words({**words, "seal": sealed}):
        yield Problem("chain.run", "it is not as the run wrote it", f"runs/{run}/{_RUN}")
    if not origin and isinstance(changes := sealed.get("changes"), dict):
        yield from _check_changes(collection.root / _CHANGES, run, changes)


def _files_of(sealed: Mapping[str, Any]) -> list[dict[str, Any]]:
    files = sealed.get("files")
    return [file if isinstance(file, dict) else {} for file in files] if isinstance(files, list) else []


def _check(root: Path, run: str, file: dict[str, Any]) -> Iterator[Problem]:
    path = root / str(file.get("path"))
    if not path.is_file():
        yield Problem("chain.file", f"run {run} left it, and it is not there", str(file.get("path")))
    elif path.stat().st_size != file.get("bytes") or hash_of(path) != file.get("hash"):
        message = f"it is not as run {run} left it: {file.get('bytes')} bytes, {file.get('hash')}"
        yield Problem("chain.file", message, str(file.get("path")))


def _check_changes(path: Path, run: str, sealed: dict[str, Any]) -> Iterator[Problem]:
    size, told = sealed.get("bytes"), sealed.get("hash")
    is_there = isinstance(size, int) and path.is_file() and path.stat().st_size >= size
    if not is_there or hash_of(path, size) != told:
        message = f"its first {size} bytes are not as run {run} left them: {told}"
        yield Problem("chain.file", message, path.name)


def _origin(collection: Collection, run: str) -> Origin | None:
    return origin_of(collection.runs / run)


def _link(collection: Collection, run: str) -> dict[str, str]:
    return {"run": run, "hash": hash_of(collection.runs / run / _RUN)}


def _read_runs(collection: Collection) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(collection.runs.glob(f"*/{_RUN}")):
        words = _read(path)
        if isinstance(words.get("seal"), dict):
            yield path.parent.name, words


def _read(path: Path) -> dict[str, Any]:
    try:
        words = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}


def _unsealed(collection: Collection) -> Iterator[Problem]:
    """Give the runs that came to their end, which writes the ledger, and have no seal."""
    for ledger in sorted(collection.runs.glob("*/ledger.jsonl")):
        path = ledger.with_name(_RUN)
        if ledger.with_name(ELSEWHERE).is_file():
            continue
        if not path.is_file():
            yield Problem(
                "chain.run", "it is not there, and the run has a ledger", f"runs/{ledger.parent.name}/{_RUN}"
            )
        elif not isinstance(_read(path).get("seal"), dict):
            yield Problem("chain.run", "no JSON object with a seal", f"runs/{ledger.parent.name}/{_RUN}")
