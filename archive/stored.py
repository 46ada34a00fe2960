"""Records as they are stored, damage included, for those who judge or mend them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from archive import http
from archive.members import Damage, Member, read_members
from archive.plain import read_plain
from archive.record import DamagedRecord, Record, split


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
        return self.stored is not self.data

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


def read_stored(file: BinaryIO, name: str) -> Iterator[Stored | Damage]:
    """Read the records of one file in its order; what is none is told as damage."""
    compressed = name.endswith(".gz") or file.read(2) == b"\x1f\x8b"
    file.seek(0)
    for found in read_members(file) if compressed else read_plain(file):
        yield _open(found, name) if isinstance(found, Member) else found


def _open(member: Member, name: str) -> Stored | Damage:
    try:
        record, rest = split(member.data)
    except DamagedRecord as damage:
        return Damage(member.offset, member.length, str(damage))
    return Stored(name, member.offset, member.stored, member.data, record, rest)
