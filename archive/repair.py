"""Damaged archives mended into new files; what cannot be mended is kept aside, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy2, copytree, ignore_patterns
from typing import BinaryIO

from archive.census import Census, once
from archive.collection import Collection
from archive.foreign import SUFFIXES
from archive.indexing import rebuild
from archive.moved import Moved, copy_reports
from archive.pieces import Piece, read_pieces
from archive.reading import kind_of, open_warc, open_warcs
from archive.warc_file import OPEN, WarcFile

ASIDE = "aside"
_BATCH = 1 << 22


@dataclass(slots=True)
class Repair:
    """What was done, a line each; how much was kept and put aside; where the captures lie now."""

    told: list[str] = field(default_factory=list)
    records: int = 0
    bytes_aside: int = 0
    moved: Moved = field(default_factory=Moved)


def repair(path: Path, out: Path) -> Repair:
    """Write a mended collection into a new folder; the old one is only read.

    Whole records are copied byte for byte, those in another form become gzip members of
    their own. Damage, and what belongs to a response that is lost, goes into ``aside/``.

    Raises:
        Unreadable: for what is no archive.
    """
    done, mended = Repair(), Collection(out)
    for name, file in open_warcs(path):
        mended.make()
        _mend(path, name, file, mended, done)
    if kind_of(path) == "collection":
        _copy_beside(path, out, done)
        done.told += [f"{left.name}: closed" for left in sorted((path / "archive").glob(f"*{OPEN}"))]
    count = rebuild(out, mended.index)
    done.told.append(f"{mended.index.relative_to(out)}: written from the records, {count} captures")
    return done


def _mend(path: Path, name: str, file: BinaryIO, mended: Collection, done: Repair) -> None:
    census = Census(once(read_pieces(file, name)))
    file.seek(0)
    target, batch, changed = _open_target(mended, name), [], 0
    at = 0
    for piece in census.arrange(once(read_pieces(file, name))):
        if piece.record is None:
            _put_aside(name, piece, path, mended.root, done)
            continue
        if piece.record.type in ("response", "revisit"):
            done.moved[piece.record.get("WARC-Record-ID") or ""] = (target.path.name, at, len(piece.data))
        batch.append(piece.data)
        at += len(piece.data)
        done.records += 1
        changed += piece.is_changed
        if at - target.size > _BATCH:
            target.append(batch)
            batch = []
    target.append(batch)
    target.close()
    if target.size == 0:
        target.path.unlink()
    if changed:
        done.told.append(
            f"{name}: {changed} records written anew, each a gzip member, into {target.path.name}"
        )


def _open_target(mended: Collection, name: str) -> WarcFile:
    suffix = next((end for end in SUFFIXES if name.endswith(end)), "")
    return WarcFile(mended.archive / f"{name.removesuffix(suffix)}.warc.gz")


def _put_aside(name: str, piece: Piece, path: Path, root: Path, done: Repair) -> None:
    kept = root / ASIDE / f"{name}@{piece.offset}"
    kept.parent.mkdir(exist_ok=True)
    with kept.open("ab") as sink:
        before = sink.tell()
        sink.writelines([piece.data] if piece.data else _range(path, name, piece))
        size = sink.tell() - before
    done.bytes_aside += size
    done.told.append(f"{name}@{piece.offset}: {size} bytes into {ASIDE}/{kept.name}: {piece.reason}")


def _range(path: Path, name: str, piece: Piece) -> Iterator[bytes]:
    """Read damaged bytes from the file, by pieces."""
    with open_warc(path, name) as file:
        file.seek(piece.offset)
        left = piece.length
        while left > 0 and (chunk := file.read(min(left, _BATCH))):
            left -= len(chunk)
            yield chunk


def _copy_beside(path: Path, out: Path, done: Repair) -> None:
    """Copy what lies beside the WARC files; the data set finds its captures where they lie now."""
    if (path / "runs").is_dir():
        copytree(path / "runs", out / "runs", ignore=ignore_patterns(f"*{OPEN}"), dirs_exist_ok=True)
    if (path / "changes.jsonl").is_file():
        copy2(path / "changes.jsonl", out / "changes.jsonl")
    if (path / "reports.jsonl").is_file():
        copy_reports(path / "reports.jsonl", out / "reports.jsonl", done.moved)
