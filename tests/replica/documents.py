"""The files attached to reports: PDF, DOCX and XLSX, made by code."""

import io
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape

from .blocks import Block, Paragraph, Picture, Table
from .corpus import Report
from .grids import Grid, GridCell, grid_rows
from .pdf_writer import pdf

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(report: Report, kind: str, blocks: list[Block]) -> bytes:
    """The text and the tables of a report as a file of one kind."""
    return {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[kind](report, blocks)


def _packed(parts: dict[str, str]) -> bytes:
    """An Office package with a fixed date, so that equal content is equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2019, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return buffer.getvalue()


def _frame(main: str, content_type: str, more: str = "") -> dict[str, str]:
    """The two parts every Office package opens with."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/>{more}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
    }


def _docx(report: Report, blocks: list[Block]) -> bytes:
    body = [_word_paragraph(report.title)]
    for block in blocks:
        if isinstance(block, Table):
            body.append(_word_table(block.grid))
        elif not isinstance(block, Picture):
            body.append(_word_paragraph(block.text))
    text = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    kind = f"{MEDIA_TYPES['docx']}.main+xml"
    return _packed({**_frame("word/document.xml", kind), "word/document.xml": text})


def _word_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _word_table(grid: Grid) -> str:
    """A table with real merged cells: gridSpan to the right, vMerge downwards."""
    width = sum(each.colspan for each in grid[0])
    hanging: dict[int, GridCell] = {}  # column to the cell that reaches down into this row
    rows = []
    for row in grid:
        waiting, cells, column = list(row), [], 0
        below: dict[int, GridCell] = {}
        while column < width and (waiting or column in hanging):
            above = hanging.get(column)
            each = above or waiting.pop(0)
            merge = _merge(each, continued=above is not None)
            cells.append(_word_cell(each.colspan, merge, "" if above else each.text.replace("\n", "")))
            if each.rowspan > 1:
                below[column] = replace(each, rowspan=each.rowspan - 1)
            column += each.colspan
        hanging = below
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _merge(each: GridCell, *, continued: bool) -> str:
    if continued:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if each.rowspan > 1 else ""


def _word_cell(span: int, merge: str, text: str) -> str:
    grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{grid_span}{merge}</w:tcPr>{_word_paragraph(text)}</w:tc>"


def _xlsx(report: Report, blocks: list[Block]) -> bytes:
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lines = [[report.title]]
    tabled = any(isinstance(block, Table) for block in blocks)
    for block in blocks:
        if isinstance(block, Table):
            lines += grid_rows(block.grid)
        elif not tabled and isinstance(block, Paragraph):
            lines.append([block.text])
    rows = "".join(
        f'<row r="{number}">{"".join(_sheet_cell(number, *each) for each in enumerate(line))}</row>'
        for number, line in enumerate(lines, 1)
    )
    prefix = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    more = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{prefix}.worksheet+xml"/>'
    names = '<sheets><sheet name="统计表" sheetId="1" r:id="rId1"/></sheets>'
    target = f'Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship {target}/></Relationships>'
    parts = {
        **_frame("xl/workbook.xml", f"{prefix}.sheet.main+xml", more),
        "xl/workbook.xml": f'<workbook xmlns="{sheet}" xmlns:r="{OFFICE}">{names}</workbook>',
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return _packed(parts)


def _sheet_cell(row: int, place: int, text: str) -> str:
    name = f"{chr(ord('A') + place)}{row}"
    if text.lstrip("-").isdigit():
        return f'<c r="{name}"><v>{text}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _pdf(report: Report, blocks: list[Block]) -> bytes:
    lines = [report.title, ""]
    for block in blocks:
        if isinstance(block, Table):
            lines += ["  ".join(row) for row in grid_rows(block.grid)]
        elif not isinstance(block, Picture):
            lines += [block.text[start : start + 40] for start in range(0, len(block.text), 40)]
    return pdf(lines)
