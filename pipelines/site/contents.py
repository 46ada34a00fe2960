"""What a site is made of: the data set of a collection, its changes and its last runs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipelines.coverage import Coverage, survey
from pipelines.jsonlines import read_lines
from pipelines.lines_of_reports import read_reports

Line = dict[str, Any]
RUNS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Contents:
    """A collection as the pages show it; ``replay`` is where its captures are served."""

    name: str
    replay: str
    reports: tuple[Line, ...]
    coverage: Coverage
    changes: tuple[Line, ...]
    runs: tuple[Line, ...]

    def series_of(self, agency: str | None) -> tuple[Line, ...]:
        """Give the reports of one publisher that name their year, oldest first."""
        found = (line for line in self.reports if line["agency"] == agency and line["year"] is not None)
        return tuple(sorted(found, key=lambda line: (line["year"], line["id"])))


def read_contents(collection: Path, replay: str = "") -> Contents:
    """Read a collection. Raises ``OSError`` or ``ValueError`` with the file that is wrong."""
    reports = tuple(sorted(read_reports(collection), key=lambda line: str(line["id"])))
    name = collection.resolve().name
    return Contents(
        name=name,
        replay=replay or f"http://localhost:8080/{name}/",
        reports=reports,
        coverage=survey(reports),
        changes=tuple(_changes(collection / "changes.jsonl")),
        runs=tuple(_runs(collection / "runs")),
    )


def _changes(file: Path) -> Iterator[Line]:
    for number, line in enumerate(read_lines(file), 1):
        if not {"id", "run", "change", "fields"} <= line.keys():
            raise ValueError(f"{file}, line {number}: a change has id, run, change and fields")
        yield line


def _runs(folder: Path) -> Iterator[Line]:
    """Give what the last runs say of themselves, the newest first; one that goes on says nothing yet."""
    if not folder.is_dir():
        return
    files = [path / "run.json" for path in sorted(folder.iterdir(), reverse=True)]
    for file in [file for file in files if file.is_file()][:RUNS_SHOWN]:
        try:
            run = json.loads(file.read_text("utf-8"))
        except ValueError as error:
            raise ValueError(f"{file}: {error}") from error
        if not isinstance(run, dict) or not isinstance(run.get("run"), str):
            raise ValueError(f"{file} does not say which run it is of")  # noqa: TRY004  # what a file says
        yield run


def page_of(report_id: str) -> str:
    """Name the file of a report's page: its id, and a hash where the id has other signs than file names."""
    plain = re.sub(r"[^A-Za-z0-9.-]", "_", report_id.replace("/", "_", 1))[:120]
    same = plain == report_id.replace("/", "_", 1)
    return (
        f"{plain}.html"
        if same
        else f"{plain}-{sha256(report_id.encode('utf-8', 'replace')).hexdigest()[:10]}.html"
    )
