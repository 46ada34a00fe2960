"""Attached documents as sources."""

import io
import re
import subprocess
import sys
import time
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from docx import Document

from pipelines.attachments import AttachmentText, Line, image_only, limits, read_attachment
from pipelines.attachments.compound import Compound
from pipelines.attachments.paragraphs import joined
from pipelines.statistics import read_statistics
from tests.pipelines import forms
from tests.pipelines.compound_file import compound, word
from tests.pipelines.test_statistics_tables import Numbers, found, report
from tests.replica.pdf_writer import pdf

TITLE = "深圳市某局2021年政府信息公开工作年度报告"
SENTENCE = "一、总体情况"


def docx(blocks):
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for cells, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx(rows, dimension=None, merged=()):
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lines = "".join(
        "<row>"
        + "".join(f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>' for name, text in row)
        + "</row>"
        for row in rows
    )
    spans = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    spans = f"<mergeCells>{spans}</mergeCells>" if spans else ""
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{sheet}" xmlns:r="{office}"><sheets>'
        f'<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}">{size}'
        f"<sheetData>{lines}</sheetData>{spans}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def rules(payload, name="附件"):
    text = read_attachment(payload, "", name)
    assert not text.lines
    assert not text.tables
    assert [problem.where for problem in text.problems] == [name]
    return [problem.rule for problem in text.problems]


def test_a_docx_gives_its_paragraphs_and_every_figure_of_its_tables():
    numbers = Numbers()
    payload = docx([TITLE, SENTENCE, *(list(table.rows) for table in report("2021", numbers))])
    text = read_attachment(payload, "", "报告.docx")
    assert text.problems == ()
    assert text.body == f"{TITLE}\n{SENTENCE}"
    assert found(read_statistics(text.body, text.grids)) == numbers.expected


def test_a_heading_that_a_document_breaks_in_two_is_one_line():
    text = read_attachment(docx(["三、收到和处理政府信息公开", "申请情况", SENTENCE]), "", "报告.docx")
    assert text.body == f"三、收到和处理政府信息公开申请情况\n{SENTENCE}"


def test_merged_cells_of_a_docx_are_repeated():
    document = Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "宽"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "高"
    table.cell(1, 1).text, table.cell(2, 2).text = "a", "b"
    buffer = io.BytesIO()
    document.save(buffer)
    (grid,) = read_attachment(buffer.getvalue(), "", "").grids
    assert grid.rows == (("宽", "宽", "宽"), ("高", "a", ""), ("高", "", "b"))


def test_a_doc_gives_its_paragraphs_and_every_figure_of_its_tables():
    numbers = Numbers()
    payload = word([TITLE, SENTENCE, *(list(table.rows) for table in report("2019", numbers)), "完"])
    text = read_attachment(payload, "application/msword", "报告.doc")
    assert text.problems == ()
    assert text.body == f"{TITLE}\n{SENTENCE}\n完"
    assert len(text.tables) == 1  # nothing stands between the three
    assert found(read_statistics(text.body, text.grids)) == numbers.expected


def test_rows_of_a_doc_end_where_the_properties_of_wide_rows_say():
    rows = [["规章", "1", "2", "3"], ["规范性文件", "4", "5", "6"]]
    text = read_attachment(word(["一、总体情况", rows], elsewhere=True), "", "a.doc")
    assert text.tables[0].table.rows == tuple(map(tuple, rows))


def test_a_field_of_a_doc_shows_its_result_alone():
    text = read_attachment(word(['见\x13 HYPERLINK "http://x" \x14附件\x15。', "第二行\x0b第三行"]), "", "")
    assert [line.text for line in text.lines] == ["见附件。", "第二行", "第三行"]


def test_a_doc_with_a_password_is_named():
    assert rules(word(["x"], flags=0x0300)) == ["attachment.encrypted"]


def test_an_xlsx_gives_its_title_and_its_table_with_the_sheet_as_page():
    rows = [
        [("A1", "统计表")],
        [("A2", "统计指标"), ("B2", "单位"), ("C2", "统计数")],
        [("A3", "一、收到申请数"), ("B3", "件"), ("C3", "12")],
    ]
    text = read_attachment(xlsx(rows, merged=["A1:C1"]), "", "表.xlsx")
    assert text.problems == ()
    assert text.lines == (Line("统计表", 1),)
    assert [each.page for each in text.tables] == [1]
    assert found(read_statistics(text.body, text.grids)) == {("table.收到申请数", None): 12}


def test_a_pdf_gives_its_paragraphs_with_their_pages():
    lines = [f"第{number}行的文字。" for number in range(1, 100)]
    text = read_attachment(pdf(lines), "application/pdf", "报告.pdf")
    assert text.problems == ()
    assert [line.text for line in text.lines] == lines
    assert [line.page for line in text.lines] == [1] * 48 + [2] * 48 + [3] * 3
    assert text.page_of_offset(0) == 1
    assert text.page_of_offset(text.body.index("第50行")) == 2
    assert text.page_of_offset(len(text.body) - 1) == 3


def ruled_pdf(rows, width=60, height=20, matrix="1 0 0 1 0 0"):
    """One page with a table whose cells are ruled, all of it turned by a matrix."""
    drawn = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            x, y = 50 + column * width, 700 - at * height
            drawn.append(f"{x} {y} {width} {height} re S")
            drawn.append(f"BT /F1 9 Tf {x + 2} {y + 6} Td <{text.encode('utf-16-be').hex()}> Tj ET")
    plain = pdf(["表前的文字。"]).decode("latin-1")
    head, _, tail = plain.partition("ET\nendstream")
    content = f"{matrix} cm\n" + head.rpartition("stream\n")[2] + "ET\n" + "\n".join(drawn) + "\n"
    start = head.rpartition("<< /Length")[0]
    return (start + f"<< /Length {len(content)} >>\nstream\n{content}endstream" + tail).encode("latin-1")


def test_radicals_are_the_characters_that_they_stand_for():
    text = read_attachment(pdf(["⼀、⾏政复议", "⺠政局⽤⻓期数据"]), "application/pdf", "")
    assert text.body == "一、行政复议\n民政局用长期数据"


def test_a_ruled_table_of_a_pdf_is_a_grid_and_not_text():
    rows = [["统计指标", "单位", "统计数"], ["一、收到数", "件", "12"], ["二、答复数", "件", "11"]]
    text = read_attachment(ruled_pdf(rows), "application/pdf", "")
    assert text.problems == ()
    assert text.body == "表前的文字。"
    assert [each.page for each in text.tables] == [1]
    assert [list(row) for row in text.grids[0].rows] == rows


def test_a_table_that_goes_on_over_the_pages_end_may_be_open_there():
    rows = [["统计指标", "单位", "统计数"], ["一、收到数", "件", "12"], ["二、答复数", "件", "11"]]
    uprights = "".join(f"{50 + 60 * at} 680 m {50 + 60 * at} 720 l S\n" for at in range(4))
    page = ruled_pdf(rows).decode("latin-1")
    for at in range(3):
        box = f"{50 + 60 * at} 700 60 20 re S"
        page = page.replace(box, uprights if at == 0 else "")
    text = read_attachment(page.encode("latin-1"), "application/pdf", "")
    assert [list(row) for row in text.grids[0].rows] == rows


def test_figures_in_another_font_stay_in_their_line():
    page = pdf(["共收到申请4411宗。"]).decode("latin-1")
    figures = "4411".encode("utf-16-be").hex()
    page = page.replace(figures, f"> Tj /F2 24 Tf <{b'4411'.hex()}> Tj /F1 10 Tf <")
    page = page.replace("/F1 3 0 R", "/F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    page = page.replace("0 0 595 842]", "0 0 595 842] /Rotate 0").replace("ET\n", "50 600 60 20 re S\nET\n")
    text = read_attachment(page.encode("latin-1"), "application/pdf", "")
    assert text.body == "共收到申请4411宗。"


