"""One number that a report states, with the place where it was read."""

from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from archive.problem import Problem

# A report has some 250 figures and a second has 500 reports: these three are named tuples
# because a frozen dataclass takes four times as long to make.


class Cell(NamedTuple):
    """A cell of one of the report's tables, by indexes that start at 0."""

    table: int
    row: int
    column: int

    def to_json(self) -> dict[str, int]:
        """Give the evidence as the JSON line has it."""
        return {"table": self.table, "row": self.row, "column": self.column}


class Span(NamedTuple):
    """The characters ``start`` to ``end`` of the report's body."""

    start: int
    end: int

    def to_json(self) -> dict[str, int]:
        """Give the evidence as the JSON line has it."""
        return {"start": self.start, "end": self.end}


class Attached(NamedTuple):
    """Evidence in an attached document: its index among the attachments, the page, the place as usual.

    A span is one of the report's ``body``, a cell one of its ``tables``, which were read there.
    """

    place: Cell | Span
    attachment: int
    page: int | None

    def to_json(self) -> dict[str, int]:
        """Give the evidence as the JSON line has it."""
        page = {"page": self.page} if self.page is not None else {}
        return {**self.place.to_json(), "attachment": self.attachment, **page}


Evidence = Cell | Span | Attached


class Statistic(NamedTuple):
    """One number: what it counts, for whom, how many of what, and where that stands.

    ``value`` is None where the report leaves the cell blank or strikes it out: null is not zero.
    """

    indicator: str
    applicant: str | None
    value: int | float | None
    unit: str | None
    evidence: Evidence

    def to_json(self) -> dict[str, object]:
        """Give the number as the JSON line has it."""
        line: dict[str, object] = {"indicator": self.indicator}
        if self.applicant is not None:
            line["applicant"] = self.applicant
        line["value"] = self.value
        line["unit"] = self.unit
        line["evidence"] = self.evidence.to_json()
        return line


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers of a report, in the order in which they were read."""

    format: str | None
    values: tuple[Statistic, ...]
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Give the statistics as the JSON line has them; the problems stand with the report's."""
        return {"format": self.format, "values": [value.to_json() for value in self.values]}

    def __reduce__(self) -> tuple[Any, ...]:
        """Give what pickle packs: columns, at a tenth of the cost of named tuples."""
        kinds = {type(each.evidence) for each in self.values}
        if len(kinds) != 1 or Attached in kinds:
            return Statistics, (self.format, self.values, self.problems)
        *columns, places = zip(*self.values, strict=True)
        return _of_columns, (self.format, self.problems, columns, kinds.pop(), [*zip(*places, strict=True)])


def _of_columns(
    form: str | None,
    problems: tuple[Problem, ...],
    columns: list[tuple[Any, ...]],
    kind: type[tuple[Any, ...]],
    places: list[tuple[int, ...]],
) -> Statistics:
    evidence = map(partial(tuple.__new__, kind), zip(*places, strict=True))
    values = map(partial(tuple.__new__, Statistic), zip(*columns, evidence, strict=True))
    return Statistics(form, tuple(values), problems)
