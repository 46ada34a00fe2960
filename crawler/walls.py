"""The extension that slows down before a wall, and leaves a host alone after a few."""

from collections import Counter
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import host_of, tidy
from crawler.ledger import NOT_REACHED, Ledger

# The signal that a request was redirected in a loop: a wall until a cookie is set.
in_a_loop = object()


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
        crawler.signals.connect(walls.note_loop, in_a_loop)
        crawler.signals.connect(walls.note_dropped, signals.request_dropped)
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
            self._note_wall(response.request)

    def note_dropped(self, request: Request) -> None:
        """Note a redirect to where it came from, which Scrapy drops without a word."""
        if tidy(request.url) in map(tidy, request.meta.get("redirect_urls", ())):
            self.note_loop(request)

    def note_loop(self, request: Request) -> None:
        """Count redirects in a loop as one wall, before every address on their way."""
        for url in {request.url, *request.meta.get("redirect_urls", ())}:
            self._ledger.note(url, "blocked", detail="redirected in a loop")
        self._note_wall(request)

    def _note_wall(self, request: Request) -> None:
        """Count a wall, ask more slowly from then on, and once more at the end."""
        host = host_of(request.url)
        self._met[host] += 1
        self._slow_down(request, left_alone=self._met[host] >= self._limit)
        self._ask_again(request)

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
        meta = {name: value for name, value in request.meta.items() if not name.startswith("redirect_")}
        first = request.meta.get("redirect_urls", [request.url])[0]
        again = request.replace(url=first, meta={**meta, "walls_met": 1}, dont_filter=True, priority=-100)
        self._crawler.engine.crawl(again)
