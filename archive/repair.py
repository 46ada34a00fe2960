"""Damaged archives mended into new files; what cannot be mended is kept aside, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy2, copytree, ignore_patterns
from typing import BinaryIO

from archive.arc import as_warc, is_arc
from archive.collection import Collection
from archive.digest import agrees
from archive.foreign import SUFFIXES
from archive.gzip_members import compress
from archive.indexing import rebuild
from archive.members import Member
from archive.reading import kind_of, open_warc, open_warcs
from archive.record import DamagedRecord, Record, serialise_record, split
from archive.stored import read_units
from archive.warc_file import OPEN, WarcFile

ASIDE = "aside"
_BATCH = 1 << 22


@dataclass(slots=True)
class Repair:
    """What was done, a line each; how many records were kept, how many bytes lie aside."""

    told: list[str] = field(default_factory=list)
    records: int = 0
    bytes_aside: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A record as it is to be written; or, with the reason, bytes that are none.

    Of damage only the ``length`` is known: it can be as large as the file.
    """

    offset: int
    data: bytes
    record: Record | None
    reason: str = ""
    is_changed: bool = False
    length: int = 0


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
        _copy_beside(path, out)
        done.told += [f"{left.name}: closed" for left in sorted((path / "archive").glob(f"*{OPEN}"))]
    count = rebuild(out, mended.index)
    done.told.append(f"{mended.index.relative_to(out)}: written from the records, {count} captures")
    return done


def _mend(path: Path, name: str, file: BinaryIO, mended: Collection, done: Repair) -> None:
    ids, is_damaged = set(), False
    for piece in _pieces(file, name):
        is_damaged |= piece.record is None
        ids.add(piece.record.get("WARC-Record-ID") if piece.record else None)
    file.seek(0)
    target, batch, changed = _open_target(mended, name), [], 0
    for found in _pieces(file, name):
        piece = _without_response(found, ids) if is_damaged else found
        if piece.record is None:
            _put_aside(name, piece, path, mended.root, done)
            continue
        batch.append(piece.data)
        done.records += 1
        changed += piece.is_changed
        if sum(map(len, batch)) > _BATCH:
            target.append(batch)
            batch = []
    target.append(batch)
    target.close()
    if target.size == 0:
        target.path.unlink()
    if changed:
        done.told.append(f"{name}: {changed} records became gzip members of their own in {target.path.name}")


def _open_target(mended: Collection, name: str) -> WarcFile:
    suffix = next((end for end in SUFFIXES if name.endswith(end)), "")
    return WarcFile(mended.archive / f"{name.removesuffix(suffix)}.warc.gz")


def _pieces(file: BinaryIO, name: str) -> Iterator[_Piece]:
    for unit in read_units(file, name):
        if isinstance(unit, Member):
            yield from _records_of(unit)
        else:
            yield _Piece(unit.offset, b"", None, unit.message, length=unit.length)


def _records_of(member: Member) -> Iterator[_Piece]:
    """Give the records of one member; one that is alone and whole as it is stored."""
    is_first, rest = True, member.data
    while rest.strip(b"\r\n"):
        try:
            record, after = split(as_warc(rest) if is_arc(rest) else rest)
        except DamagedRecord as damage:
            yield _Piece(member.offset, member.stored if is_first else rest, None, str(damage))
            return
        printed = record.get("WARC-Block-Digest")
        is_whole = is_first and after == b"\r\n\r\n" and member.stored[:2] == b"\x1f\x8b" and not is_arc(rest)
        data = member.stored if is_whole else compress(serialise_record(record))
        if printed and agrees(printed, record.block) is False:
            yield _Piece(member.offset, data, None, f"the block does not have the digest {printed}")
        else:
            yield _Piece(member.offset, data, record, is_changed=not is_whole)
        is_first, rest = False, after.lstrip(b"\r\n")


def _without_response(piece: _Piece, ids: set[str | None]) -> _Piece:
    """Put aside what is tied to a record that is lost."""
    tie = piece.record.get("WARC-Concurrent-To") if piece.record else None
    if tie is None or tie in ids:
        return piece
    return _Piece(piece.offset, piece.data, None, f"it belongs to {tie}, which is lost")


def _put_aside(name: str, piece: _Piece, path: Path, root: Path, done: Repair) -> None:
    kept = root / ASIDE / f"{name}@{piece.offset}"
    kept.parent.mkdir(exist_ok=True)
    with kept.open("ab") as sink:
        before = sink.tell()
        sink.writelines([piece.data] if piece.data else _range(path, name, piece))
        size = sink.tell() - before
    done.bytes_aside += size
    done.told.append(f"{name}@{piece.offset}: {size} bytes into {ASIDE}/{kept.name}: {piece.reason}")


def _range(path: Path, name: str, piece: _Piece) -> Iterator[bytes]:
    """Read damaged bytes from the file, by pieces."""
    with open_warc(path, name) as file:
        file.seek(piece.offset)
        left = piece.length
        while left > 0 and (chunk := file.read(min(left, _BATCH))):
            left -= len(chunk)
            yield chunk


def _copy_beside(path: Path, out: Path) -> None:
    if (path / "runs").is_dir():
        copytree(path / "runs", out / "runs", ignore=ignore_patterns(f"*{OPEN}"), dirs_exist_ok=True)
    for name in ("reports.jsonl", "changes.jsonl"):
        if (path / name).is_file():
            copy2(path / name, out / name)
