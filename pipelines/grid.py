"""The grid of an HTML table, its spans expanded within bounds."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from archive.problem import Problem
from pipelines.line import line_of
from pipelines.markup import BLOCKS, INLINE
from pipelines.page import Element

_MAX_COLSPAN = 100
_MAX_CELLS = 50_000
_PROSE = 300  # characters: no cell of a report's tables says so much, a page wrapped in a table does

# What stands inside a cell and is not the cell's only content: its text needs white space around it.
_APART = etree.XPath(
    ".//br | .//*[self::p or self::div or self::li][preceding-sibling::node() or following-sibling::node()]"
)
_TO_STRIP = (*INLINE, *(BLOCKS - {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"}), "a", "img", "br")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the markup has it."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table: its caption, its rectangular rows, and what was wrong with its markup."""

    caption: str | None
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...] = ()


def rows_of(table: Element) -> list[list[Element]]:
    """Give the cells of a table, row by row, without those of tables inside it."""
    if next(table.iterdescendants("table"), None) is None:
        rows = list(table.iter("tr"))
    else:
        parts = [table, *table.iterchildren("tbody", "thead", "tfoot")]
        rows = [row for part in parts for row in part.iterchildren("tr")]
    return [list(row.iterchildren("td", "th")) for row in rows]


def is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """Tell whether a table only arranges the page: it wraps prose or other tables, or is one column."""
    cells = sum(map(len, rows))
    columns = max(map(len, rows), default=0)
    filled = sum(1 for row in rows if row)
    if columns < 2 or cells < 3:
        return True
    if next(table.iterdescendants("table"), None) is not None:
        wrapping = sum(1 for row in rows for cell in row if next(cell.iterdescendants("table"), None) is not None)
        return cells < 12 or wrapping * 4 > cells
    said = _length(table)
    if filled > 1 and (said < _PROSE or (cells > 20 and said < 30 * cells)):
        return False
    longest = max(_length(cell) for row in rows for cell in row)
    return longest > _PROSE and longest * 10 > said * 6


def read_grid(table: Element, rows: list[list[Element]]) -> Grid:
    """Read a data table. The markup inside its cells is taken away from the document."""
    for element in _APART(table):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    etree.strip_elements(table, "script", "style", with_tail=False)
    etree.strip_tags(table, *_TO_STRIP)
    caption = next(table.iterchildren("caption"), None)
    problems: list[Problem] = []
    grid = expand([[_cell(cell) for cell in row] for row in rows], problems)
    title = line_of("".join(caption.itertext())) if caption is not None else ""
    return Grid(title or None, tuple(grid), tuple(problems))


def expand(rows: Iterable[list[Cell]], problems: list[Problem]) -> list[tuple[str, ...]]:
    """Repeat every cell in all the positions that it covers; rows that say nothing are left out."""
    rows = list(rows)
    width = max((sum(c.colspan for c in row if c.colspan <= _MAX_COLSPAN) for row in rows), default=0)
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}  # column -> text, rows still to cover
    size = 0
    for at, row in enumerate(rows):
        line = _lay(row, hanging, len(rows) - at, max(width, 1))
        size += max(len(line), width)
        if size > _MAX_CELLS:
            problems.append(Problem("table.cells", f"more than {_MAX_CELLS} cells; the rows from {at} on are left out"))
            break
        if row and any(line):
            grid.append(line)
    if any(cell.colspan > _MAX_COLSPAN for row in rows for cell in row):
        problems.append(Problem("table.span", f"a cell spans more than {_MAX_COLSPAN} columns; it was given {width}"))
    columns = max(map(len, grid), default=0)
    return [tuple(line) + ("",) * (columns - len(line)) for line in grid]


def _lay(row: list[Cell], hanging: dict[int, tuple[str, int]], rows_left: int, width: int) -> list[str]:
    line: list[str] = []
    if not hanging and all(cell.rowspan == 1 == cell.colspan for cell in row):
        return [cell.text for cell in row]
    waiting = iter(row)
    while True:
        while len(line) in hanging:
            _continue(line, hanging)
        cell = next(waiting, None)
        if cell is None:
            break
        covered = min(cell.rowspan or rows_left, rows_left)  # rowspan=0: to the end of the table
        for _ in range(cell.colspan if cell.colspan <= _MAX_COLSPAN else width):
            if len(line) in hanging:  # overlapping spans: the earlier cell keeps its place
                _continue(line, hanging)
                continue
            if covered > 1:
                hanging[len(line)] = (cell.text, covered - 1)
            line.append(cell.text)
    for column in sorted(hanging):
        if column >= len(line):
            line.extend([""] * (column - len(line)))
            _continue(line, hanging)
    return line


def _continue(line: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    text, left = hanging.pop(len(line))
    if left > 1:
        hanging[len(line)] = (text, left - 1)
    line.append(text)


def _cell(cell: Element) -> Cell:
    text = ("".join(cell.itertext()) if len(cell) else cell.text) or ""
    return Cell(line_of(text), _span(cell.get("rowspan")), _span(cell.get("colspan"), least=1))


def _span(value: str | None, least: int = 0) -> int:
    if value is None:
        return 1
    value = value.strip()
    return max(int(value[:12]), least) if value[:12].isdecimal() else 1


def _length(element: Element) -> int:
    # The serialiser's text is far cheaper than walking; lengths need no more.
    return len(etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip())
