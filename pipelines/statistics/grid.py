"""A table with its headings made comparable, as the readers of the three standard tables see it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archive.problem import Problem
from pipelines.statistics.figure import Cell, Statistic
from pipelines.statistics.heading import heading
from pipelines.statistics.number import BLANK, read_number
from pipelines.table import Table

_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table beside their headings.

    ``turned`` says that rows and columns were exchanged; evidence always counts as the page does.
    """

    index: int
    cells: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    caption: str = ""
    turned: bool = False

    @classmethod
    def of(cls, index: int, table: Table) -> "Grid":
        """Make the headings of a table comparable."""
        headings = tuple([tuple(map(heading, row)) for row in table.rows])
        words = frozenset().union(*headings)
        return cls(index, table.rows, headings, words, heading(table.caption or ""))

    def turn(self) -> "Grid":
        """Exchange rows and columns, for tables that print their headings down the side."""
        cells, headings = (tuple(zip(*rows, strict=False)) for rows in (self.cells, self.headings))
        return Grid(self.index, cells, headings, self.words, self.caption, turned=not self.turned)

    def cell(self, row: int, column: int) -> Cell:
        """Name a cell as the page counts."""
        return Cell(self.index, column, row) if self.turned else Cell(self.index, row, column)


@dataclass(slots=True)
class Findings:
    """What the readers have found so far: figures, and cells that ought to hold one but do not.

    ``kinds`` are those of the three tables that gave figures.
    """

    figures: list[Statistic] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def take(self, grid: Grid, place: tuple[int, int], indicator: str, unit: str | None) -> None:
        """Keep what one cell says; the unit printed in the cell goes before the expected one."""
        row, column = place
        self._keep(grid.cells[row][column], indicator, None, unit, grid.cell(row, column))

    def take_row(self, grid: Grid, row: int, indicator: str, places: Iterable[tuple[str, int]]) -> None:
        """Keep what the cells of a row of applications say, each for its applicant.

        Most figures of a report come by here, so named tuples are made without the detour
        over their own constructor.
        """
        cells, table, turned = grid.cells[row], grid.index, grid.turned
        keep = self.figures.append
        for applicant, column in places:
            evidence = _new(Cell, (table, column, row) if turned else (table, row, column))
            reading = read_number(cells[column])
            if reading is None:
                self._keep(cells[column], indicator, applicant, "件", evidence)
            else:
                keep(_new(Statistic, (indicator, applicant, reading[0], reading[1] or "件", evidence)))

    def unaligned(self, grid: Grid, row: int, what: str) -> None:
        """Name a row whose cells cannot be told apart by the headings above them."""
        message = f"{what}: the cells do not line up with the headings of the columns"
        self.problems.append(Problem("statistics.unaligned", message, f"tables[{grid.index}].rows[{row}]"))

    def _keep(
        self, text: str, indicator: str, applicant: str | None, unit: str | None, evidence: Cell
    ) -> None:
        reading = read_number(text)
        if reading is None:
            message = f"{indicator}: {text[:40]!r} is not one number; kept as null"
            where = f"tables[{evidence.table}].rows[{evidence.row}][{evidence.column}]"
            self.problems.append(Problem("statistics.cell", message, where))
            reading = BLANK
        self.figures.append(Statistic(indicator, applicant, reading.value, reading.unit or unit, evidence))


def cells_after(row: tuple[str, ...], label_at: int) -> Iterator[int]:
    """Give the columns right of a row's label, without the repetitions of a label that spans columns."""
    label = row[label_at]
    column = label_at + 1
    while column < len(row) and row[column] == label:
        column += 1
    yield from range(column, len(row))


def has_value(cells: Iterable[str]) -> bool:
    """Say whether one of the cells is printed, and is a number or struck out."""
    return any(cell and read_number(cell) is not None for cell in cells)


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


def fitted(spans: Sequence[range], rows: Iterable[tuple[str, ...]]) -> Sequence[range]:
    """Move the columns below headings to where the values begin, if all rows agree that these are as many.

    Editors span the cells of the rows otherwise than those of the headings.
    """
    if any(left.stop != right.start for left, right in pairwise(spans)):
        return spans
    first, end = spans[0].start, spans[-1].stop
    edges = sorted({at for row in rows for at in range(first + 1, end) if row[at] != row[at - 1]})
    if len(edges) != len(spans) - 1:
        return spans
    return tuple(range(left, right) for left, right in pairwise([first, *edges, end]))


def below(row: tuple[str, ...], spans: Sequence[range]) -> list[int] | None:
    """Choose the cells of a row that stand below headings, of which some span several columns.

    Where a heading stands above two cells, the cells are counted; None where they are not as many
    as the headings.
    """
    if spans[-1].stop > len(row):
        return None
    if all(row[span.start] == row[column] for span in spans for column in span[1:]):
        return [span.start for span in spans]
    columns = range(spans[0].start, spans[-1].stop)
    starts = [at for at in columns if at == columns.start or row[at] != row[at - 1]]
    return starts if len(starts) == len(spans) else None
