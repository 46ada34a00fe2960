"""The download handler that answers from an archive; no request leaves the machine."""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.answer import response_of
from crawler.capturing import CapturingHandler
from crawler.recorder import Recorder


class NotInArchive(IgnoreRequest):
    """A URL that the archive does not hold: an error, never a quiet 404."""


class ReplayHandler:
    """Gives archived responses with the bytes that were received."""

    lazy = True

    def __init__(self, recorder: Recorder) -> None:
        """Answer from what the recorder finds."""
        self._recorder = recorder

    async def download_request(self, request: Request) -> Response:
        """Find the newest capture of the URL. Raises ``NotInArchive``."""
        capture = self._recorder.replay(request.url.partition("#")[0])
        if capture is None:
            self._recorder.ledger.note(
                request.url, "not-archived", kind=str(request.meta.get("kind", "other"))
            )
            raise NotInArchive(f"{request.url} is not in {self._recorder.crawler.settings['REPLAY']}")
        request.meta["capture"] = capture
        self._recorder.note(request, capture, "new", capture.record_id)
        return response_of(capture, request)

    async def close(self) -> None:
        """Nothing is open."""


class Handler:
    """Chooses by the setting REPLAY: the network with an archive behind it, or the archive alone."""

    lazy = True

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HTTP11DownloadHandler | ReplayHandler:
        """Build the one that the settings ask for; for ``scrapy shell`` and the like, Scrapy's own."""
        recorder = crawler.get_extension(Recorder)
        if recorder is None:
            return HTTP11DownloadHandler.from_crawler(crawler)
        if recorder.is_replay:
            return ReplayHandler(recorder)
        return CapturingHandler(crawler, recorder)

    async def download_request(self, request: Request) -> Response:
        """Never called: ``from_crawler`` gives another."""
        raise NotImplementedError
