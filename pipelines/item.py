"""The reading of captures inside a crawl: an item pipeline that knows no Scrapy."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, Self

from archive.capture import Capture
from archive.problem import Problem
from archive.reading import same_page
from pipelines.dataset import complete, gather
from pipelines.extract import Reading, read_capture
from pipelines.history import changes
from pipelines.jsonlines import Line, line_of, read_lines, write_lines
from pipelines.product import lines_of, merge
from pipelines.report import AnnualReport

_GONE = (404, 410)


class Crawler(Protocol):
    """What this needs of a crawler: where to write, and how to look into the archive."""

    settings: Mapping[str, str]
    find: Callable[[str], Capture | None]


class ReportPipeline:
    """Reads every capture that the spider yields, and writes the data set when the crawl ends."""

    def __init__(self, crawler: Crawler) -> None:
        """Begin with nothing gathered. The crawler's run and archive are asked for at the end."""
        self._crawler = crawler
        self._gathered: dict[str, AnnualReport] = {}
        self._problems: list[Problem] = []
        self._missing: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one for a crawl."""
        return cls(crawler)

    def process_item(self, item: Capture) -> Reading:
        """Read a capture. What it gave goes on to whoever counts."""
        reading = read_capture(item)
        self._problems.extend(reading.problems)
        if item.status in _GONE:
            self._missing.add(same_page(item.url))
        if reading.report:
            gather(self._gathered, reading.report)
        return reading

    def close_spider(self) -> None:
        """Write the run's ``reports.jsonl`` and ``problems.jsonl``, and merge the collection's."""
        if not self._crawler.settings.get("RUN"):
            return  # a spider that records nothing, as in scrapy shell
        root = Path(self._crawler.settings["COLLECTION"])
        folder = root / "runs" / self._crawler.settings["RUN"]
        folder.mkdir(parents=True, exist_ok=True)
        reports = complete(self._gathered, self._crawler.find)
        lines, wrong = lines_of(reports)
        write_lines(folder / "reports.jsonl", [line_of(line) for line in lines.values()])
        found = [*self._problems, *wrong, *(told for report in reports for told in problems_of(report))]
        write_lines(folder / "problems.jsonl", [line_of(problem.to_json()) for problem in found])
        before = {str(line["id"]): line for line in read_lines(root / "reports.jsonl")}
        merged = merge(before.values(), lines)
        # The history first: a run that is killed between the two finds the difference again.
        self._write_changes(root / "changes.jsonl", before, {number: merged[number] for number in lines})
        write_lines(root / "reports.jsonl", [line_of(line) for line in merged.values()])

    def _write_changes(self, path: Path, before: Mapping[str, Line], now: Mapping[str, Line]) -> None:
        run = self._crawler.settings["RUN"]
        known = list(read_lines(path))
        last = {str(line["id"]): str(line["change"]) for line in known if line["run"] != run}
        gone = [number for number, line in before.items() if same_page(str(line["url"])) in self._missing]
        found: dict[str, Line] = {str(line["id"]): line for line in known if line["run"] == run}
        found |= {str(line["id"]): line for line in changes(before, now, gone, last, run)}
        kept = [line for line in known if line["run"] != run]
        write_lines(path, [line_of(line) for line in [*kept, *found.values()]])


def problems_of(report: AnnualReport) -> list[Problem]:
    """Give a report's problems with the report's id as their place."""
    return [
        Problem(each.rule, each.message, " ".join(filter(None, (report.id, each.where))))
        for each in report.problems
    ]
