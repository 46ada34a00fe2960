"""AutoThrottle that keeps to the pace that the operator wants for a site, and to what its robots.txt asks."""

from time import monotonic
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Pace(AutoThrottle):
    """Slows down when a server is slow, and never gets faster than the site's own delay.

    Scrapy's own knows one least delay for all, and forgets those of DOWNLOAD_SLOTS.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None:
            assert self.crawler.engine
            own: dict[str, dict[str, Any]] = self.crawler.engine.downloader.per_slot_settings
            usual = self.crawler.settings.getfloat("DOWNLOAD_DELAY")  # may be more than the most for the slow
            slot.delay = max(slot.delay, float(own.get(key or "", {}).get("delay", usual)))


def leaves_now(crawler: Crawler, request: Request) -> None:
    """Count the pause to the next request from now: this one waited where Scrapy thinks that it has left."""
    assert crawler.engine
    slot = crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
    if slot is not None:
        slot.lastseen = monotonic()


def keep_to(crawler: Crawler, host: str, seconds: float) -> None:
    """Let so many seconds at least pass between requests to a host, as its robots.txt asks.

    It is cut to the longest wait that the operator allows a server to ask for.
    """
    assert crawler.engine
    downloader, settings = crawler.engine.downloader, crawler.settings
    # Scrapy takes a slot away that idles for a minute, and makes it anew from this.
    own = downloader.per_slot_settings.setdefault(host, {})
    usual = float(own.get("delay", settings.getfloat("DOWNLOAD_DELAY")))
    own["delay"] = max(usual, min(seconds, settings.getfloat("RETRY_AFTER_MAX")))
    if host in downloader.slots:
        downloader.slots[host].delay = max(downloader.slots[host].delay, own["delay"])
