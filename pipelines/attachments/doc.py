"""The text of a Word 97-2003 document, and of a WPS one, which is built alike (MS-DOC)."""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.attachments import limits
from pipelines.attachments.cells import one_line, rectangular
from pipelines.attachments.compound import Compound
from pipelines.attachments.doc_paragraphs import paragraphs_of
from pipelines.attachments.doc_pieces import pieces_of
from pipelines.attachments.text import AttachmentText, Line, PagedTable

_WORD_97 = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_SHORTEST_HEADER = 0x0200
_MAIN_TEXT = 0x4C
# A field is \x13 instruction \x14 result \x15, of which a reader sees the result; the rest are anchors of
# pictures and notes. \x0b breaks a line and \x0c a page.
_INSTRUCTION = re.compile("\x13[^\x13\x14\x15]*\x14?")
_MARKS = dict.fromkeys((*range(9), 14, *range(15, 30), 31), None) | {11: "\n", 12: "\n", 30: "-"}


class Paragraph(NamedTuple):
    """A paragraph as word processors keep it: those of a table end a cell or a row."""

    text: str
    in_table: bool
    ends_cell: bool
    ends_row: bool


def read_doc(payload: bytes) -> AttachmentText:
    """Read the main text of a document: its paragraphs, and its tables row by row.

    A row has the cells that it was written with: spans are not expanded, the readers of tables
    line such rows up by the order of their cells.
    """
    document = Compound(payload)
    main = document.stream("WordDocument")
    if len(main) < _SHORTEST_HEADER or struct.unpack_from("<H", main)[0] != _WORD_97:
        raise limits.UnknownFormat("a Word document older than Word 97")
    flags = struct.unpack_from("<H", main, 0x0A)[0]
    if flags & _ENCRYPTED:
        raise limits.Encrypted("the document needs a password")
    table = document.stream("1Table" if flags & _TABLE_1 else "0Table")
    data = document.stream("Data") if "Data" in document.names() else b""
    try:
        return assembled(_paragraphs(main, table, data))
    except (struct.error, IndexError) as wrong:
        raise limits.Damaged(f"the document is cut off: {wrong}") from wrong


def _paragraphs(main: bytes, table: bytes, data: bytes) -> Iterator[Paragraph]:
    left = struct.unpack_from("<I", main, _MAIN_TEXT)[0]
    known = paragraphs_of(main, table, data)
    text = ""
    for piece in pieces_of(main, table):
        characters = piece.characters(main)[:left]
        left -= len(characters)
        begin = 0
        for end in re.finditer("[\r\x07]", characters):
            in_table, ends_row = known.at(piece.offset + end.start() * piece.width)
            text += characters[begin : end.start()]
            yield Paragraph(
                _INSTRUCTION.sub("", text).translate(_MARKS), in_table, end[0] == "\x07", ends_row
            )
            text, begin = "", end.end()
        text += characters[begin:]
    if text:
        yield Paragraph(
            _INSTRUCTION.sub("", text).translate(_MARKS), in_table=False, ends_cell=False, ends_row=False
        )


def assembled(paragraphs: Iterator[Paragraph]) -> AttachmentText:
    """Make lines and tables of paragraphs; each row has the cells that it was written with."""
    lines: list[Line] = []
    tables: list[PagedTable] = []
    rows: list[list[str]] = []
    cells: list[str] = []
    cell = ""
    for text, in_table, ends_cell, ends_row in paragraphs:
        if in_table and ends_row:
            rows.append(cells)
            cells, cell = [], ""
        elif in_table or ends_cell:
            cell += f" {text}"
            if ends_cell:
                cells.append(one_line(cell))
                cell = ""
        else:
            if rows:
                tables.append(PagedTable(rectangular(rows), None))
                rows = []
            lines += [Line(line, None) for part in text.split("\n") if (line := one_line(part))]
    if rows:
        tables.append(PagedTable(rectangular(rows), None))
    return AttachmentText(tuple(lines), tuple(tables))
