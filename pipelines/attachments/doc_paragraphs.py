"""Which paragraphs of a Word document stand in a table or end a row of one (MS-DOC 2.4.6.1)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PLCF_BTE_PAPX = 0x0102
_PAGE = 512
_IN_TABLE, _ROW_END = 0x2416, 0x2417
# The bytes of an operand by the top bits of its property; None where the operand starts with its size.
_OPERANDS = (1, 1, 2, 4, 2, 2, None, 3)
_LONG_OPERAND = 0xD608
# What does not fit into the page of properties, as that of a row with many cells, is in another stream.
_ELSEWHERE = 0x6646


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The properties of paragraphs by their place in the main stream."""

    starts: tuple[int, ...]
    in_table: tuple[bool, ...]
    row_end: tuple[bool, ...]

    def at(self, offset: int) -> tuple[bool, bool]:
        """Say whether the paragraph at ``offset`` is in a table, and whether it ends a row."""
        index = bisect_right(self.starts, offset) - 1
        return (self.in_table[index], self.row_end[index]) if index >= 0 else (False, False)


def paragraphs_of(main: bytes, table: bytes, data: bytes) -> Paragraphs:
    """Read the paragraph properties out of the three streams that hold them.

    Raises ``struct.error`` or ``IndexError`` for a broken document.
    """
    at, length = struct.unpack_from("<II", main, _PLCF_BTE_PAPX)
    plc = table[at : at + length]
    count = max(len(plc) - 4, 0) // 8
    numbers = struct.unpack_from(f"<{count}I", plc, (count + 1) * 4)
    found = sorted(
        run for number in numbers for run in _page(main[number * _PAGE : (number + 1) * _PAGE], data)
    )
    starts, in_table, row_end = zip(*found, strict=True) if found else ((), (), ())
    return Paragraphs(starts, in_table, row_end)


def _page(page: bytes, data: bytes) -> Iterator[tuple[int, bool, bool]]:
    if len(page) < _PAGE:
        return
    count = page[_PAGE - 1]
    for index in range(count):
        start = struct.unpack_from("<I", page, index * 4)[0]
        at = page[(count + 1) * 4 + index * 13] * 2
        properties = _properties(_stated(page, at), data) if at else set()
        yield start, _IN_TABLE in properties, _ROW_END in properties


def _stated(page: bytes, at: int) -> bytes:
    """Give the properties that a paragraph states, without the number of its style."""
    size = page[at] * 2 - 1 if page[at] else page[at + 1] * 2
    begin = at + (1 if page[at] else 2)
    return page[begin + 2 : begin + size]


def _properties(stated: bytes, data: bytes) -> set[int]:
    """Give those of the stated properties that are on."""
    on = set()
    at = 0
    while at + 2 < len(stated):
        code = struct.unpack_from("<H", stated, at)[0]
        operand = _OPERANDS[code >> 13]
        if operand is None:
            wide = code == _LONG_OPERAND
            operand = (struct.unpack_from("<H", stated, at + 2)[0] + 1) if wide else stated[at + 2] + 1
        elif code == _ELSEWHERE:
            place = struct.unpack_from("<I", stated, at + 2)[0]
            size = struct.unpack_from("<H", data, place)[0]
            on |= _properties(data[place + 2 : place + 2 + size], b"")
        elif stated[at + 2]:
            on.add(code)
        at += 2 + operand
    return on
