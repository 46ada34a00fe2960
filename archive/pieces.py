"""What a file falls into when it is mended: records as they are to be written, and bytes that are none."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.arc import as_warc, is_arc
from archive.digest import agrees
from archive.foreign import Unpacked
from archive.gzip_members import compress
from archive.members import Damage, Member
from archive.record import DamagedRecord, Record, read_fields, serialise_record, split, split_head
from archive.stored import read_units

# Damage that is longer is no single record whose frame alone is broken.
_LARGEST = 1 << 26
_HEADER = 10  # of a gzip member without names or comments (RFC 1952 section 2.3)


@dataclass(frozen=True, slots=True)
class Piece:
    """A record as it is to be written; or, with the reason, bytes that are none.

    Of damage only the ``length`` is known: it can be as large as the file.
    """

    offset: int
    data: bytes
    record: Record | None
    reason: str = ""
    is_changed: bool = False
    length: int = 0


def read_pieces(file: BinaryIO, name: str) -> Iterator[Piece]:
    """Read a file piece by piece, in its order. What the digest of its block proves is mended."""
    for unit in read_units(file, name):
        if isinstance(unit, Member):
            yield from _records_of(unit)
        elif record := _proved(unit, file):
            yield Piece(unit.offset, compress(serialise_record(record)), record, is_changed=True)
        else:
            yield Piece(unit.offset, b"", None, unit.message, length=unit.length)


def _proved(damage: Damage, file: BinaryIO) -> Record | None:
    """Give the record of a member whose frame alone is damaged, its header or its trailer."""
    if damage.length > _LARGEST or isinstance(file, Unpacked):
        return None
    place = file.tell()
    file.seek(damage.offset)
    stored = file.read(damage.length)
    file.seek(place)
    try:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored[_HEADER:])
    except zlib.error:
        return None
    return _as_its_digest_says(data)


def _as_its_digest_says(data: bytes) -> Record | None:
    """Give the one record that the bytes are, its length as it must be, where its block has its digest."""
    try:
        head, at = split_head(data)
        version, fields = read_fields(head)
    except DamagedRecord:
        return None
    block = data[at:].removesuffix(b"\r\n\r\n")
    printed = Record(version, fields, block).get("WARC-Block-Digest")
    if not printed or not agrees(printed, block):
        return None
    kept = tuple(field for field in fields if field[0].lower() != "content-length")
    return Record(version, (*kept, ("Content-Length", str(len(block)))), block)


def _records_of(member: Member) -> Iterator[Piece]:
    """Give the records of one member; one that is alone and whole as it is stored."""
    is_first, rest = True, member.data
    while rest.strip(b"\r\n"):
        try:
            record, after = _split_whole(rest)
        except DamagedRecord as damage:
            yield _mended(member, rest, str(damage), is_first=is_first)
            return
        is_whole = is_first and after == b"\r\n\r\n" and member.stored[:2] == b"\x1f\x8b" and not is_arc(rest)
        data = member.stored if is_whole else compress(serialise_record(record))
        yield Piece(member.offset, data, record, is_changed=not is_whole)
        is_first, rest = False, after.lstrip(b"\r\n")


def _split_whole(data: bytes) -> tuple[Record, bytes]:
    record, after = split(as_warc(data) if is_arc(data) else data)
    printed = record.get("WARC-Block-Digest")
    if printed and agrees(printed, record.block) is False:
        raise DamagedRecord(f"the block does not have the digest {printed}")
    return record, after


def _mended(member: Member, rest: bytes, reason: str, *, is_first: bool) -> Piece:
    if record := _as_its_digest_says(rest):
        return Piece(member.offset, compress(serialise_record(record)), record, is_changed=True)
    return Piece(member.offset, member.stored if is_first else rest, None, reason)
