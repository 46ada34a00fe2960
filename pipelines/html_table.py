"""Tables of a page: which are data, and what their cells say."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from lxml import etree

from archive.problem import Problem
from pipelines.grid import Cell, expand
from pipelines.line import line_of
from pipelines.markup import BLOCKS, SKIPPED
from pipelines.page import Element, text_within

_SHORT = 200  # characters of markup
_PROSE = 300  # characters: no cell of a report's tables says so much, a page wrapped in a table does

# lxml's own output is read with patterns: a report's three tables have 300 cells, and an object for
# each of them costs more than all the rest of the page. It is well-formed and escapes > in attributes.
_ROW = re.compile(r"<tr(?=[\s/>])")
_CELL = re.compile(r"<t[dh]((?:\s[^>]*[^>/])?)(?:/>|>([^<]*(?:<(?!/t[dh]>)[^<]*)*)</t[dh]>)")
# Word ends its tables with a row that holds the widths of the columns and is never seen.
_NO_HEIGHT = ' height="0"'
_UNSEEN_ROW = re.compile(rf"[^>]*{_NO_HEIGHT}[^>]*>(?:\s|<[^>]*>|&nbsp;|&#160;)*$")
_PARAGRAPH = re.compile(r"</?(?:p|br|div)(?=[\s/>])[^>]*>")
_SPANS = re.compile(r"(row|col)span=\"\s*(\d{1,12})")
_UNSEEN = re.compile(rf"<({'|'.join(sorted(SKIPPED))})\b[^>]*(?:/>|>.*?</\1>)", re.DOTALL)
_APART = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))}|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table: its caption, its rectangular rows, and what was wrong with its markup."""

    caption: str | None
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...] = ()


def read_data_table(table: Element) -> Grid | None:
    """Read a table; ``None`` for one that only arranges the page.

    Those wrap prose or other tables, or have a single column or row of few cells.
    """
    if next(table.iterdescendants("table"), None) is not None:
        if _wraps_tables(table):
            return None
        _flatten(table)
    markup = _PARAGRAPH.sub(" ", etree.tostring(table, encoding="unicode", with_tail=False))
    printed = _ROW.split(markup)[1:]
    if _NO_HEIGHT in markup:
        printed = [row for row in printed if not _UNSEEN_ROW.match(row)]
    found = [_CELL.findall(row) for row in printed]
    cells = sum(map(len, found))
    if cells < 3 or max(map(len, found)) < 2:
        return None
    rows = [
        [
            _short_cell(attributes, content) if len(content) < _SHORT else _cell(attributes, content)
            for attributes, content in row
        ]
        for row in found
    ]
    if _wraps_prose(rows, cells):
        return None
    problems: list[Problem] = []
    grid = expand(rows, problems) if any(text for row in rows for text, _, _ in row) else []
    caption = next(table.iterchildren("caption"), None)
    title = line_of(text_within(caption)) if caption is not None else ""
    return Grid(title or None, tuple(grid), tuple(problems))


def _wraps_tables(table: Element) -> bool:
    parts = [table, *table.iterchildren("tbody", "thead", "tfoot")]
    rows = [row for part in parts for row in part.iterchildren("tr")]
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    if len(cells) < 12:
        return True
    return sum(next(cell.iterdescendants("table"), None) is not None for cell in cells) * 4 > len(cells)


def _flatten(table: Element) -> None:
    """Leave of the tables inside a table's cells what they say."""
    for inner in list(table.iterdescendants("table")):
        etree.strip_tags(inner, "table", "tbody", "thead", "tfoot", "tr", "td", "th")
    etree.strip_tags(table, "table")


def _wraps_prose(rows: list[list[Cell]], cells: int) -> bool:
    lengths = [len(text) for row in rows for text, _, _ in row]
    said, longest = sum(lengths), max(lengths)
    if said < _PROSE or (cells > 20 and said < 30 * cells):
        return False
    return longest > _PROSE and longest * 10 > said * 6


@lru_cache(maxsize=8192)
def _short_cell(attributes: str, content: str) -> Cell:
    """Read a cell as the next report has it too: the tables are forms, their labels and zeros the same."""
    return _cell(attributes, content)


def _cell(attributes: str, content: str) -> Cell:
    if "<" in content:
        content = _text(content)
    if "&" in content:
        content = unescape(content)
    text = content if content.isalnum() and content.isascii() else line_of(content)
    if "span" not in attributes:
        return text, 1, 1
    spans = dict(_SPANS.findall(attributes))
    return text, int(spans.get("row", 1)), max(int(spans.get("col", 1)), 1)


def _text(content: str) -> str:
    """Give what a cell's markup says, the parts that stand on lines of their own apart."""
    return _TAG.sub("", _APART.sub(" ", _UNSEEN.sub("", content)))
