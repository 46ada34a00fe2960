"""robots.txt as RFC 9309 reads it, with its Crawl-delay: a server error means that nothing may be crawled."""

import re

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.open_hours import OutOfHours
from crawler.pace import keep_to

_CLOSED = b"User-agent: *\nDisallow: /\n"


def _in_utf8(body: bytes) -> bytes:
    """Percent-encode what is not UTF-8, as in the addresses that it is about (RFC 9309, section 2.2.2).

    Scrapy would leave such bytes out, and of a Disallow for one folder in GBK make one for the site.
    """
    try:
        body.decode()
    except UnicodeDecodeError:
        return re.sub(rb"[\x80-\xff]", lambda match: b"%%%02X" % match[0][0], body)
    return body


class FailClosedRobots(RobotsTxtMiddleware):
    """Scrapy's own opens a host whose robots.txt fails; section 2.3.1.4 closes it.

    A 4xx answer means that there are no rules (section 2.3.1.3). One that broke off may lack the
    rule that counts, and closes the host too; one that never came leaves the pages to fail by
    themselves, and is asked for once more where they are tried over https.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Begin with no host asked."""
        super().__init__(crawler)
        self._silent: set[str] = set()
        self._asked_again: set[str] = set()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Give the rules of a host to every request that waits for them.

        Scrapy's own gives them to the first that waited, and to the others none: those were
        let through whatever the rules said.
        """
        url = urlparse_cached(request)
        if url.scheme == "https" and url.netloc in self._silent - self._asked_again:
            self._asked_again.add(url.netloc)
            del self._parsers[url.netloc]
        await super().robot_parser(request)
        rules: RobotParser | None = self._parsers.get(url.netloc)  # type: ignore[assignment]
        return rules

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        super()._robots_error(exc, netloc)
        if isinstance(exc, OutOfHours):  # nothing is known of the host; its hours may come
            del self._parsers[netloc]
        elif isinstance(exc, ResponseDataLossError):
            self._parsers[netloc] = build_from_crawler(self._parserimpl, self.crawler, _CLOSED)
        else:
            self._silent.add(netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(body=_CLOSED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        else:
            response = response.replace(body=_in_utf8(response.body))
        await super()._parse_robots(response, netloc, request)
        rules, agent = self._parsers[netloc], self.crawler.settings["ROBOTSTXT_USER_AGENT"]
        if isinstance(rules, ProtegoRobotParser) and (seconds := rules.rp.crawl_delay(agent)):
            keep_to(self.crawler, urlparse_cached(request).hostname or "", float(seconds))
