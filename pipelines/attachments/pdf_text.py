"""The characters on a page of a PDF, read so that every machine reads the same."""

from collections.abc import Callable
from functools import partial

from pdfplumber.page import Page
from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT  # type: ignore[import-untyped]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, as pdfplumber measures them on a page."""
Read = Callable[[Box | None], str]
"""Gives the text in a box, or of the whole page."""

_LEAST_SIZE = 5  # points above a baseline that a character is sure to fill
_UNKNOWN = "(cid:"  # how pdfminer prints a glyph that it has no character for


def text_of(page: PdfPage, plumbed: Page, *, is_ruled: bool) -> Read | None:
    """Choose who reads the text of a page: pdfminer, below pdfplumber, or PDFium.

    PDFium is fast and knows the most fonts, but it draws a page to read it: for a font that the
    document does not bring along it takes one of the machine's, and loses a character that this
    lacks. pdfminer goes by the tables of the font's name, and measures as the rules of tables are
    measured. ``None`` where neither can say what stands in a box: a turned page of unknown glyphs.
    """
    if is_ruled or not _brings_its_fonts(page):
        named = plumbed.dedupe_chars()  # bold type is often the same character twice
        _align(named)
        if _UNKNOWN not in _named(named, None):
            return partial(_named, named)
    if is_ruled and plumbed.rotation:
        return None
    return partial(_drawn, page.get_textpage(), float(plumbed.height))


def whole_text(page: PdfPage) -> str:
    """Give the text of a page as PDFium reads it."""
    return str(page.get_textpage().get_text_range())


def _brings_its_fonts(page: PdfPage) -> bool:
    written = page.get_objects(filter=[FPDF_PAGEOBJ_TEXT], max_depth=3)
    return all(text.get_font().is_embedded for text in written)


def _drawn(text: PdfTextPage, height: float, box: Box | None) -> str:
    if box is None:
        return str(text.get_text_range())
    left, top, right, bottom = box
    return str(text.get_text_bounded(left, height - bottom, right, height - top))


def _align(page: Page) -> None:
    """Measure every character from its baseline: the fonts of one line reach up and down differently.

    The figures in a line of Chinese are mostly of another font, and would make a line of their own.
    """
    for drawn in page.chars:
        if drawn["upright"]:
            drawn["bottom"] += drawn["y0"] - drawn["matrix"][5]
            drawn["top"] = drawn["bottom"] - _LEAST_SIZE


def _named(page: Page, box: Box | None) -> str:
    return str((page if box is None else page.filter(partial(_stands_in, box))).extract_text())


def _stands_in(box: Box, drawn: dict[str, float]) -> bool:
    left, top, right, bottom = box
    x, y = (drawn["x0"] + drawn["x1"]) / 2, (drawn["top"] + drawn["bottom"]) / 2
    return left <= x <= right and top <= y <= bottom
