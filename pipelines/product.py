"""The lines of a data set, checked, and merged with those of the runs before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from archive.problem import Problem
from pipelines.jsonlines import Line, line_of
from pipelines.precedence import Same, Worth, chosen, same, worth
from pipelines.report import AnnualReport
from pipelines.schema import check_line

Lines = TypeVar("Lines", bound=Mapping[str, Line])


def lines_of(reports: Iterable[AnnualReport], problems: list[Problem]) -> Iterator[bytes]:
    """Give the line of every report; one that fails the schema is a problem in its place."""
    for report in reports:
        line = report.to_json()
        if wrong := check_line(line):
            problems.extend(wrong)
        else:
            yield line_of(line)


def merge(before: Lines, now: Lines, address: Callable[[Line], str]) -> dict[str, Lines]:
    """Join a run's lines with those before, as if all had been read at once.

    Gives the ids, sorted, each with the side that has its line. ``address`` gives the URL of the
    capture that a line was read from, which can be a copy's. A new reading of the same capture
    replaces the old one: readers get better.
    """
    best = dict.fromkeys(before, before)
    for number, line in now.items():
        held = before.get(number)
        if held is None or _is_newer(held, line, address):
            best[number] = now
    known = {number: _same(number, side[number]) for number, side in best.items()}
    return {number: best[number] for number in chosen(known)}


def _is_newer(held: Line, line: Line, address: Callable[[Line], str]) -> bool:
    if held.get("capture") == line.get("capture"):
        return True
    return _worth(held, address) <= _worth(line, address)


def _worth(line: Line, address: Callable[[Line], str]) -> Worth:
    capture: Any = line["capture"]
    return worth(address(line), capture["captured_at"], capture["warc"], capture["offset"])


def _same(number: str, line: Line) -> Same:
    year: Any = line["year"]
    return same(number, str(line["title"]), year)
