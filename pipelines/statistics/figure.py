"""One number that a report states, with the place where it was read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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


_new = tuple.__new__  # of a named tuple, without the detour over its own constructor
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

    def __reduce__(self) -> tuple[Callable[..., "Statistics"], tuple[object, ...]]:
        """Pack the figures as bare tuples: on the way to another process they are most of a report's cost."""
        bare = [(*figure[:4], type(figure[4]), *figure[4]) for figure in self.values]
        return _restored, (self.format, bare, self.problems)

    def to_json(self) -> dict[str, object]:
        """Give the statistics as the JSON line has them; the problems stand with the report's."""
        return {"format": self.format, "values": [value.to_json() for value in self.values]}


def _restored(form: str | None, bare: Iterable[Any], problems: tuple[Problem, ...]) -> Statistics:
    """Unpack statistics."""
    figures = [
        _new(Statistic, (indicator, applicant, value, unit, _new(kind, place)))
        for indicator, applicant, value, unit, kind, *place in bare
    ]
    return Statistics(form, tuple(figures), problems)
