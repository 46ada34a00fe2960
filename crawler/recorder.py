"""The extension that opens a run's recording with its first request, closes it with its last."""

import logging
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from archive.capture import Capture
from archive.collection import Collection
from archive.exchange import Exchange, Failure
from archive.reading import Finder, find_in
from archive.recording import Policy, Recording
from crawler import __version__
from crawler.ledger import Ledger, outcome_of
from crawler.run import fingerprint

logger = logging.getLogger(__name__)


class Recorder:
    """Holds the collection, the recording and the ledger of a run.

    ``failed`` says why the archive cannot be written any more, or is empty.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Name the run. Its folder is made when the spider opens."""
        if not crawler.settings["COLLECTION"]:
            raise NotConfigured("COLLECTION is empty")
        self.crawler = crawler
        self.collection = Collection(Path(crawler.settings["COLLECTION"]))
        self.started_at = datetime.now(UTC)
        self.ledger = Ledger()
        self.failed = ""
        self.responses = 0
        self.bytes_archived = 0
        self.run = ""
        self._recording: Recording | None = None
        self._replay: Finder | None = None
        self.warcs: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one, wired to the signals of the run."""
        recorder = cls(crawler)
        crawler.signals.connect(recorder.open, signals.spider_opened)
        crawler.find = recorder.find  # type: ignore[attr-defined]  # where pipelines look things up
        return recorder

    def open(self, spider: Spider) -> None:
        """Make the run's folder and its log."""
        self.ledger = getattr(spider, "ledger", self.ledger)
        self.collection.make()
        self.run = self.collection.new_run(self.started_at)
        handler = logging.FileHandler(self.folder / "crawl.log", encoding="utf-8")
        handler.setLevel(logging.INFO)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)

    @property
    def folder(self) -> Path:
        """Where the run's files lie."""
        return self.collection.runs / self.run

    @property
    def is_replay(self) -> bool:
        """Tell whether the run is answered from an archive."""
        return bool(self.crawler.settings["REPLAY"])

    def keep(self, exchange: Exchange, request: Request) -> Capture:
        """Archive an exchange, note it in the ledger. Raises ``NotWritten``."""
        before = self._open_recording().bytes_written
        capture = self._open_recording().keep(exchange, _notes(request))
        self.bytes_archived += self._open_recording().bytes_written - before
        self.note(request, capture)
        return capture

    def keep_failure(self, failure: Failure, request: Request) -> None:
        """Archive an attempt that brought no response. Raises ``NotWritten``."""
        self._open_recording().keep_failure(failure)
        self.ledger.note(
            failure.url, f"error-{failure.kind}", detail=failure.message[:200], kind=_kind_of(request)
        )

    def note(self, request: Request, capture: Capture) -> None:
        """Note in the ledger what a capture says of its URL."""
        self.responses += 1
        outcome = "truncated" if capture.truncated else outcome_of(capture.status)
        self.ledger.note(request.url, outcome, capture=capture.record_id, kind=_kind_of(request))

    def give_up(self, why: str) -> None:
        """End the run because nothing can be archived any more."""
        if not self.failed:
            self.failed = why
            logger.error("The archive cannot be written, the run ends: %s", why)
            from scrapy.utils.defer import deferred_from_coro  # noqa: PLC0415  # imports the reactor

            assert self.crawler.engine
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="archive_failed"))

    def find(self, url: str) -> Capture | None:
        """Find the newest capture of a page.

        The first look-up ends the recording: what is asked for lies in closed files and
        stands in the index.
        """
        if self.is_replay:
            return self.replay(url)
        self.finish()
        return self.collection.find(url)

    def replay(self, url: str) -> Capture | None:
        """Find a page in the archive that the run is answered from."""
        if self._replay is None:
            self._replay = find_in([Path(self.crawler.settings["REPLAY"])])
        return self._replay(url)

    def finish(self) -> None:
        """Close the files, merge the index; a second call does nothing."""
        if self._recording is not None:
            recording, self._recording = self._recording, None
            self.warcs = recording.files
            recording.close()

    def _site_names(self) -> str:
        return ", ".join(site.name for site in getattr(self.crawler.spider, "sites", ()))

    def _open_recording(self) -> Recording:
        if self._recording is None:
            settings = self.crawler.settings
            info = {
                "software": f"disclosure-archive/{__version__} (Scrapy {_scrapy_version()})",
                "format": "WARC File Format 1.1",
                "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "operator": " ".join(filter(None, (settings["OPERATOR"], settings["CONTACT"]))),
                "hostname": socket.gethostname(),
                "http-header-user-agent": settings["USER_AGENT"],
                "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
                "isPartOf": self.collection.root.name,
                "description": f"run {self.run} of annual_reports for {self._site_names()}",
                "settings-digest": fingerprint(settings),
            }
            policy = Policy(
                prefix=settings["WARC_PREFIX"],
                info={name: value for name, value in info.items() if value},
                max_size=settings.getint("WARC_MAX_SIZE"),
                digest_on_chunked=settings.getbool("WARC_DIGEST_ON_CHUNKED"),
            )
            self._recording = Recording(self.collection, self.run, policy)
        return self._recording


def _kind_of(request: Request) -> str:
    if request.url.endswith("/robots.txt"):
        return "robots"
    return str(request.meta.get("kind", "other"))


def _notes(request: Request) -> list[tuple[str, str]]:
    """Give what the metadata record says of how a page was found (annex of ISO 28500: ``via``)."""
    via = request.meta.get("via", "")
    kind = [("purpose", _kind_of(request))]
    return [("via", via), *kind] if via else kind


def _scrapy_version() -> str:
    from scrapy import __version__ as version  # noqa: PLC0415

    return version
