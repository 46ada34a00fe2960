"""AutoThrottle that keeps to the pace that the operator wants for a site, and to what its robots.txt asks."""

from typing import Any

from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Pace(AutoThrottle):
    """Slows down when a server is slow, and never gets faster than the site's own delay.

    Scrapy's own knows one least delay for all, and forgets those of DOWNLOAD_SLOTS.
    """

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        assert response.request
        assert self.crawler.engine
        own: dict[str, dict[str, Any]] = self.crawler.engine.downloader.per_slot_settings
        key = response.request.meta.get("download_slot", "")
        usual = self.crawler.settings.getfloat("DOWNLOAD_DELAY")  # may be more than the most for the slow
        slot.delay = max(slot.delay, float(own.get(key, {}).get("delay", usual)))


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
