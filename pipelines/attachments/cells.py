"""Cells of documents made into tables."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from pipelines.attachments.limits import CELLS, TooLarge
from pipelines.attachments.text import Line, PagedTable
from pipelines.table import Table

_SPACE = re.compile(r"\s+")
# The radicals of dictionaries (Unicode blocks 2E80 and 2F00) look like the characters whose place they
# take in the PDFs that browsers print: ⾏政 for 行政. Unicode names no equivalent for the simplified ones.
_RADICALS = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


def one_line(text: str) -> str:
    """Give a text in NFC with its white space collapsed, radicals as the characters that they stand for."""
    return _SPACE.sub(" ", normalize("NFC", text).translate(_RADICALS)).strip()


def rectangular(rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of rows, blank cells filling the short ones. Raises ``TooLarge``."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > CELLS:
        raise TooLarge(f"a table of {width * len(rows)} cells")
    return Table(None, None, tuple(tuple(row) + ("",) * (width - len(row)) for row in rows))


def add_sheet(rows: Sequence[Sequence[str]], page: int, lines: list[Line], tables: list[PagedTable]) -> None:
    """Add a sheet, its number as the page: rows of one cell above its table are lines of text."""
    said = [row for row in rows if any(row)]
    while said and len({cell for cell in said[0] if cell}) < 2:
        lines += [Line(text, page) for text in dict.fromkeys(said.pop(0)) if text]
    if said:
        tables.append(PagedTable(rectangular(said), page))
