"""robots.txt as RFC 9309 reads it: a server error means that nothing may be crawled."""

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response

_CLOSED = b"User-agent: *\nDisallow: /\n"


class FailClosedRobots(RobotsTxtMiddleware):
    """Scrapy's own opens a host whose robots.txt fails; section 2.3.1.4 closes it.

    A 4xx answer means that there are no rules (section 2.3.1.3), an answer that never came
    leaves the pages to fail by themselves.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(body=_CLOSED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
