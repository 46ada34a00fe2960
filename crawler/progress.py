"""The extension that shows on a terminal how far a run is."""

import sys
from collections import Counter
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall


class Progress:
    """One line that is written over: reports, pages, bytes, and what each site gave so far."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._reports: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._pages = 0
        self._bytes = 0
        self._loop = LoopingCall(self.show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one where there is a terminal to show it on."""
        if not sys.stderr.isatty():
            raise NotConfigured
        progress = cls()
        crawler.signals.connect(progress.start, signals.spider_opened)
        crawler.signals.connect(progress.note_response, signals.response_received)
        crawler.signals.connect(progress.note_item, signals.item_scraped)
        crawler.signals.connect(progress.stop, signals.spider_closed)
        return progress

    def start(self) -> None:
        """Show a line at once and then twice a second."""
        self._loop.start(0.5)

    def note_response(self, response: Any) -> None:  # noqa: ANN401  # any response
        """Count a page."""
        self._pages += 1
        self._bytes += len(response.body)

    def note_item(self, item: Any, response: Any) -> None:  # noqa: ANN401  # whatever the pipelines made of it
        """Count a report."""
        report = getattr(item, "report", None)
        if report is not None and report.id not in self._seen:  # an index can be the newest report too
            self._seen.add(report.id)
            self._reports[response.meta.get("site", "")] += 1

    def show(self) -> None:
        """Write the line over the one before."""
        sites = "  ".join(f"{name} {count}" for name, count in sorted(self._reports.items()))
        total = sum(self._reports.values())
        line = f"{total} reports · {self._pages} pages · {self._bytes / 1e6:.1f} MB · {sites}"
        sys.stderr.write(f"\r{line[:100]:<100}")
        sys.stderr.flush()

    def stop(self) -> None:
        """Take the line away."""
        if self._loop.running:
            self._loop.stop()
        sys.stderr.write("\r" + " " * 100 + "\r")
