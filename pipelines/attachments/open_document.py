"""The text of an OpenDocument: of a document (ODT) or of the sheets of a workbook (ODS)."""

import io
import zipfile
from collections.abc import Iterator

from archive.problem import Problem
from pipelines.attachments.cells import add_sheet, one_line
from pipelines.attachments.limits import Damaged
from pipelines.attachments.strict_xml import name_of, number, parsed
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.grid import Cell, expand
from pipelines.page import Element
from pipelines.table import Table

# What is printed elsewhere than in the text, or no more.
_ASIDE = frozenset(["note", "annotation", "tracked-changes", "forms", "table-of-content"])
_BREAKS = frozenset(["line-break", "tab"])
_PARAGRAPHS = frozenset(["p", "h"])
_BLANK: Cell = ("", 1, 1)
_MOST_REPEATED = 200
_GROUPS = ("{*}table-header-rows", "{*}table-rows", "{*}table-row-group")


def read_odt(payload: bytes) -> AttachmentText:
    """Read the paragraphs and tables of a document (OpenDocument 1.2); it knows no pages."""
    lines: list[Line] = []
    tables: list[PagedTable] = []
    problems: list[Problem] = []
    for block in _blocks(_content(payload, "text")):
        if name_of(block) == "table":
            grid = expand(list(_rows(block)), problems)
            tables.append(PagedTable(Table(None, None, tuple(grid)), None))
        else:
            lines += [Line(line, None) for part in _text(block).split("\n") if (line := one_line(part))]
    return AttachmentText(tuple(lines), tuple(tables), tuple(problems))


def read_ods(payload: bytes) -> AttachmentText:
    """Read every sheet as a table, its number as the page; a row of one cell above it is a line of text."""
    lines: list[Line] = []
    tables: list[PagedTable] = []
    problems: list[Problem] = []
    for page, sheet in enumerate(_content(payload, "spreadsheet").iterchildren("{*}table"), 1):
        add_sheet(expand(list(_rows(sheet)), problems), page, lines, tables)
    return AttachmentText(tuple(lines), tuple(tables), tuple(problems))


def _content(payload: bytes, kind: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        root = parsed(archive.read("content.xml"))
    found = next(root.iter(f"{{*}}{kind}"), None)
    if found is None:
        raise Damaged(f"an OpenDocument without its {kind}")
    return found


def _blocks(parent: Element) -> Iterator[Element]:
    """Give paragraphs and tables in their order, also those in lists, sections and frames."""
    for child in parent.iterchildren("*"):
        name = name_of(child)
        if name in _PARAGRAPHS or name == "table":
            yield child
        elif name not in _ASIDE:
            yield from _blocks(child)


def _text(element: Element) -> str:
    """Give what a paragraph says; several spaces are written as a count, one is enough here."""
    pieces = [element.text or ""]
    for child in element.iterchildren("*"):
        name = name_of(child)
        if name in _BREAKS:
            pieces.append("\n")
        elif name == "s":
            pieces.append(" ")
        elif name not in _ASIDE:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _rows(table: Element) -> Iterator[list[Cell]]:
    """Give the cells of each row; those that a span covers are written too, and left out here."""
    for part in table.iterchildren("{*}table-row", *_GROUPS):
        if name_of(part) != "table-row":
            yield from _rows(part)
            continue
        row: list[Cell] = []
        for cell in part.iterchildren("{*}table-cell"):
            text = one_line(" ".join(map(_text, _blocks(cell))))
            spans = number(cell, "number-rows-spanned", 1), number(cell, "number-columns-spanned", 1)
            row += [(text, *spans)] * min(number(cell, "number-columns-repeated", 1), _MOST_REPEATED)
        while row and row[-1] == _BLANK:  # a sheet goes on to its last column
            row.pop()
        yield from [row] * (min(number(part, "number-rows-repeated", 1), _MOST_REPEATED) if row else 1)
