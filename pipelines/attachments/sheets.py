"""The sheets of an XLS or XLSX workbook."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError

from pipelines.attachments import limits
from pipelines.attachments.cells import add_sheet, one_line
from pipelines.attachments.text import AttachmentText, Line, PagedTable

Value = int | float | str | bool | time | date | datetime | timedelta


def read_sheets(payload: bytes) -> AttachmentText:
    """Read every sheet as a table, its number as the page; a row of one cell above it is a line of text."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(payload))
    except PasswordError as wrong:
        raise limits.Encrypted("the workbook needs a password") from wrong
    if len(book.sheet_names) > limits.PAGES:
        raise limits.TooLarge(f"{len(book.sheet_names)} sheets")
    lines: list[Line] = []
    tables: list[PagedTable] = []
    for page, name in enumerate(book.sheet_names, 1):
        add_sheet(_rows(book.get_sheet_by_name(name)), page, lines, tables)
    return AttachmentText(tuple(lines), tuple(tables))


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    if sheet.total_height * sheet.total_width > limits.CELLS:
        raise limits.TooLarge(f"a sheet of {sheet.total_height} by {sheet.total_width} cells")
    rows = [[_printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return rows


def _printed(value: Value) -> str:
    """Give a cell as a person reads it: whole numbers without a fraction."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else one_line(str(value))
