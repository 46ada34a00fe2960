"""Stock Scrapy: a spider with nothing but defaults, which asks for pages and drops them."""

import sys
from collections.abc import AsyncIterator

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from bench.server import path_of


class Dropping(scrapy.Spider):
    """Asks for so many report pages of a port."""

    name = "dropping"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every page."""
        for number in range(int(self.count)):
            yield scrapy.Request(f"http://127.0.0.1:{self.port}{path_of(number)}")

    def parse(self, response: Response) -> None:
        """Drop it."""


if __name__ == "__main__":
    settings = {
        "LOG_LEVEL": "CRITICAL",
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    }
    process = CrawlerProcess(settings)
    process.crawl(Dropping, port=sys.argv[1], count=sys.argv[2])
    process.start()
