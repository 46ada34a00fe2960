"""A collection as a BagIt bag (RFC 8493), for hand-over to an archive."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from archive import __version__
from archive.collection import Collection
from archive.problem import Problem
from archive.rules_file import OURS
from archive.wacz import chunks_of
from archive.warc_file import sync_folder

_ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
# What is handed over; locks and files that a run has open are not.
_PARTS = ("archive", "indexes", "runs", "reports.jsonl", "changes.jsonl")
_LINE = re.compile(r"([0-9a-fA-F]+)\s+(\S.*)")


def write_bag(collection: Collection, out: Path, now: datetime) -> None:
    """Copy a collection into a new bag. It appears by rename, whole or not at all."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        (beside / "data").mkdir(parents=True)
        for part in _PARTS:
            _copy(collection.root / part, beside / "data" / part)
        _write_tags(beside, collection.root.resolve().name, now)
        beside.rename(out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_folder(out.resolve().parent)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.open", ".*.tmp"))
    elif source.is_file():
        shutil.copy2(source, target)


def _write_tags(bag: Path, name: str, now: datetime) -> None:
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in payload)
    (bag / "bagit.txt").write_text(_DECLARATION, encoding="utf-8")
    info = {
        "Bagging-Date": now.date().isoformat(),
        "Bag-Software-Agent": f"{OURS}/{__version__}",
        "External-Identifier": name,
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    words = "".join(f"{label}: {value}\n" for label, value in info.items())
    (bag / "bag-info.txt").write_text(words, encoding="utf-8")
    _write_manifests(bag, "manifest", payload)
    _write_manifests(bag, "tagmanifest", sorted(path for path in bag.iterdir() if path.is_file()))


def _write_manifests(bag: Path, kind: str, files: list[Path]) -> None:
    digests = [_digests(path) for path in files]
    for number, algorithm in enumerate(_ALGORITHMS):
        lines = [
            f"{values[number]}  {_encoded(path.relative_to(bag).as_posix())}\n"
            for path, values in zip(files, digests, strict=True)
        ]
        (bag / f"{kind}-{algorithm}.txt").write_text("".join(lines), encoding="utf-8")


def _digests(path: Path, algorithms: tuple[str, ...] = _ALGORITHMS) -> list[str]:
    engines = [hashlib.new(algorithm) for algorithm in algorithms]
    for chunk in chunks_of(path):
        for engine in engines:
            engine.update(chunk)
    return [engine.hexdigest() for engine in engines]


def _encoded(path: str) -> str:
    """Encode what would break a line of a manifest (section 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def is_bag(path: Path) -> bool:
    """Tell whether a folder is a bag."""
    return (path / "bagit.txt").is_file() and (path / "data").is_dir()


def verify_bag(bag: Path) -> Iterator[Problem]:
    """Hold every file of a bag against every manifest, and the payload against its Oxum."""
    if not (bag / "bagit.txt").read_text("utf-8", "replace").startswith("BagIt-Version: "):
        yield Problem("bag.layout", "the declaration does not begin with BagIt-Version", "bagit.txt")
    payload = {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    manifests = sorted(bag.glob("manifest-*.txt"))
    if not manifests:
        yield Problem("bag.layout", "there is no manifest", str(bag))
    for manifest in [*manifests, *sorted(bag.glob("tagmanifest-*.txt"))]:
        listed: set[str] = set()
        for number, line in enumerate(manifest.read_text("utf-8", "replace").splitlines(), 1):
            yield from _check(bag, manifest, f"{manifest.name}:{number}", line, listed)
        for name in sorted(payload - listed) if manifest in manifests else ():
            yield Problem("bag.manifest", f"{manifest.name} does not list it", name)
    yield from _check_oxum(bag, payload)


def _check(bag: Path, manifest: Path, place: str, line: str, listed: set[str]) -> Iterator[Problem]:
    algorithm = manifest.stem.rpartition("-")[2]
    found = _LINE.fullmatch(line)
    if not found or algorithm not in hashlib.algorithms_available:
        yield Problem("bag.manifest", f"no line of a {algorithm} manifest: {line[:60]!r}", place)
        return
    name = _decoded(found[2])
    listed.add(name)
    path = bag / name
    if not path.resolve().is_relative_to(bag.resolve()) or not path.is_file():
        yield Problem("bag.manifest", f"{place} lists it, and it is not there", name)
    elif _digests(path, (algorithm,)) != [found[1].lower()]:
        yield Problem("bag.manifest", f"its {algorithm} is not that of {place}", name)


def _check_oxum(bag: Path, payload: set[str]) -> Iterator[Problem]:
    info = bag / "bag-info.txt"
    words = info.read_text("utf-8", "replace") if info.is_file() else ""
    told = re.search(r"^Payload-Oxum:\s*(\S+)", words, re.MULTILINE)
    size = sum((bag / name).stat().st_size for name in payload)
    if told and told[1] != f"{size}.{len(payload)}":
        yield Problem("bag.layout", f"the payload is {size}.{len(payload)}, told is {told[1]}", info.name)
