"""A table of a report as a rectangular grid of texts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One table, its spans expanded.

    ``rows`` is rectangular: a cell that spans rows or columns is repeated in every position
    that it covers, a position that no cell covers is ``""``. Texts are NFC as printed, inner
    white space collapsed to one space (a ``<br>`` is white space). ``section`` is the index
    into the report's sections of the heading above the table, ``None`` before the first.
    """

    caption: str | None
    section: int | None
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, object]:
        """Give the table as the JSON line has it."""
        return {"caption": self.caption, "section": self.section, "rows": [list(row) for row in self.rows]}