@pytest.mark.parametrize("box", ["[0 0 595 842]", "[20 30 595 842]", "[-40 -50 595 842]"])
@pytest.mark.parametrize(
    ("turned", "matrix"), [(0, "1 0 0 1 0 0"), (90, "0 1 -1 0 842 0"), (270, "0 -1 1 0 -300 842")]
)
def test_a_table_is_read_on_a_page_that_lies_on_its_side_or_does_not_begin_at_nought(box, turned, matrix):
    rows = [["统计指标", "单位", "统计数"], ["一、收到数", "件", "12"], ["二、答复数", "件", "11"]]
    page = ruled_pdf(rows, matrix=matrix)
    page = page.replace(b"/MediaBox [0 0 595 842]", f"/MediaBox {box} /Rotate {turned}".encode())
    text = read_attachment(page, "application/pdf", "")
    assert text.body == "表前的文字。"
    assert [list(row) for row in text.grids[0].rows] == rows


def test_lines_of_a_page_are_joined_into_paragraphs():
    lines = [
        Line("全市各级行政机关共收到政府信息公开申请4411", 1),
        Line("宗。其中,网络申请3522宗。", 2),
        Line("二、主动公开政府信息情况主动公开政府信息情况", 2),
        Line("规章 3 0 15 规章 规章 规章 规章规章 规章", 2),
        Line("其他", 2),
    ]
    assert [(line.text[-5:], line.page) for line in joined(lines)] == [
        ("522宗。", 1),
        ("府信息情况", 2),
        ("规章 规章", 2),
        ("其他", 2),
    ]


