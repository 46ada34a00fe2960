"""A row of which a page break may have left only a half in its table."""

from typing import NamedTuple

from pipelines.statistics.grid import Grid, has_value
from pipelines.statistics.number import read_number


class Half(NamedTuple):
    """A row that may be half of one: its place, the column and the text of its label, what it has."""

    grid: Grid
    number: int
    at: int
    label: str
    known: bool
    has_values: bool

    @classmethod
    def of(cls, grid: Grid, number: int, *, known: bool) -> "Half | None":
        """Look at a row, whose label is the last words in it; ``known`` if they name one."""
        row = grid.cells[number]
        at = next((at for at in reversed(range(len(row))) if read_number(row[at]) is None), None)
        return None if at is None else cls(grid, number, at, row[at], known, has_value(row[at + 1 :]))

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is missing."""
        return self.known and self.has_values

    def goes_on_in(self, below: "Half") -> bool:
        """Say whether a row of another table can be the other half: only one has values."""
        apart = self.grid.index != below.grid.index
        return apart and self.has_values is not below.has_values and not (self.known and below.known)
