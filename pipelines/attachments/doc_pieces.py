"""Where the characters of a Word document stand in its file: the piece table (MS-DOC 2.4.1)."""

import struct
from typing import NamedTuple

from pipelines.attachments.limits import Damaged

_CLX = 0x01A2
_PROPERTIES, _PIECES = 1, 2
_COMPRESSED = 0x40000000


class Piece(NamedTuple):
    """``length`` characters from ``start`` on, at ``offset`` of the main stream, ``width`` bytes each."""

    start: int
    length: int
    offset: int
    width: int

    def characters(self, main: bytes) -> str:
        """Give the characters; one byte each means Windows' Western letters, whatever the language."""
        data = main[self.offset : self.offset + self.length * self.width]
        return data.decode("cp1252" if self.width == 1 else "utf-16-le", "replace")


def pieces_of(main: bytes, table: bytes) -> list[Piece]:
    """List the pieces of a document in the order of its text. Raises ``struct.error`` or ``Damaged``."""
    at, length = struct.unpack_from("<II", main, _CLX)
    clx = table[at : at + length]
    at = 0
    while at < len(clx) and clx[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != _PIECES:
        raise Damaged("the document has no piece table")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(plc) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", plc)
    pieces = []
    for index in range(count):
        offset = struct.unpack_from("<I", plc, (count + 1) * 4 + index * 8 + 2)[0]
        width = 1 if offset & _COMPRESSED else 2
        offset = (offset & (_COMPRESSED - 1)) // (2 if width == 1 else 1)
        length = starts[index + 1] - starts[index]
        if length < 0 or offset + length * width > len(main):
            raise Damaged("a piece of the text lies outside of the document")
        pieces.append(Piece(starts[index], length, offset, width))
    return pieces
