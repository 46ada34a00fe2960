"""Records as they are stored, damage included, for those who judge or mend them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import BinaryIO

from archive import arc, http
from archive.arc import as_warc, is_arc, read_arc
from archive.gzip_members import unpack
from archive.members import LIMIT, Damage, Member, Stream, read_members
from archive.plain import read_plain
from archive.record import DamagedRecord, Record, split

_PLAIN = b"WARC/"


@dataclass(frozen=True)
class Stored:
    """One record where it lies: ``stored`` are its bytes in the file, ``data`` unpacked.

    ``rest`` is what follows its block, two line ends in a whole record.
    """

    file: str
    offset: int
    stored: bytes
    data: bytes
    record: Record
    rest: bytes

    @property
    def is_compressed(self) -> bool:
        """Tell whether the record is a gzip member."""
        return self.stored[:2] == b"\x1f\x8b"

    @property
    def place(self) -> str:
        """Name the place of the record, with what the record calls itself."""
        name = self.record.get("WARC-Record-ID") or "without-id"
        return f"{self.file}@{self.offset} {name}"

    @cached_property
    def http_head(self) -> http.Head | None:
        """The HTTP head of the block; ``None`` where the block is no HTTP message."""
        declared = (self.record.get("Content-Type") or "").replace(" ", "").lower()
        if not declared.startswith("application/http") or not self.record.block:
            return None
        return http.read_head(self.record.block)


def read_units(file: BinaryIO, name: str) -> Iterator[Member | Damage]:
    """Read one WARC file by what holds a record each: gzip members, or lengths in a plain file.

    The name decides where the first bytes are damaged.
    """
    start = file.read(len(arc.START))
    file.seek(0)
    if start == arc.START or (name.endswith(".arc") and start[:5] != _PLAIN):
        return read_arc(file)
    is_plain = start[:5] == _PLAIN or (start[:2] != b"\x1f\x8b" and not name.endswith(".gz"))
    return read_plain(file) if is_plain else _read_mixed(file)


def _read_mixed(file: BinaryIO) -> Iterator[Member | Damage]:
    """Read the members of a file, and the records that stand between them uncompressed."""
    for found in read_members(file):
        records = _between(file, found) if isinstance(found, Damage) else b""
        if not records:
            yield found
        for record in read_plain(BytesIO(records)):
            yield replace(record, offset=found.offset + record.offset)


def _between(file: BinaryIO, damage: Damage) -> bytes:
    """Give the bytes between members, where they begin with a record that is not compressed."""
    behind = file.tell()
    file.seek(damage.offset)
    start = file.read(len(_PLAIN))
    data = start + file.read(min(damage.length, LIMIT) - len(start)) if start == _PLAIN else b""
    file.seek(behind)
    return data


def record_of(data: bytes) -> tuple[Record, bytes]:
    """Read the record, of WARC or of ARC, that the bytes begin with, and give what follows its block.

    Raises:
        DamagedRecord: for what is neither.
    """
    return split(as_warc(data) if is_arc(data) else data)


def read_stored(file: BinaryIO, name: str) -> Iterator[Stored | Damage]:
    """Read the records of one file in its order; what is none is told as damage."""
    for found in read_units(file, name):
        yield _open(found, name) if isinstance(found, Member) else found


def read_stored_at(file: BinaryIO, name: str, place: tuple[int, int]) -> Stored:
    """Read the record at an offset, of a length as stored. Raises ``DamagedRecord``."""
    file.seek(place[0])
    stream = Stream(file)
    stream.need(place[1])
    stored = data = stream.window
    if stored[:2] == b"\x1f\x8b":
        if whole := unpack(stored, LIMIT):
            data = whole[0]
        else:
            member = next(read_members(BytesIO(stored)))
            if isinstance(member, Damage):
                raise DamagedRecord(f"{name}@{place[0]}: {member.message}")
            data = member.data
    return Stored(name, place[0], stored, data, *record_of(data))


def _open(member: Member, name: str) -> Stored | Damage:
    try:
        record, rest = record_of(member.data)
    except DamagedRecord as damage:
        return Damage(member.offset, member.length, str(damage))
    return Stored(name, member.offset, member.stored, member.data, record, rest)
