"""Which publishers have published for which year, and how that stands to the legal dates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pipelines.deadline import Kind, due, kind_of

Status = Literal["in time", "late", "undated", "missing", "not due"]


@dataclass(frozen=True, slots=True)
class Place:
    """One publisher's one year: what is there, and how it stands to the day it was due.

    ``days_late`` counts from the due day to the publication, or, where the report is
    missing, to the day of the survey; it is ``None`` where nothing is late.
    """

    year: int
    status: Status
    due: date
    published: date | None = None
    days_late: int | None = None
    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What one publisher has published, year by year without a gap in the years."""

    publisher: str
    kind: Kind
    places: tuple[Place, ...]

    def of(self, status: Status) -> tuple[Place, ...]:
        """Give the years that stand so."""
        return tuple(place for place in self.places if place.status == status)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All series on the day of the survey; ``unplaced`` are reports that name no publisher or no year."""

    on: date
    years: tuple[int, ...]
    series: tuple[Series, ...]
    unplaced: tuple[str, ...]

    def overdue(self) -> Iterator[tuple[Series, Place]]:
        """Give what is missing of the newest year that was due."""
        for series in self.series:
            due_years = [place.year for place in series.places if place.due < self.on]
            for place in series.of("missing"):
                if place.year == max(due_years):
                    yield series, place


def survey(lines: Iterable[Mapping[str, Any]], on: date | None = None) -> Coverage:
    """Survey a data set's lines on a day; without one, on the day of the newest capture in it.

    A publisher's series reaches from its first year in the data set to the newest year whose
    report was due on that day. Of several reports of one year the first published counts,
    and what was published after the day is not there yet.
    """
    placed: dict[str, dict[int, Mapping[str, Any]]] = {}
    unplaced: list[str] = []
    newest = date.min
    for line in lines:
        newest = max(newest, date.fromisoformat(line["capture"]["captured_at"][:10]))
        if on and (line["published_at"] or "") > f"{on}T99":
            continue
        agency, year = line["agency"], line["year"]
        if agency is None or year is None:
            unplaced.append(line["id"])
            continue
        held = placed.setdefault(agency, {}).get(year)
        if held is None or _order(line) < _order(held):
            placed[agency][year] = line
    day = on or (newest if placed else date.today())  # noqa: DTZ011  # an empty table is of no day
    series = tuple(_series(agency, reports, day) for agency, reports in placed.items())
    years = [place.year for each in series for place in each.places]
    return Coverage(
        on=day,
        years=tuple(range(min(years), max(years) + 1)) if years else (),
        series=tuple(sorted(series, key=lambda each: (each.kind == "department", each.publisher))),
        unplaced=tuple(sorted(unplaced)),
    )


def _order(line: Mapping[str, Any]) -> tuple[str, str]:
    return (line["published_at"] or "9", line["id"])


def _series(agency: str, reports: Mapping[int, Mapping[str, Any]], on: date) -> Series:
    kind = kind_of(agency)
    newest_due = max(
        year for year in range(min(reports) - 1, on.year) if year < min(reports) or due(kind, year) < on
    )
    last = max(newest_due, *reports)
    places = [_place(kind, year, reports.get(year), on) for year in range(min(reports), last + 1)]
    pending = [_place(kind, last + 1, None, on)] if last + 1 < on.year else []
    return Series(agency, kind, (*places, *pending))


def _place(kind: Kind, year: int, line: Mapping[str, Any] | None, on: date) -> Place:
    day = due(kind, year)
    if line is None:
        late = (on - day).days
        return Place(year, "missing", day, days_late=late) if late > 0 else Place(year, "not due", day)
    if line["published_at"] is None:
        return Place(year, "undated", day, id=line["id"], url=line["url"])
    published = date.fromisoformat(line["published_at"][:10])
    late = (published - day).days
    status: Status = "late" if late > 0 else "in time"
    return Place(year, status, day, published, late if late > 0 else None, line["id"], line["url"])
