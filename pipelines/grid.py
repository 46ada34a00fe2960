"""A table's cells laid out as a rectangular grid, within bounds."""

from collections.abc import Sequence

from archive.problem import Problem

_MAX_COLSPAN = 100
_MAX_COLUMNS = 200
_MAX_CELLS = 50_000

# One cell as the markup has it: text, rowspan, colspan. A page has hundreds, which is why it is a bare tuple.
Cell = tuple[str, int, int]


def expand(rows: Sequence[Sequence[Cell]], problems: list[Problem]) -> list[tuple[str, ...]]:
    """Repeat every cell in all the positions that it covers; a row without cells is none."""
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
        if row:
            grid.append(line)
    if widest:
        problems.append(Problem("table.columns", f"a row has {widest} cells; {_MAX_COLUMNS} are kept"))
    columns = max(map(len, grid), default=0)
    return [tuple(line) if len(line) == columns else (*line, *[""] * (columns - len(line))) for line in grid]


def _lay(row: Sequence[Cell], hanging: dict[int, tuple[str, int]], rows_left: int, width: int) -> list[str]:
    if not hanging and all(rowspan == 1 == colspan for _, rowspan, colspan in row):
        return [text for text, _, _ in row]
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
