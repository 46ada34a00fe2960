"""The deadline watch: who has published for which year, when, and what the law says of that."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipelines.coverage import Coverage, survey
from pipelines.coverage_forms import as_csv, as_json, as_table
from pipelines.lines_of_reports import read_reports
from pipelines.status import FINDINGS, WELL, WRONG_USE

_EPILOG = """Due is 31 January for departments and 31 March for governments since the reports for 2019,
31 March for all before. Exit status: 0 nothing is overdue, 1 reports of the newest year due
are missing or a report names no publisher or year, 2 wrong use."""


def main(arguments: Sequence[str]) -> int:
    """Print the survey; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipelines coverage", description=__doc__, epilog=_EPILOG)
    parser.add_argument("reports", type=Path, help="a reports.jsonl, or a collection that has one")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="one row a publisher and year")
    form.add_argument("--json", action="store_true", help="the whole survey")
    parser.add_argument(
        "--on", type=_day, metavar="DAY", help="as seen on 2026-02-01; default: the day of the newest capture"
    )
    wanted = parser.parse_args(arguments)
    try:
        coverage = survey(read_reports(wanted.reports), wanted.on)
    except (OSError, ValueError) as error:
        print(f"python -m pipelines coverage: {error}", file=sys.stderr)  # noqa: T201  # a command's words
        return WRONG_USE
    if wanted.csv:
        text = as_csv(coverage)
    elif wanted.json:
        text = json.dumps(as_json(coverage), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_table(coverage)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return _tell(coverage)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-02-01") from error


def _tell(coverage: Coverage) -> int:
    findings = [
        f"coverage.overdue {series.publisher}: the report for {place.year} was due on {place.due}, "
        f"{place.days_late} days ago"
        for series, place in coverage.overdue()
    ]
    findings += [f"coverage.unplaced {name}: names no publisher or no year" for name in coverage.unplaced]
    for finding in findings:
        print(finding, file=sys.stderr)  # noqa: T201
    return FINDINGS if findings else WELL
