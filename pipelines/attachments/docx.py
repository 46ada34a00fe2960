"""The text of a DOCX document."""

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P

from pipelines.attachments.cells import one_line, rectangular
from pipelines.attachments.limits import CELLS, TooLarge
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.table import Table

_HELD = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")}
_BREAKS = {qn("w:br"), qn("w:cr"), qn("w:tab")}
_TEXT = qn("w:t")


def read_docx(payload: bytes) -> AttachmentText:
    """Read the paragraphs and tables of a document; a DOCX knows no pages."""
    body = Document(io.BytesIO(payload)).element.body
    lines: list[Line] = []
    tables: list[PagedTable] = []
    for block in _blocks(body):
        if isinstance(block, CT_Tbl):
            tables += [PagedTable(table, None) for table in _tables(block)]
        else:
            lines += [Line(line, None) for part in _text(block).split("\n") if (line := one_line(part))]
    return AttachmentText(tuple(lines), tuple(tables))


def _blocks(parent: object) -> Iterator[CT_P | CT_Tbl]:
    """Give paragraphs and tables in their order, also those in content controls."""
    for child in parent:  # type: ignore[attr-defined]
        if isinstance(child, CT_P | CT_Tbl):
            yield child
        elif child.tag in _HELD:
            yield from _blocks(child)


def _text(paragraph: object) -> str:
    return "".join(
        "\n" if each.tag in _BREAKS else each.text or ""
        for each in paragraph.iter(_TEXT, *_BREAKS)  # type: ignore[attr-defined]
    )


def _tables(table: CT_Tbl) -> Iterator[Table]:
    """Give a table with its spans expanded, and the tables in its cells after it."""
    rows: list[list[str]] = []
    nested: list[CT_Tbl] = []
    for row in table.tr_lst:
        texts = [""] * (row.grid_before if hasattr(row, "grid_before") else 0)
        for cell in row.tc_lst:
            at = len(texts)
            if _continues(cell) and rows and at < len(rows[-1]):
                text = rows[-1][at]
            else:
                text = one_line(" ".join(_text(block) for block in _blocks(cell) if isinstance(block, CT_P)))
                nested += [block for block in _blocks(cell) if isinstance(block, CT_Tbl)]
            span = cell.grid_span
            if span + sum(map(len, rows)) > CELLS:
                raise TooLarge(f"a cell that spans {span} columns")
            texts += [text] * span
        rows.append(texts)
    yield rectangular(rows)
    for each in nested:
        yield from _tables(each)


def _continues(cell: CT_Tc) -> bool:
    """Say whether a cell goes on with the one above it."""
    return cell.vMerge == "continue"
