"""The pages of a PDF, line by line, and the tables that pdfplumber finds by their rules."""

import io
import re

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pdfplumber.page import Page
from pdfplumber.table import Table as Ruled
from pypdfium2 import PdfiumError, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_PATH  # type: ignore[import-untyped]

from pipelines.attachments import limits
from pipelines.attachments.cells import one_line, rectangular
from pipelines.attachments.paragraphs import joined
from pipelines.attachments.pdf_text import Read, text_of, whole_text
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.table import Table

_PASSWORD = "password"  # noqa: S105 - a word of PDFium's message
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–\s]*")
_SLACK = 1.0
# Points between two rules, and how many rules side by side make columns: a frame has two.
_FEWEST_APART, _FEWEST_RULES = 3, 3
_FAR = 1e5


def read_pdf(payload: bytes) -> AttachmentText:
    """Read the paragraphs of a PDF and its ruled tables, whose text is not repeated in the paragraphs."""
    try:
        document = pypdfium2.PdfDocument(payload)
    except PdfiumError as wrong:
        if _PASSWORD in str(wrong).lower():
            raise limits.Encrypted("the PDF needs a password") from wrong
        raise limits.Damaged(str(wrong)) from wrong
    if len(document) > limits.PAGES:
        raise limits.TooLarge(f"{len(document)} pages, more than {limits.PAGES}")
    lines: list[Line] = []
    tables: list[PagedTable] = []
    with pdfplumber.open(io.BytesIO(payload)) as ruled:
        if len(ruled.pages) != len(document):  # a page that is listed again is one page to pdfminer
            raise limits.Damaged(f"the PDF lists {len(document)} pages, and has {len(ruled.pages)}")
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            plumbed, is_ruled = ruled.pages[number - 1], _has_rules(page)
            read = text_of(page, plumbed, is_ruled=is_ruled)
            if is_ruled and read:
                _read_ruled(plumbed, read, number, lines, tables)
            else:
                lines += _printed_lines(read(None) if read else whole_text(page), number)
            plumbed.close()
    return AttachmentText(tuple(joined(lines)), tuple(tables))


def _has_rules(page: PdfPage) -> bool:
    """Say whether lines are drawn on a page: only then can a table be found, and that takes long."""
    return next(page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=3), None) is not None


def _read_ruled(page: Page, read: Read, number: int, lines: list[Line], tables: list[PagedTable]) -> None:
    """Add the tables of a page, and the lines above, between and below them."""
    top = 0.0
    rules = {"explicit_horizontal_lines": _open_ends(page)}
    for found in sorted(page.find_tables(rules), key=lambda table: table.bbox[1]):
        lines += _lines(read, (top, found.bbox[1]), number)
        top = max(top, found.bbox[3])
        tables.append(PagedTable(_table(read, found), number))
    lines += _lines(read, (top, float(page.height)), number)


def _open_ends(page: Page) -> list[float]:
    """Find where the rules between columns start or end on a page without one across them.

    Browsers print a table so that goes on over a page's end: the row there is open.
    """
    upright = [edge for edge in page.edges if edge["height"] > _FEWEST_APART]
    across = [float(edge["top"]) for edge in page.edges if edge["width"] > _FEWEST_APART]
    ends = []
    for end, first in (("top", min), ("bottom", max)):
        at = first((float(edge[end]) for edge in upright), default=0.0)
        columns = {edge["x0"] // _FEWEST_APART for edge in upright if abs(edge[end] - at) <= _SLACK}
        if len(columns) >= _FEWEST_RULES and all(abs(at - other) > _FEWEST_APART for other in across):
            ends.append(at)
    return ends


def _lines(read: Read, band: tuple[float, float], number: int) -> list[Line]:
    top, bottom = band
    if bottom - top < _SLACK:
        return []
    # Wider than the page: a line that runs over its edge is cut off on paper, not in the record.
    return _printed_lines(read((-_FAR, top, _FAR, bottom)), number)


def _printed_lines(printed: str, number: int) -> list[Line]:
    lines = map(one_line, printed.splitlines())
    return [Line(line, number) for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]


def _table(read: Read, found: Ruled) -> Table:
    """Give a ruled table as a grid: every position has the text of the box that covers it."""
    boxes = [cell for cell in found.cells if cell]
    edges_x = _edges([edge for box in boxes for edge in (box[0], box[2])])
    edges_y = _edges([edge for box in boxes for edge in (box[1], box[3])])
    if len(edges_x) * len(edges_y) > limits.CELLS:
        raise limits.TooLarge(f"a table of {len(edges_x)} by {len(edges_y)} cells")
    grid = [[""] * (len(edges_x) - 1) for _ in edges_y[1:]]
    for box in boxes:
        words = one_line(read(box))
        columns = [
            at for at in range(len(edges_x) - 1) if box[0] <= (edges_x[at] + edges_x[at + 1]) / 2 <= box[2]
        ]
        for row in range(len(edges_y) - 1):
            if box[1] <= (edges_y[row] + edges_y[row + 1]) / 2 <= box[3]:
                for column in columns:
                    grid[row][column] = words
    return rectangular(grid)


def _edges(values: list[float]) -> list[float]:
    """Give the distinct positions of lines; those closer than the thickness of a line are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SLACK:
            edges.append(value)
    return edges
