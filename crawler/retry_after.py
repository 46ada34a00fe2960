"""Waiting as long as a server asks."""

import time
from email.utils import parsedate_to_datetime

from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.task import deferLater


def seconds_of(value: str, now: float) -> float | None:
    """Read Retry-After (RFC 9110 section 10.2.3): seconds or a date; ``None`` for neither."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None


class RetryAfter:
    """Holds every request for a host until the time that its Retry-After names.

    It is asked where requests leave: those that wait in the downloader's queue wait too.
    Times beyond ``longest`` seconds are cut to that: the retries end then, and the ledger
    says so.
    """

    def __init__(self, longest: float) -> None:
        """Wait at most ``longest`` seconds."""
        self._longest = longest
        self._until: dict[str, float] = {}

    async def wait(self, host: str) -> bool:
        """Wait for a host's time; tells whether there was something to wait for."""
        from twisted.internet import reactor  # noqa: PLC0415  # importing it installs one

        wait = self._until.get(host, 0.0) - time.monotonic()
        if wait > 0:
            await maybe_deferred_to_future(deferLater(reactor, wait, lambda: None))
        return wait > 0

    def note(self, host: str, response: Response) -> None:
        """Note what a server asks for."""
        header = response.headers.get("Retry-After")
        if response.status in (429, 503) and header:
            seconds = seconds_of(header.decode("latin-1"), time.time())
            if seconds:
                self._until[host] = time.monotonic() + min(seconds, self._longest)
