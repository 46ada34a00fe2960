"""The paragraphs and tables of WordprocessingML, whichever office of 2003 or later wrote it."""

from collections.abc import Iterator

from pipelines.attachments.cells import one_line, rectangular
from pipelines.attachments.limits import CELLS, TooLarge
from pipelines.attachments.strict_xml import name_of, number, stated
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.page import Element
from pipelines.table import Table

_P, _TABLE, _ROW, _CELL = "{*}p", "{*}tbl", "{*}tr", "{*}tc"
# Content controls and sections, which hold paragraphs and tables like the body itself.
_HELD = ("{*}sdt", "{*}sdtContent", "{*}customXml", "{*}smartTag", "{*}sect", "{*}sub-section")
_TEXT, _BREAKS = "{*}t", ("{*}br", "{*}cr", "{*}tab")


def text_of_body(body: Element) -> AttachmentText:
    """Read what a document's body holds; it knows no pages. Raises ``TooLarge``."""
    lines: list[Line] = []
    tables: list[PagedTable] = []
    for block in _blocks(body):
        if name_of(block) == "tbl":
            tables += [PagedTable(table, None) for table in _tables(block)]
        else:
            lines += [Line(line, None) for part in _text(block).split("\n") if (line := one_line(part))]
    return AttachmentText(tuple(lines), tuple(tables))


def _blocks(parent: Element) -> Iterator[Element]:
    """Give paragraphs and tables in their order, also those that something else holds."""
    for child in parent.iterchildren(_P, _TABLE, *_HELD):
        if name_of(child) == "p" or name_of(child) == "tbl":
            yield child
        else:
            yield from _blocks(child)


def _text(paragraph: Element) -> str:
    return "".join(
        each.text or "" if name_of(each) == "t" else "\n" for each in paragraph.iter(_TEXT, *_BREAKS)
    )


def _tables(table: Element) -> Iterator[Table]:
    """Give a table with its spans expanded, and the tables in its cells after it."""
    rows: list[list[str]] = []
    nested: list[Element] = []
    for row in _parts(table, _ROW):
        texts = [""] * _number(row, "{*}trPr/{*}gridBefore", 0)
        for cell in _parts(row, _CELL):
            at = len(texts)
            blocks = list(_blocks(cell))
            if _continues(cell) and rows and at < len(rows[-1]):
                text = rows[-1][at]
            else:
                text = one_line(" ".join(_text(block) for block in blocks if name_of(block) == "p"))
                nested += [block for block in blocks if name_of(block) == "tbl"]
            span = _number(cell, "{*}tcPr/{*}gridSpan", 1)
            if span + sum(map(len, rows)) > CELLS:
                raise TooLarge(f"a cell that spans {span} columns")
            texts += [text] * span
        rows.append(texts)
    yield rectangular(rows)
    for each in nested:
        yield from _tables(each)


def _parts(whole: Element, name: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for child in whole.iterchildren(name, *_HELD):
        if name_of(child) == name.removeprefix("{*}"):
            yield child
        else:
            yield from _parts(child, name)


def _number(element: Element, path: str, otherwise: int) -> int:
    prop = element.find(path)
    return otherwise if prop is None else number(prop, "val", otherwise)


def _continues(cell: Element) -> bool:
    """Say whether a cell goes on with the one above it; the property was vmerge before it was vMerge."""
    merges = (merge for name in ("vMerge", "vmerge") for merge in cell.iterfind(f"{{*}}tcPr/{{*}}{name}"))
    return any(stated(merge, "val") in (None, "continue") for merge in merges)
