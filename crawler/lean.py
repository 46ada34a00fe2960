"""Parts of Scrapy with the same results at less cost for every request."""

import hashlib
import logging
import re
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.request import RequestFingerprinter

# An address that is its own canonical form: no port, query or fragment, no dots to resolve.
_CANONICAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+(?:/(?!\.)[A-Za-z0-9._-]+)+/?")


class Stats(MemoryStatsCollector):
    """Counts without a look, at every call, whether it is made in a way that Scrapy gives up."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  # any of its attributes
        """Give an attribute as any object does."""
        return object.__getattribute__(self, name)


class Words(LogFormatter):
    """Makes no record for every page that no handler takes."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        """Tell of a response, to whoever debugs."""
        return super().crawled(request, response, spider) if _is_debugging() else None  # type: ignore[return-value]

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:  # noqa: ANN401  # Scrapy's
        """Tell of an item, to whoever debugs."""
        return super().scraped(item, response, spider) if _is_debugging() else None  # type: ignore[return-value]


def _is_debugging() -> bool:
    return logging.getLogger("scrapy").isEnabledFor(logging.DEBUG)


class Fingerprints(RequestFingerprinter):
    """Tells requests apart as Scrapy does, without canonicalising what is canonical."""

    def fingerprint(self, request: Request) -> bytes:
        """Give the fingerprint of a request."""
        if request.method == "GET" and not request.body and _CANONICAL.fullmatch(request.url):
            # The very bytes that Scrapy's own makes, so that both can be compared.
            return hashlib.sha1(_AS_SCRAPY % request.url.encode(), usedforsecurity=False).digest()
        return super().fingerprint(request)


_AS_SCRAPY = b'{"body": "", "headers": {}, "method": "GET", "url": "%b"}'