def test_gaps_round_figures_do_not_make_a_line_a_row_of_a_table():
    lines = [
        Line("统计期限为 2022 年 1 月 1 日至 2022 年 12 月 31 日。有疑问请与办公室联", 1),
        Line("系（邮编：518000）。", 1),
    ]
    assert len(joined(lines)) == 1


def office_markup(body, head='xmlns:x="urn:schemas-microsoft-com:office:excel"'):
    return f"<html {head}><meta charset=gb2312><body>{body}</body></html>".encode("gb18030")


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_doc_or_xls_that_an_office_wrote_as_markup_is_read(wrapped):
    numbers = Numbers()
    tables = "".join(
        "<table>" + "".join("<tr><td>" + "<td>".join(row) for row in table.rows) + "</table>"
        for table in report("2021", numbers)
    )
    payload = office_markup(f"<p>{TITLE}</p>{tables}")
    if wrapped:
        part = MIMEText(payload.decode("gb18030"), "html", "gb18030")
        archive = MIMEMultipart("related", _subparts=[part])
        payload = b"MIME-Version: 1.0\n" + archive.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)
    text = read_attachment(payload, "application/vnd.ms-excel", "报告.xls")
    assert text.problems == ()
    assert text.body == TITLE
    assert found(read_statistics(text.body, text.grids)) == numbers.expected


def test_a_page_of_the_server_under_the_address_of_a_document_is_no_document():
    assert rules("<html><body>页面不存在</body></html>".encode()) == ["attachment.format"]


def rtf(blocks):
    """Write paragraphs and tables, signs by turns in the code page and in Unicode with a stand-in."""

    def written(text):
        halves = text.encode("utf-16-le")
        units = [int.from_bytes(halves[at : at + 2], "little") for at in range(0, len(halves), 2)]
        if len(units) == len(text) and len(text) % 2:
            return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))
        return "".join(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit} ?" for unit in units)

    body = ""
    for block in blocks:
        rows = [] if isinstance(block, str) else block
        body += "" if rows else f"\\pard {written(block)}\\par\n"
        for row in rows:
            cells = "".join(f"\\pard\\intbl {{\\b {written(cell)}}}\\cell" for cell in row)
            body += f"\\trowd\\cellx1 {cells}\\row\n"
    fonts = "{\\fonttbl{\\f0 SimSun;}}{\\*\\generator Writer;}"
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1{fonts}{body}}}".encode("ascii")


def test_an_rtf_gives_its_paragraphs_and_every_figure_of_its_tables():
    numbers = Numbers()
    payload = rtf([TITLE, "𠀀字", *(list(table.rows) for table in report("2019", numbers)), "完"])
    text = read_attachment(payload, "application/msword", "报告.doc")
    assert text.problems == ()
    assert text.body == f"{TITLE}\n𠀀字\n完"
    assert found(read_statistics(text.body, text.grids)) == numbers.expected


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def opened(kind, content):
    """Zip an OpenDocument, whose names of cells and paragraphs are those of its text."""
    names = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in OPEN)
    root = f"<office:document-content {names}><office:body>{content}</office:body></office:document-content>"
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}", content_xml=root)


OPEN = ("office", "text", "table", "draw")


