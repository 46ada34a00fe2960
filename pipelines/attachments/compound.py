"""The compound file (MS-CFB) in which DOC, WPS and XLS documents keep their streams."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.attachments.limits import Damaged

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_END_OF_CHAIN = 0xFFFFFFFA  # this and all above are marks, not sectors
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER_SECTORS = 109
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    kind: int
    start: int
    size: int


class Compound:
    """A compound file; gives its streams by name. Every method raises ``Damaged`` for a broken one."""

    def __init__(self, payload: bytes) -> None:
        """Read the tables and the directory."""
        self._payload = payload
        try:
            shifts = struct.unpack_from("<HH", payload, 30)
            fat_count, directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from(
                "<8I", payload, 44
            )
        except struct.error as wrong:
            raise Damaged("the compound file ends in its header") from wrong
        if payload[:8] != SIGNATURE or shifts[0] not in (9, 12) or shifts[1] != 6:
            raise Damaged("no compound file")
        self._sector, self._mini_sector = 1 << shifts[0], 1 << shifts[1]
        self._fat = self._table(self._fat_sectors(fat_count, difat))
        self._entries = dict(self._directory(self._chain(directory)))
        self._mini_fat = self._table(self._sectors(mini_fat, self._fat))
        root = self._entries.get("", _Entry(_ROOT, _END_OF_CHAIN, 0))
        self._mini_stream = self._chain(root.start)

    def names(self) -> set[str]:
        """Give the names of the streams, whatever storage they stand in."""
        return {name for name, entry in self._entries.items() if entry.kind == _STREAM}

    def stream(self, name: str) -> bytes:
        """Give the bytes of a stream."""
        entry = self._entries.get(name)
        if entry is None:
            raise Damaged(f"no stream {name}")
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        size = self._mini_sector
        sectors = self._sectors(entry.start, self._mini_fat)
        return b"".join(self._mini_stream[at * size : (at + 1) * size] for at in sectors)[: entry.size]

    def _fat_sectors(self, count: int, difat: int) -> list[int]:
        """List the sectors of the allocation table: 109 in the header, the others in a chain of their own."""
        sectors = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._payload, 76))
        seen = set()
        while difat < _END_OF_CHAIN and difat not in seen:
            seen.add(difat)
            numbers = self._numbers(difat)
            if not numbers:
                break
            sectors += numbers[:-1]
            difat = numbers[-1]
        return [sector for sector in sectors if sector < _END_OF_CHAIN][:count]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        data = self._at(sector)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _at(self, sector: int) -> bytes:
        return self._payload[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _table(self, sectors: list[int]) -> list[int]:
        return [number for sector in sectors for number in self._numbers(sector)]

    def _sectors(self, start: int, table: list[int]) -> list[int]:
        """Follow a chain; one that turns back on itself is damaged."""
        chain: list[int] = []
        while start < _END_OF_CHAIN:
            if start >= len(table) or len(chain) > len(table):
                raise Damaged("a chain of sectors leads nowhere")
            chain.append(start)
            start = table[start]
        return chain

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, self._sectors(start, self._fat)))

    @staticmethod
    def _directory(data: bytes) -> Iterator[tuple[str, _Entry]]:
        """Give the entries, the root under the empty name."""
        for at in range(0, len(data) - _ENTRY.size + 1, _ENTRY.size):
            name, length, kind, *_, start, size = _ENTRY.unpack_from(data, at)
            if kind == _ROOT:
                yield "", _Entry(kind, start, size & 0xFFFFFFFF)
            elif kind == _STREAM:
                printed = name[: max(length - 2, 0)].decode("utf-16-le", "replace")
                yield printed, _Entry(kind, start, size & 0xFFFFFFFF)
