"""The downloader middleware that lets no request leave for a host outside the table of sites."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import host_of
from crawler.ledger import Ledger


class OffList(IgnoreRequest):
    """A request for a host that is not in the table."""


class AllowList:
    """Compares whole host names, for redirects and robots.txt too.

    Spam mirrors re-host the very paths of the real sites, so a path proves nothing, and a
    name that only ends like a known one is another host.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Allow the hosts of the spider."""
        spider = crawler.spider
        self._hosts: frozenset[str] = getattr(spider, "hosts", frozenset())
        self._ledger: Ledger = getattr(spider, "ledger", Ledger())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one for a crawler whose spider is there."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Stop a request for any other host. Raises ``OffList``."""
        host = host_of(request.url)
        if self._hosts and host not in self._hosts:
            self._ledger.note(request.url, "off-list", kind=str(request.meta.get("kind", "other")))
            raise OffList(f"{host} is not in the table of sites")
