"""The files attached to reports: PDF, DOCX and XLSX, made by code."""

import io
import zipfile
from xml.sax.saxutils import escape

from .blocks import Block, Picture, Table
from .corpus import Report
from .grids import Grid, grid_rows

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
    kind = f"{MEDIA_TYPES['docx']}.main+xml".replace("document.main", "document.main")
    return _packed({**_frame("word/document.xml", kind), "word/document.xml": text})


def _word_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _word_table(grid: Grid) -> str:
    """A table with real merged cells: gridSpan to the right, vMerge downwards."""
    rows, hanging = [], {}
    width = sum(each.colspan for each in grid[0])
    for row in grid:
        cells, column, waiting = [], 0, list(row)
        while column < width and (waiting or column in hanging):
            if column in hanging:
                span, left = hanging.pop(column)
                if left > 1:
                    hanging[column] = (span, left - 1)
                cells.append((span, "<w:vMerge/>", ""))
                column += span
                hanging = dict(hanging)
                continue
            each = waiting.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if each.rowspan > 1 else ""
            cells.append((each.colspan, merge, each.text.replace("\n", "")))
            if each.rowspan > 1:
                hanging[column] = (each.colspan, each.rowspan - 1)
            column += each.colspan
        hanging_next = hanging
        hanging = hanging_next
        rows.append("".join(_word_cell(*each) for each in cells))
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _word_cell(span: int, merge: str, text: str) -> str:
    grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{grid_span}{merge}</w:tcPr>{_word_paragraph(text)}</w:tc>"


def _xlsx(report: Report, blocks: list[Block]) -> bytes:
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lines = [[report.title]]
    for block in blocks:
        if isinstance(block, Table):
            lines += grid_rows(block.grid)
    rows = "".join(
        f'<row r="{number}">{"".join(_sheet_cell(number, place, text) for place, text in enumerate(line))}</row>'
        for number, line in enumerate(lines, 1)
    )
    prefix = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    more = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{prefix}.worksheet+xml"/>'
    return _packed(
        {
            **_frame("xl/workbook.xml", f"{prefix}.sheet.main+xml", more),
            "xl/workbook.xml": f'<workbook xmlns="{sheet}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="统计表" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def _sheet_cell(row: int, place: int, text: str) -> str:
    name = f"{chr(ord('A') + place)}{row}"
    if text.lstrip("-").isdigit():
        return f'<c r="{name}"><v>{text}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _pdf(report: Report, blocks: list[Block]) -> bytes:
    """Plain pages in STSong-Light, a font every reader has: no embedding, UCS-2 text."""
    lines = [report.title, ""]
    for block in blocks:
        if isinstance(block, Table):
            lines += ["  ".join(row) for row in grid_rows(block.grid)]
        elif not isinstance(block, Picture):
            lines += [block.text[start : start + 40] for start in range(0, len(block.text), 40)]
    sheets = [lines[start : start + 48] for start in range(0, len(lines), 48)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in sheet)
        stream = f"BT /F1 10 Tf 16 TL 50 790 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
