"""A table with its headings made comparable, as the readers of the three standard tables see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.problem import Problem
from pipelines.statistics.figure import Cell, Statistic
from pipelines.statistics.heading import heading
from pipelines.statistics.number import read_number
from pipelines.table import Table


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table beside their headings.

    ``turned`` says that rows and columns were exchanged; evidence always counts as the page does.
    """

    index: int
    cells: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[str, ...], ...]
    caption: str = ""
    turned: bool = False

    @classmethod
    def of(cls, index: int, table: Table) -> "Grid":
        """Make the headings of a table comparable."""
        headings = tuple([tuple(map(heading, row)) for row in table.rows])
        return cls(index, table.rows, headings, heading(table.caption or ""))

    def turn(self) -> "Grid":
        """Exchange rows and columns, for tables that print their headings down the side."""
        cells = tuple(zip(*self.cells, strict=False))
        return Grid(self.index, cells, tuple(zip(*self.headings, strict=False)), self.caption, turned=True)

    def cell(self, row: int, column: int) -> Cell:
        """Name a cell as the page counts."""
        return Cell(self.index, column, row) if self.turned else Cell(self.index, row, column)


@dataclass(slots=True)
class Findings:
    """What a reader has found so far: figures, and cells that ought to hold one but do not."""

    figures: list[Statistic] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, text: str, indicator: str, applicant: str | None, unit: str | None, evidence: Cell) -> None:
        """Keep what one cell says; the unit printed in the cell goes before the expected one."""
        reading = read_number(text)
        if reading is None:
            message = f"{indicator}: {text[:40]!r} is not one number; kept as null"
            where = f"tables[{evidence.table}].rows[{evidence.row}][{evidence.column}]"
            self.problems.append(Problem("statistics.cell", message, where))
            self.figures.append(Statistic(indicator, applicant, None, unit, evidence))
            return
        self.figures.append(Statistic(indicator, applicant, reading.value, reading.unit or unit, evidence))


def cells_after(row: tuple[str, ...], label_at: int) -> Iterator[int]:
    """Give the columns right of a row's label, without the repetitions of a label that spans columns."""
    label = row[label_at]
    column = label_at + 1
    while column < len(row) and row[column] == label:
        column += 1
    yield from range(column, len(row))


def lined_up(row: tuple[str, ...], label_at: int, count: int) -> list[int] | None:
    """Find ``count`` value cells right of a label where the columns do not line up with their headings.

    None unless exactly ``count`` cells follow; only blank cells may stand beyond them, which is
    how a grid is padded whose rows have differing lengths.
    """
    columns = list(cells_after(row, label_at))
    if len(columns) < count or any(row[column].strip() for column in columns[count:]):
        return None
    chosen = columns[:count]
    return chosen if all(read_number(row[column]) is not None for column in chosen) else None
