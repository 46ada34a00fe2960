"""The reading of captures inside a crawl: an item pipeline that knows no Scrapy."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol, Self

from archive.capture import Capture
from archive.problem import Problem
from archive.reading import open_warc, read_record_at, same_page
from archive.record import DamagedRecord
from pipelines.dataset import complete
from pipelines.extract import Reading, read_capture
from pipelines.gathered import Gathered
from pipelines.history import changes
from pipelines.jsonlines import Line, line_of, read_lines, write_lines
from pipelines.lines_by_id import LinesById, Sides
from pipelines.parallel import Gist, Readers, cores
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
        self._gathered = Gathered()
        self._problems: list[tuple[tuple[str, int], Problem]] = []
        self._readers: Readers | None = None
        self._missing: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one for a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Start the processes that read, before the first request, where there is a core to spare."""
        stated = int(self._crawler.settings.get("READERS", -1))
        processes = stated if stated >= 0 else cores() - 1
        if self._crawler.settings.get("RUN") and processes > 0:
            self._readers = Readers(processes)

    async def process_item(self, item: Capture) -> Reading | Gist:
        """Read a capture. What it gave goes on to whoever counts."""
        if item.status in _GONE:
            self._missing.add(same_page(item.url))
        readers = self._readers
        reading = await self._read_elsewhere(item, readers) if readers else self._read_here(item)
        self._problems.extend(((item.warc, item.offset), problem) for problem in reading.problems)
        return reading

    def _read_here(self, item: Capture) -> Reading:
        reading = read_capture(item)
        if reading.report:
            self._gathered.add(reading.report)
        return reading

    async def _read_elsewhere(self, item: Capture, readers: Readers) -> Gist:
        try:
            gist = await asyncio.wrap_future(readers.read(item))
        except BrokenProcessPool:  # perhaps of a neighbour's page: once more, then it is an error
            gist = await asyncio.wrap_future(readers.read(item))
        if gist.report:
            self._gathered.add_packed(gist.report)
        return replace(gist, capture=item)

    def close_spider(self) -> None:
        """Write the run's ``reports.jsonl`` and ``problems.jsonl``, and merge the collection's."""
        if not self._crawler.settings.get("RUN"):
            return  # a spider that records nothing, as in scrapy shell
        if self._readers:
            self._readers.close()
        root = Path(self._crawler.settings["COLLECTION"])
        folder = root / "runs" / self._crawler.settings["RUN"]
        folder.mkdir(parents=True, exist_ok=True)
        told: list[Problem] = []
        wrong: list[Problem] = []
        reports = _telling(complete(self._gathered, self._crawler.find), told)
        write_lines(folder / "reports.jsonl", lines_of(reports, wrong))
        self._problems.sort(key=itemgetter(0))  # the order of the archive, whoever read first
        found = [*(problem for _, problem in self._problems), *wrong, *told]
        write_lines(folder / "problems.jsonl", [line_of(problem.to_json()) for problem in found])
        before, now = LinesById(root / "reports.jsonl"), LinesById(folder / "reports.jsonl")
        archive = Path(self._crawler.settings.get("REPLAY") or root)
        merged = merge(before, now, partial(address_of, archive))
        # The history first: a run that is killed between the two finds the difference again.
        read = Sides({number: merged[number] for number in now if number in merged})
        self._write_changes(root / "changes.jsonl", before, read)
        write_lines(root / "reports.jsonl", (lines.raw(number) for number, lines in merged.items()))

    def _write_changes(self, path: Path, before: Mapping[str, Line], now: Mapping[str, Line]) -> None:
        run = self._crawler.settings["RUN"]
        known = list(read_lines(path))
        last = {str(line["id"]): str(line["change"]) for line in known if line["run"] != run}
        gone = [number for number, line in before.items() if same_page(str(line["url"])) in self._missing]
        found: dict[str, Line] = {str(line["id"]): line for line in known if line["run"] == run}
        found |= {str(line["id"]): line for line in changes(before, now, gone, last, run)}
        kept = [line for line in known if line["run"] != run]
        write_lines(path, [line_of(line) for line in [*kept, *found.values()]])


def address_of(archive: Path, line: Line) -> str:
    """Give the URL of the capture that a line was read from; where it cannot be read, the published one."""
    capture: Any = line["capture"]
    try:
        with open_warc(archive, capture["warc"]) as file:
            return read_record_at(file, (capture["offset"], capture["length"])).target
    except (OSError, KeyError, DamagedRecord):  # KeyError: a package without that file
        return str(line["url"])


def _telling(reports: Iterable[AnnualReport], told: list[Problem]) -> Iterator[AnnualReport]:
    """Pass reports through, their problems noted."""
    for report in reports:
        told.extend(problems_of(report))
        yield report


def problems_of(report: AnnualReport) -> list[Problem]:
    """Give a report's problems with the report's id as their place."""
    return [
        Problem(each.rule, each.message, " ".join(filter(None, (report.id, each.where))))
        for each in report.problems
    ]
