"""Whose turn it is to ask a host: no more requests at a time than its slot allows."""

import asyncio

from scrapy.crawler import Crawler


class Turns:
    """Keeps what Scrapy promises where requests leave.

    Without a delay its downloader starts every request that waits for a host before it counts
    the first as started, so that many connections are opened where one is allowed.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Begin with every host free."""
        self._crawler = crawler
        self._hosts: dict[str, asyncio.Semaphore] = {}

    def of(self, host: str) -> asyncio.Semaphore:
        """Give what is to be held while a host is asked."""
        if host not in self._hosts:
            settings = self._crawler.settings
            own = settings.getdict("DOWNLOAD_SLOTS").get(host, {})
            at_a_time = int(own.get("concurrency", settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")))
            self._hosts[host] = asyncio.Semaphore(max(1, at_a_time))
        return self._hosts[host]
