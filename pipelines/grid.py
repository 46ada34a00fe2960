"""The grid of an HTML table, its spans expanded within bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from lxml import etree

from archive.problem import Problem
from pipelines.line import line_of
from pipelines.markup import SKIPPED
from pipelines.page import Element, text_within

_MAX_COLSPAN = 100
_MAX_COLUMNS = 200
_MAX_CELLS = 50_000
_PROSE = 300  # characters: no cell of a report's tables says so much, a page wrapped in a table does

# One cell as the markup has it: text, rowspan, colspan. A page has hundreds, which is why it is a bare tuple.
Cell = tuple[str, int, int]


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
        wrapping = sum(
            1 for row in rows for cell in row if next(cell.iterdescendants("table"), None) is not None
        )
        return cells < 12 or wrapping * 4 > cells
    said = _length(table)
    if filled > 1 and (said < _PROSE or (cells > 20 and said < 30 * cells)):
        return False
    longest = max(_length(cell) for row in rows for cell in row)
    return longest > _PROSE and longest * 10 > said * 6


def read_grid(table: Element, rows: list[list[Element]]) -> Grid:
    """Read a data table."""
    caption = next(table.iterchildren("caption"), None)
    problems: list[Problem] = []
    grid = expand([[_cell(cell) for cell in row] for row in rows], problems)
    title = line_of(text_within(caption)) if caption is not None else ""
    return Grid(title or None, tuple(grid), tuple(problems))


def expand(rows: Sequence[Sequence[Cell]], problems: list[Problem]) -> list[tuple[str, ...]]:
    """Repeat every cell in all the positions that it covers; rows that say nothing are left out."""
    width = max((sum(columns for _, _, columns in row if columns <= _MAX_COLSPAN) for row in rows), default=0)
    if any(columns > _MAX_COLSPAN for row in rows for _, _, columns in row):
        problems.append(
            Problem("table.span", f"a cell spans more than {_MAX_COLSPAN} columns; it was given {width}")
        )
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}  # column -> text, rows still to cover
    size = widest = 0
    for at, row in enumerate(rows):
        line = _lay(row, hanging, len(rows) - at, max(width, 1))
        if len(line) > _MAX_COLUMNS:
            widest = max(widest, len(line))
            line, hanging = line[:_MAX_COLUMNS], {}
        size += len(line)
        if size > _MAX_CELLS:
            problems.append(
                Problem("table.cells", f"more than {_MAX_CELLS} cells; row {at} and on are left out")
            )
            break
        if row and any(line):
            grid.append(line)
    if widest:
        problems.append(Problem("table.columns", f"a row has {widest} cells; {_MAX_COLUMNS} are kept"))
    columns = max(map(len, grid), default=0)
    return [tuple(line) if len(line) == columns else (*line, *[""] * (columns - len(line))) for line in grid]


def _lay(row: Sequence[Cell], hanging: dict[int, tuple[str, int]], rows_left: int, width: int) -> list[str]:
    line: list[str] = []
    for text, rowspan, colspan in row:
        while hanging and len(line) in hanging:
            _continue(line, hanging)
        if rowspan == 1 == colspan:
            line.append(text)
            continue
        covered = min(rowspan or rows_left, rows_left)  # rowspan=0: to the end of the table
        for _ in range(colspan if colspan <= _MAX_COLSPAN else width):
            if len(line) in hanging:  # overlapping spans: the earlier cell keeps its place
                _continue(line, hanging)
                continue
            if covered > 1:
                hanging[len(line)] = (text, covered - 1)
            line.append(text)
    for column in sorted(hanging) if hanging else ():
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
    text = _text(cell, len(cell))
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    return (
        text if text.isalnum() and text.isascii() else line_of(text),
        _span(rows, 0) if rows else 1,
        _span(columns, 1) if columns else 1,
    )


def _text(cell: Element, children: int) -> str:
    """Give what a cell says, the parts that stand on lines of their own apart."""
    if (
        children == 1 and not len(child := cell[0]) and child.tag not in SKIPPED
    ):  # most cells hold one paragraph
        return (
            f"{cell.text or ''} {child.text or ''} {child.tail or ''}"
            if child.tag != "a"
            else text_within(cell)
        )
    if children == 0:
        return cell.text or ""
    etree.strip_elements(cell, *SKIPPED, with_tail=False)
    etree.strip_tags(cell, "a")
    return " ".join(cast("Iterator[str]", cell.itertext()))  # what is left stands on lines of its own


def _span(value: str, least: int) -> int:
    value = value.strip()[:12]
    return max(int(value), least) if value.isdecimal() else 1


def _length(element: Element) -> int:
    # The serialiser's text is far cheaper than walking; lengths need no more.
    return len(etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip())
