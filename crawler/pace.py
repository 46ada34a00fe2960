"""AutoThrottle that keeps to the pace that the operator wants for a site."""

from typing import Any

from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Pace(AutoThrottle):
    """Slows down when a server is slow, and never gets faster than the site's own delay.

    Scrapy's own knows one least delay for all and forgets those of DOWNLOAD_SLOTS.
    """

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        own: dict[str, Any] = self.crawler.settings.getdict("DOWNLOAD_SLOTS")
        assert response.request
        key = response.request.meta.get("download_slot", "")
        slot.delay = max(slot.delay, float(own.get(key, {}).get("delay", 0.0)))
