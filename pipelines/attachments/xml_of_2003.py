"""The text of documents that Word or Excel wrote as one file of XML."""

from itertools import product

from pipelines.attachments.cells import add_sheet, one_line
from pipelines.attachments.limits import CELLS, PAGES, Damaged, TooLarge
from pipelines.attachments.strict_xml import number, parsed, stated
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.attachments.wordprocessing import text_of_body
from pipelines.page import Element, text_within


def read_word_xml(payload: bytes) -> AttachmentText:
    """Read a document of Word 2003, or the flat package of a later one."""
    body = next(parsed(payload).iter("{*}body"), None)
    if body is None:
        raise Damaged("a Word document without a body")
    return text_of_body(body)


def read_excel_xml(payload: bytes) -> AttachmentText:
    """Read every sheet as a table, its number as the page; a row of one cell above it is a line of text."""
    sheets = list(parsed(payload).iterchildren("{*}Worksheet"))
    if len(sheets) > PAGES:
        raise TooLarge(f"{len(sheets)} sheets")
    lines: list[Line] = []
    tables: list[PagedTable] = []
    for page, sheet in enumerate(sheets, 1):
        add_sheet(_rows(sheet), page, lines, tables)
    return AttachmentText(tuple(lines), tuple(tables))


def _rows(sheet: Element) -> list[list[str]]:
    """Lay the cells of a sheet out, spanned ones repeated; blank ones are not written, but counted over."""
    printed: dict[tuple[int, int], str] = {}
    at = -1
    for row in sheet.iterfind("{*}Table/{*}Row"):
        at = number(row, "Index", at + 2) - 1
        column = 0
        for cell in row.iterchildren("{*}Cell"):
            column = number(cell, "Index", column + 1) - 1
            while (at, column) in printed and stated(cell, "Index") is None:
                column += 1  # below a cell that spans rows
            down, across = number(cell, "MergeDown", 0) + 1, number(cell, "MergeAcross", 0) + 1
            if down * across > CELLS:
                raise TooLarge(f"a cell that spans {down} by {across}")
            data = cell.find("{*}Data")
            text = one_line(text_within(data)) if data is not None else ""
            if text or down > 1:
                covered = product(range(at, at + down), range(column, column + across))
                printed |= dict.fromkeys(covered, text)
            column += across
    height = max((row for row, _ in printed), default=-1) + 1
    width = max((column for _, column in printed), default=-1) + 1
    if height * width > CELLS:
        raise TooLarge(f"a sheet of {height} by {width} cells")
    return [[printed.get((row, column), "") for column in range(width)] for row in range(height)]