def open_table(rows):
    cells = "</table:table-row><table:table-row>".join(
        "".join(
            f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        for row in rows
    )
    return f"<table:table table:name='表'><table:table-row>{cells}</table:table-row></table:table>"


def test_an_odt_gives_its_paragraphs_and_every_figure_of_its_tables():
    numbers = Numbers()
    tables = "".join(open_table(table.rows) for table in report("2021", numbers))
    text = (
        f"<text:h>{TITLE[:5]}<text:span>{TITLE[5:]}</text:span></text:h><text:list><text:list-item><text:p>"
        f"{SENTENCE}<text:s text:c='3'/><text:note><text:p>脚注</text:p></text:note><text:line-break/>二</text:p>"
        "</text:list-item></text:list>"
    )
    found_text = read_attachment(opened("text", f"<office:text>{text}{tables}</office:text>"), "", "报告.odt")
    assert found_text.problems == ()
    assert found_text.body == f"{TITLE}\n{SENTENCE}\n二"
    assert found(read_statistics("", found_text.grids)) == numbers.expected


def test_spanned_cells_of_an_odt_are_repeated():
    rows = (
        "<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2' "
        "table:number-rows-spanned='2'><text:p>甲</text:p><text:p>乙</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell/></table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell/><table:covered-table-cell/>"
        "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
    )
    payload = opened("text", f"<office:text><table:table>{rows}</table:table></office:text>")
    assert read_attachment(payload, "", "").grids[0].rows == (("甲 乙", "甲 乙", ""), ("甲 乙", "甲 乙", "1"))


def test_an_ods_gives_its_title_and_its_table():
    sheet = open_table([[TITLE], ["统计指标", "单位", "统计数"], ["收到申请数", "件", "12"]])
    payload = opened("spreadsheet", f"<office:spreadsheet>{sheet}</office:spreadsheet>")
    text = read_attachment(payload, "", "报告.ods")
    assert text.body == TITLE
    assert text.grids[0].rows == (("统计指标", "单位", "统计数"), ("收到申请数", "件", "12"))


WORD_2003 = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="urn:x"'


def test_a_doc_that_word_wrote_as_xml_is_read():
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        ["<w:gridSpan w:val='2'/>", "宽", "", "a"],
        ["<w:vmerge w:val='restart'/>", "高", "", "b", "", "c"],
        ["<w:vmerge/>", "", "", "d", "", "e"],
    )
    table = "".join(
        f"<w:tr>{''.join(cell.format(*row[at : at + 2]) for at in range(0, len(row), 2))}</w:tr>"
        for row in rows
    )
    body = f"<w:p><w:r><w:t>{TITLE}</w:t><w:br/><w:t>{SENTENCE}</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
    payload = f"<?xml version='1.0'?><w:wordDocument {WORD_2003}><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    text = read_attachment(payload.encode(), "application/msword", "报告.doc")
    assert text.body == f"{TITLE}\n{SENTENCE}"
    assert text.grids[0].rows == (("宽", "宽", "a"), ("高", "b", "c"), ("高", "d", "e"))


def excel_2003(rows):
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f"<Worksheet ss:Name='表'><Table>{rows}</Table></Worksheet></Workbook>"
    ).encode()


def test_an_xls_that_excel_wrote_as_xml_is_read():
    def cell(text, spans=""):
        return f"<Cell {spans}><Data ss:Type='String'>{text}</Data></Cell>"

    wide, high, third = (f"ss:{name}" for name in ("MergeAcross='2'", "MergeDown='1'", "Index='3'"))
    rows = (
        f"<Row>{cell(TITLE, wide)}</Row><Row {third}>{cell('高', high)}{cell('a')}{cell('b')}</Row>"
        f"<Row>{cell('12', third)}</Row><Row>{cell('低', high)}{cell('c')}</Row><Row>{cell('d')}</Row>"
    )
    text = read_attachment(excel_2003(rows), "", "报告.xls")
    assert text.body == TITLE
    assert text.grids[0].rows == (("高", "a", "b"), ("高", "", "12"), ("低", "c", ""), ("低", "d", ""))


def test_the_one_document_in_a_zip_file_is_read():
    assert read_attachment(zipped(报告_docx=docx([SENTENCE]), 说明_png=b"x"), "", "报告.zip").body == SENTENCE
    assert rules(zipped(一_docx=docx(["x"]), 二_docx=docx(["x"]))) == ["attachment.format"]
    assert rules(zipped(一_docx=zipped(二_docx=docx(["x"])))) == ["attachment.format"]


def test_a_pdf_that_lists_a_page_again_and_again_is_named():
    pages = re.sub(
        rb"/Kids \[([^\]]*?R)[^\]]*\] /Count \d+", rb"/Kids [\1 \1 \1] /Count 3", pdf(["一、概述"])
    )
    assert rules(pages) == ["attachment.unreadable"]


@pytest.mark.parametrize("name", ["a\0b.pdf", "\ud800.pdf", "附" * 100_000, "-c", "a\nb\u202e.pdf", "📄"])
def test_a_name_or_a_type_of_any_signs_is_taken(name):
    assert read_attachment(pdf(["一、概述"]), name, name).body == "一、概述"
    (problem,) = read_attachment(b"?", name, name).problems
    assert problem.rule == "attachment.format"
    assert problem.message.isprintable()


