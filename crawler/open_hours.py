"""The downloader middleware that lets requests leave only in the hours of their site."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings
from scrapy.utils.defer import deferred_from_coro

from crawler.addresses import host_of
from crawler.hours import Hours, read_hours
from crawler.ledger import NOT_REACHED, Ledger

logger = logging.getLogger(__name__)

OVER = "out_of_hours"


class OutOfHours(IgnoreRequest):
    """A request for a host that may not be asked at this time of the day."""


class OpenHours:
    """Asked before a request waits for its turn, and again where it leaves.

    A run does not wait for the hours to come: it would hold the lock of its collection through
    the day. It goes on with the sites that are open, and ends when none of its own is.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Read the hours of the hosts from the settings."""
        self._crawler = crawler
        self._ledger: Ledger = getattr(crawler.spider, "ledger", Ledger())
        sites = getattr(crawler.spider, "sites", ())
        self._own = frozenset(host for site in sites for host in site.hosts)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one for a crawler whose spider is there."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Stop a request that comes outside of its site's hours. Raises ``OutOfHours``."""
        settings, now = self._crawler.settings, datetime.now(UTC)
        hours = hours_of(host_of(request.url), settings)
        if hours is None or hours.hold(now):
            return
        row = self._ledger.get(request.url)
        if row.outcome == NOT_REACHED:
            row.detail = f"it may be asked {hours.text} only"
        if self._crawler.engine and why_closed(self._own, settings, now):
            logger.info("The hours of all sites are over: the run ends")
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=OVER))
        raise OutOfHours(f"{request.url} may be asked {hours.text} only")


def hours_of(host: str, settings: BaseSettings) -> Hours | None:
    """Give the hours of a host: its own, else those for all. Raises ``ValueError``."""
    own = settings.getdict("DOWNLOAD_SLOTS").get(host, {})
    return read_hours(str(own.get("hours", settings["HOURS"])))


def why_closed(hosts: Iterable[str], settings: BaseSettings, now: datetime) -> str:
    """Say when hosts may be asked, where none of them may now; empty where one may."""
    hours = [hours_of(host, settings) for host in hosts]
    closed = [each for each in hours if each and not each.hold(now)]
    if not hours or len(closed) < len(hours):
        return ""
    clock = now.astimezone(closed[0].zone)
    told = ", ".join(sorted({each.text for each in closed}))
    return f"nothing may be asked now: it is {clock:%H:%M (%Z)}, and the hours are {told}"
