"""The lines of a data set, checked, and merged with those of the runs before."""

from collections.abc import Iterable, Mapping

from archive.order import moment_of
from archive.problem import Problem
from pipelines.jsonlines import Line
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


def merge(before: Iterable[Line], now: Mapping[str, Line]) -> dict[str, Line]:
    """Join a run's lines with those before: of every report the one whose capture is newest, sorted by id.

    A new reading of the same capture replaces the old one: readers get better.
    """
    newest: dict[str, Line] = {str(line.get("id")): line for line in before}
    for number, line in now.items():
        held = newest.get(number)
        if held is None or _moment(held) <= _moment(line):
            newest[number] = line
    return dict(sorted(newest.items()))


def _moment(line: Line) -> tuple[str, str, int]:
    capture = line.get("capture")
    if not isinstance(capture, Mapping):
        return ("", "", 0)
    warc = str(capture.get("warc"))
    return (moment_of(str(capture.get("captured_at")), warc), warc, int(capture.get("offset") or 0))