@pytest.mark.parametrize(
    ("payload", "rule"),
    [
        (b"", "attachment.empty"),
        (b"hello", "attachment.format"),
        (b"\x89PNG\r\n\x1a\n", "attachment.format"),
        (
            b"<?xml version='1.0'?><w:wordDocument xmlns:o='urn:schemas-microsoft-com:office:office'/>",
            "attachment.unreadable",
        ),
        (b"<?xml version='1.0'?><Workbook", "attachment.unreadable"),
        (b"{\\rtf1 }", "attachment.no_text"),
        (b"<html></html>", "attachment.format"),
        (b"Rar!\x1a\x07", "attachment.format"),
        (b"PK\x03\x04 and nothing more", "attachment.unreadable"),
        (b"%PDF-1.4 and nothing more", "attachment.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "attachment.unreadable"),
        (compound({"WordDocument": b""}), "attachment.format"),
        (compound({"WordDocument": b"\xec\xa5", "1Table": b""}), "attachment.unreadable"),
        (compound({"Workbook": b"nothing"}), "attachment.unreadable"),
        (compound({"EncryptedPackage": b"x"}), "attachment.encrypted"),
        (compound({"PowerPoint Document": b"x"}), "attachment.format"),
        (pdf([""]), "attachment.no_text"),
    ],
)
def test_what_cannot_be_read_is_a_named_problem(payload, rule):
    assert rules(payload) == [rule]


_WITHOUT_LIBRARY = """
import sys
sys.modules["docx"] = None
from pipelines.attachments.worker import read
print(read(sys.stdin.buffer.read(), "", "x").problems[0].rule)
"""


def test_a_missing_library_is_a_named_problem():
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_LIBRARY], input=docx(["x"]), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "attachment.library"


def zip_bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (limits.UNPACKED + 1))
    return buffer.getvalue()


def many_parts():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "")
        for number in range(limits.PARTS):
            archive.writestr(f"part{number}", "")
    return buffer.getvalue()


def wide_docx():
    payload = docx([TITLE, [["a"]]])
    source = zipfile.ZipFile(io.BytesIO(payload))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            content = source.read(part)
            if part == "word/document.xml":
                content = content.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="1000000000"/>')
            archive.writestr(part, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("payload", "rule"),
    [
        (b"x" * (limits.PAYLOAD + 1), "attachment.too_large"),
        (zip_bomb(), "attachment.too_large"),
        (many_parts(), "attachment.too_large"),
        (wide_docx(), "attachment.too_large"),
        (
            excel_2003("<Row ss:Index='999999999'><Cell ss:MergeAcross='9'><Data>x</Data></Cell></Row>"),
            "attachment.too_large",
        ),
        (xlsx([[("A1", "a"), ("XFD1048576", "b")]], "A1:XFD1048576"), "attachment.too_large"),
        (pdf(["x"] * 48 * (limits.PAGES + 1)), "attachment.too_large"),
    ],
    ids=["payload", "zip", "parts", "span", "cells of 2003", "cells", "pages"],
)
def test_a_bomb_is_a_named_problem_within_bounded_time(payload, rule):
    start = time.monotonic()
    assert rules(payload) == [rule]
    assert time.monotonic() - start < limits.SECONDS


def test_an_endless_document_is_a_named_problem(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    assert rules(docx(["x"])) == ["attachment.too_slow"]


def test_a_chain_of_sectors_that_turns_back_is_damaged():
    payload = bytearray(compound({"WordDocument": b"x" * 5000}))
    fat = len(payload) - 512
    payload[fat : fat + 4] = b"\0\0\0\0"
    with pytest.raises(limits.Damaged):
        Compound(bytes(payload)).stream("WordDocument")


def test_a_text_survives_the_way_through_json():
    text = read_attachment(docx([TITLE, [["a", "b"]]]), "", "")
    assert AttachmentText.from_json(text.to_json()) == text


SECTIONS = (
    "二、主动公开政府信息情况\n"
    "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题"
)


def test_tables_that_are_pictures_are_known_by_their_sections():
    assert image_only(SECTIONS, [], ["picture"])
    assert not image_only(SECTIONS, [], [])
    assert not image_only("一、概述\n二、依申请公开情况", [], ["picture"])
    assert not image_only(SECTIONS, report("2021", Numbers()), ["picture"])
    assert image_only(SECTIONS, [forms.table([["联系电话", "0755-88102842"]])], ["picture"])
