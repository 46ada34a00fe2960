"""The lines of a data set, checked, and merged with those of the runs before."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from archive.problem import Problem
from pipelines.jsonlines import Line
from pipelines.precedence import Same, Worth, chosen, same, worth
from pipelines.report import AnnualReport
from pipelines.schema import check_line


def lines_of(reports: Iterable[AnnualReport]) -> tuple[dict[str, Line], list[Problem]]:
    """Give the lines of reports by id; one that fails the schema is a problem in its place."""
    lines: dict[str, Line] = {}
    problems: list[Problem] = []
    for report in reports:
        line = report.to_json()
        if wrong := check_line(line):
            problems.extend(wrong)
        else:
            lines[report.id] = line
    return lines, problems


def merge(before: Iterable[Line], now: Mapping[str, Line], address: Callable[[Line], str]) -> dict[str, Line]:
    """Join a run's lines with those before, as if all had been read at once; sorted by id.

    ``address`` gives the URL of the capture that a line was read from, which can be a copy's. A
    new reading of the same capture replaces the old one: readers get better.
    """
    best: dict[str, Line] = {str(line.get("id")): line for line in before}
    for number, line in now.items():
        held = best.get(number)
        if held is None or _is_newer(held, line, address):
            best[number] = line
    return {number: best[number] for number in chosen({n: _same(n, line) for n, line in best.items()})}


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
