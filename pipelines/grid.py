"""A table's cells laid out as a rectangular grid, within bounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from archive.problem import Problem

_MAX_COLSPAN = 100
_MAX_COLUMNS = 200
_MAX_CELLS = 50_000
_NO_CELL = -1  # behind all texts stands an empty one

# One cell as the markup has it: text, rowspan, colspan.
Cell = tuple[str, int, int]
Spans = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the cells of a table go, which their spans alone decide: the tables of reports are forms.

    ``rows`` take the texts of the whole table, and give those of one row of the grid.
    """

    rows: tuple[Callable[[Sequence[str]], tuple[str, ...]], ...]
    problems: tuple[Problem, ...]

    def fill(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Repeat every text in all the positions that it covers; a row without cells is none."""
        texts = (*texts, "")
        grid = [row(texts) for row in self.rows]
        columns = max(map(len, grid), default=0)
        return [line if len(line) == columns else line + ("",) * (columns - len(line)) for line in grid]


def expand(rows: Sequence[Sequence[Cell]], problems: list[Problem]) -> list[tuple[str, ...]]:
    """Lay out the cells of rows, and note what is wrong with them."""
    layout = lay_out([[(rowspan, colspan) for _, rowspan, colspan in row] for row in rows])
    problems.extend(layout.problems)
    return layout.fill([text for row in rows for text, _, _ in row])


def lay_out(rows: Sequence[Sequence[Spans]]) -> Layout:
    """Find the positions of the grid that each cell covers, by the spans of the cells."""
    width = max((sum(columns for _, columns in row if columns <= _MAX_COLSPAN) for row in rows), default=0)
    problems = []
    if any(columns > _MAX_COLSPAN for row in rows for _, columns in row):
        problems.append(
            Problem("table.span", f"a cell spans more than {_MAX_COLSPAN} columns; it was given {width}")
        )
    grid: list[list[int]] = []
    hanging: dict[int, tuple[int, int]] = {}  # column -> cell, rows still to cover
    first = size = widest = 0
    for at, row in enumerate(rows):
        line = _lay(row, first, hanging, len(rows) - at, max(width, 1))
        first += len(row)
        if len(line) > _MAX_COLUMNS:
            widest = max(widest, len(line))
            line, hanging = line[:_MAX_COLUMNS], {}
        size += len(line)
        if size > _MAX_CELLS:
            problems.append(
                Problem("table.cells", f"more than {_MAX_CELLS} cells; row {at} and on are left out")
            )
            break
        if row:
            grid.append(line)
    if widest:
        problems.append(Problem("table.columns", f"a row has {widest} cells; {_MAX_COLUMNS} are kept"))
    return Layout(tuple(map(_taking, grid)), tuple(problems))


def _taking(cells: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if len(cells) > 1:
        return itemgetter(*cells)
    return lambda texts: tuple(texts[cell] for cell in cells)  # of one item itemgetter gives no tuple


def _lay(
    row: Sequence[Spans], first: int, hanging: dict[int, tuple[int, int]], rows_left: int, width: int
) -> list[int]:
    line: list[int] = []
    for cell, (rowspan, colspan) in enumerate(row, first):
        while len(line) in hanging:
            _continue(line, hanging)
        covered = min(rowspan or rows_left, rows_left)  # rowspan=0: to the end of the table
        for _ in range(colspan if colspan <= _MAX_COLSPAN else width):
            if len(line) in hanging:  # overlapping spans: the earlier cell keeps its place
                _continue(line, hanging)
                continue
            if covered > 1:
                hanging[len(line)] = (cell, covered - 1)
            line.append(cell)
    for column in sorted(hanging):
        if column >= len(line):
            line.extend([_NO_CELL] * (column - len(line)))
            _continue(line, hanging)
    return line


def _continue(line: list[int], hanging: dict[int, tuple[int, int]]) -> None:
    cell, left = hanging.pop(len(line))
    if left > 1:
        hanging[len(line)] = (cell, left - 1)
    line.append(cell)
