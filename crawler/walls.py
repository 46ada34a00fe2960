"""The extension that slows down before a wall, and leaves a host alone after a few."""

from collections import Counter
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import host_of
from crawler.ledger import NOT_REACHED, Ledger


class LeftAlone(IgnoreRequest):
    """A request for a host that showed walls only."""


class Walls:
    """Counts the challenge pages of each host that came without a report in between.

    A page behind a wall is asked for once more, after the others and at a slower pace;
    after ``WALLS_PER_HOST`` walls the host is left alone for this run. What is a wall, the
    readers say: here it is only counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Begin with no wall met."""
        self._crawler = crawler
        self._limit = crawler.settings.getint("WALLS_PER_HOST")
        self._pause = crawler.settings.getfloat("WALL_DELAY")
        self._ledger: Ledger = getattr(crawler.spider, "ledger", Ledger())
        self._met: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one that hears what was read."""
        walls = cls(crawler)
        crawler.signals.connect(walls.note_item, signals.item_scraped)
        return walls

    def check(self, request: Request) -> None:
        """Stop a request for a host that is left alone, where requests leave. Raises ``LeftAlone``."""
        host = host_of(request.url)
        if self._met[host] >= self._limit:
            row = self._ledger.get(request.url)
            if row.outcome == NOT_REACHED:
                row.detail = f"{host} is left alone after {self._limit} walls"
            raise LeftAlone(f"{host} showed {self._limit} walls one after the other")

    def note_item(self, item: Any, response: Any) -> None:  # noqa: ANN401  # whatever the pipelines made of it
        """Count a wall, or forget the walls before a report."""
        host, reason = host_of(response.url), getattr(item, "reason", "")
        if getattr(item, "report", None) is not None:
            self._met[host] = 0
        elif reason == "blocked":
            self._met[host] += 1
            self._slow_down(response.request, left_alone=self._met[host] >= self._limit)
            self._ask_again(response.request)

    def _slow_down(self, request: Request, *, left_alone: bool) -> None:
        assert self._crawler.engine
        key = request.meta.get("download_slot", "")
        slot = self._crawler.engine.downloader.slots.get(key)
        if slot is not None:
            # What still waits for a host that is left alone is only stopped: no pause is owed for that.
            slot.delay = 0.0 if left_alone else max(2 * slot.delay, self._pause)

    def _ask_again(self, request: Request) -> None:
        if request.meta.get("walls_met") or self._met[host_of(request.url)] >= self._limit:
            return
        assert self._crawler.engine
        again = request.replace(dont_filter=True, priority=-100)
        again.meta["walls_met"] = 1
        self._crawler.engine.crawl(again)
