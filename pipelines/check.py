"""The identities of a data set: the sums within every report, and from one year to the next."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.problem import Problem
from pipelines.identities import broken
from pipelines.statistics import Cell, Statistic, Statistics

ACROSS_YEARS = "identity.applications.across_years"
_CARRIED = ("applications.carried_in", "applications.carried_out")
_NO_FINDING, _FINDINGS, _WRONG_USE = 0, 1, 2

Carried = dict[tuple[str, str | None], int | float]


class NotADataSet(ValueError):
    """A line of the file is no report."""


@dataclass(frozen=True, slots=True)
class Year:
    """What one report says of applications carried over the turn of the year."""

    report: str
    carried: Carried


def check(lines: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Check every report by itself, and what it carried over against the next year of its publisher.

    ``lines`` are reports as their JSON lines have them; of a publisher that has two reports of one
    year the first counts. The problems name the report in ``where``.
    """
    problems = []
    publishers: dict[str, dict[int, Year]] = {}
    for line in lines:
        statistics = _statistics(line["statistics"])
        report = str(line["id"])
        problems += [Problem(found.rule, found.message, report) for found in broken(statistics)]
        agency, year = line.get("agency"), line.get("year")
        if agency and year:
            carried = {
                (figure.indicator, figure.applicant): figure.value
                for figure in statistics.values
                if figure.indicator in _CARRIED and figure.value is not None
            }
            publishers.setdefault(agency, {}).setdefault(year, Year(report, carried))
    for agency, years in sorted(publishers.items()):
        problems += _across_years(agency, years)
    return problems


def _across_years(agency: str, years: Mapping[int, Year]) -> Iterator[Problem]:
    into, out_of = _CARRIED
    for year, report in sorted(years.items()):
        following = years.get(year + 1)
        if following is None:
            continue
        for (indicator, applicant), value in report.carried.items():
            next_value = following.carried.get((into, applicant))
            if indicator == out_of and next_value is not None and next_value != value:
                message = (
                    f"{agency}: {out_of}[{applicant}] of {year} is {value}, "
                    f"but {into}[{applicant}] of {year + 1} is {next_value}"
                )
                yield Problem(ACROSS_YEARS, message, following.report)


def _statistics(stated: Mapping[str, Any]) -> Statistics:
    """Take the statistics of a line; where a number stands does not matter to its sums."""
    nowhere = Cell(0, 0, 0)
    values = tuple(
        Statistic(value["indicator"], value.get("applicant"), value["value"], value.get("unit"), nowhere)
        for value in stated["values"]
    )
    return Statistics(stated["format"], values)


def read_lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the reports of a file of lines, or a collection's. Raises ``NotADataSet``, naming the line."""
    path = path / "reports.jsonl" if path.is_dir() else path
    if not path.is_file():
        raise NotADataSet(f"{path} is not there; a crawl or python -m pipelines --out writes it")
    with path.open("rb") as file:
        for number, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                line = json.loads(text)
                _statistics(line["statistics"])
                line["id"]
            except (ValueError, KeyError, TypeError) as wrong:
                raise NotADataSet(f"{path}, line {number}: no report ({wrong})") from wrong
            yield line


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is broken in a data set, one JSON line a finding.

    Gives 0 if nothing is, 1 if something is, 2 for a wrong argument or a file that is no data set.
    """
    parser = argparse.ArgumentParser(prog="python -m pipelines check", description=__doc__)
    parser.add_argument("reports", type=Path, nargs="+", help="files of reports, or collections")
    try:
        asked = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    count = 0

    def counted() -> Iterator[Mapping[str, Any]]:
        nonlocal count
        for path in asked.reports:
            for line in read_lines(path):
                count += 1
                yield line

    try:
        problems = check(counted())
    except (OSError, NotADataSet) as wrong:
        sys.stderr.write(f"python -m pipelines check: {wrong}\n")
        return _WRONG_USE
    for problem in problems:
        sys.stdout.write(json.dumps(problem.to_json(), ensure_ascii=False) + "\n")
    sys.stderr.write(f"{count} reports, {len(problems)} broken identities\n")
    return _FINDINGS if problems else _NO_FINDING
