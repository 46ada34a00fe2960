"""Tables of a page: which are data, and what their cells say."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from lxml import etree

from archive.problem import Problem
from pipelines.grid import Layout, Spans, lay_out
from pipelines.line import line_of
from pipelines.markup import BLOCKS, SKIPPED
from pipelines.page import Element, text_within

_SHORT = 200  # characters of a cell's markup
_LONG = 50_000  # characters of a table's markup
_PROSE = 300  # characters: no cell of a report's tables says so much, a page wrapped in a table does

# lxml's own output is read with patterns: a report's three tables have 300 cells, and an object for
# each of them costs more than all the rest of the page. It is well-formed and escapes > in attributes.
_ROW = re.compile(r"<tr(?=[\s/>])")
_CELL = re.compile(r"<t[dh]((?:\s[^>]*[^>/])?)(?:/>|>([^<]*(?:<(?!/t[dh]>)[^<]*)*)</t[dh]>)")
# Word ends its tables with a row that holds the widths of the columns and is never seen.
_NO_HEIGHT = ' height="0"'
_UNSEEN_ROW = re.compile(rf"[^>]*{_NO_HEIGHT}[^>]*>(?:\s|<[^>]*>|&nbsp;|&#160;)*$")
# Cells mostly hold no markup, and are found in a third of the time where none does.
_PLAIN_CELL = re.compile(r"<t[dh](|\s[^>]*[^>/])(?:>([^<]*)<|/>)")
_MARKUP = re.compile(r"<(?!/|t(?:[dhr]|able|body|head|foot)[\s/>])")
_PARAGRAPH = re.compile(r"</?(?:p|br|div)(?=[\s/>])[^>]*>")
_SPANS = re.compile(r"(row|col)span=\"\s*(\d{1,12})")
_UNSEEN = re.compile(rf"<({'|'.join(sorted(SKIPPED))})\b[^>]*(?:/>|>.*?</\1>)", re.DOTALL)
_APART = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))}|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

Attributes = tuple[tuple[str, ...], ...]


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
    markup = etree.tostring(table, encoding="unicode", with_tail=False)
    if has_markup := _MARKUP.search(markup) is not None:
        markup = _PARAGRAPH.sub(" ", markup)
        has_markup = _MARKUP.search(markup) is not None
    pattern = _CELL if has_markup else _PLAIN_CELL
    printed = _ROW.split(markup)[1:]
    if _NO_HEIGHT in markup:
        printed = [row for row in printed if not _UNSEEN_ROW.match(row)]
    found = [pattern.findall(row) for row in printed]
    contents = [content for row in found for _, content in row]
    if len(contents) < 3 or max(map(len, found)) < 2:
        return None
    is_small = len(markup) < _LONG and max(map(len, contents)) < _SHORT
    texts = [*map(_known_text if is_small else _text, contents)]
    if _wraps_prose(texts):
        return None
    layout = (_known_layout if is_small else _layout)(
        tuple([tuple([attributes for attributes, _ in row]) for row in found])
    )
    caption = next(table.iterchildren("caption"), None)
    title = line_of(text_within(caption)) if caption is not None else ""
    return Grid(title or None, tuple(layout.fill(texts) if any(texts) else ()), layout.problems)


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


def _wraps_prose(texts: list[str]) -> bool:
    said, longest = sum(map(len, texts)), max(map(len, texts))
    if said < _PROSE or (len(texts) > 20 and said < 30 * len(texts)):
        return False
    return longest > _PROSE and longest * 10 > said * 6


def _text(content: str) -> str:
    """Give what a cell's markup says, the parts that stand on lines of their own apart."""
    if "<" in content:
        content = _TAG.sub("", _APART.sub(" ", _UNSEEN.sub("", content)))
    if "&" in content:
        content = unescape(content)
    return content if content.isalnum() and content.isascii() else line_of(content)


def _layout(attributes: Attributes) -> Layout:
    """Lay out a table by the attributes of the cells of its rows."""
    return lay_out([[*map(_spans, row)] for row in attributes])


def _spans(attributes: str) -> Spans:
    if "span" not in attributes:
        return 1, 1
    spans = dict(_SPANS.findall(attributes))
    return int(spans.get("row", 1)), max(int(spans.get("col", 1)), 1)


# The next report has them too: its tables are the same forms, their labels and zeros the same.
_known_text = lru_cache(maxsize=8192)(_text)
_known_layout = lru_cache(maxsize=64)(_layout)
