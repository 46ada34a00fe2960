"""A survey of coverage as a table for a terminal, as CSV and as JSON."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from archive.words import counted
from pipelines.columns import aligned
from pipelines.coverage import Coverage, Place

COLUMNS = ("publisher", "kind", "year", "status", "published", "due", "days_late", "id", "url")
_LEGEND = "ok in time, +N days late, ? undated, - missing, . not due yet"


def as_table(coverage: Coverage) -> str:
    """Draw publishers against years, then say what is late and what is missing."""
    if not coverage.series:
        return "no report names its publisher and its year\n"
    head = ["publisher", *(str(year) for year in coverage.years)]
    rows = [
        [each.publisher, *_cells({place.year: place for place in each.places}, coverage.years)]
        for each in coverage.series
    ]
    lines = aligned([head, *rows], right=frozenset(range(1, len(head))))
    counts = Counter(place.status for each in coverage.series for place in each.places)
    there = sum(counts[status] for status in ("in time", "late", "undated"))
    told = f"{counted(there, 'report')} of {counted(len(coverage.series), 'publisher')}"
    lines += ["", f"on {coverage.on}: {told}; {_LEGEND}"]
    lines += [f"{name}: {counts[name]}" for name in ("in time", "late", "undated", "missing") if counts[name]]
    for each in coverage.series:
        if gaps := each.of("missing"):
            lines.append(f"missing  {each.publisher}: {spans([gap.year for gap in gaps])}")
    return "\n".join(lines) + "\n"


def spans(years: Sequence[int]) -> str:
    """Write ascending years as ``2015, 2017-2019``."""
    found: list[list[int]] = []
    for year in years:
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in found)


def _cells(places: dict[int, Place], years: tuple[int, ...]) -> list[str]:
    return [_cell(places[year]) if year in places else "" for year in years]


def _cell(place: Place) -> str:
    signs = {"in time": "ok", "late": f"+{place.days_late}", "undated": "?", "missing": "-", "not due": "."}
    return signs[place.status]


def as_csv(coverage: Coverage) -> str:
    """Give one row a publisher and year."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in coverage.series:
        for place in each.places:
            row = {"publisher": each.publisher, "kind": each.kind, **_values(place)}
            writer.writerow(["" if row[name] is None else _harmless(row[name]) for name in COLUMNS])
    return text.getvalue()


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a page's text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


def as_json(coverage: Coverage) -> dict[str, object]:
    """Give the whole survey."""
    return {
        "schema": 1,
        "on": coverage.on.isoformat(),
        "publishers": [
            {
                "publisher": each.publisher,
                "kind": each.kind,
                "missing": [place.year for place in each.of("missing")],
                "years": [_values(place) for place in each.places],
            }
            for each in coverage.series
        ],
        "unplaced": list(coverage.unplaced),
    }


def _values(place: Place) -> dict[str, object]:
    return {
        "year": place.year,
        "status": place.status,
        "published": place.published.isoformat() if place.published else None,
        "due": place.due.isoformat(),
        "days_late": place.days_late,
        "id": place.id,
        "url": place.url,
    }
