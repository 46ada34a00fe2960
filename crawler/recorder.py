"""The extension that keeps a run's exchanges, and finds those that are kept."""

import asyncio
import logging
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from w3lib.url import safe_url_string

from archive.capture import Capture
from archive.collection import Collection
from archive.committing import Committing
from archive.exchange import Exchange, Failure
from archive.http import read_head
from archive.index import REVISIT, merge_journal
from archive.lock import Lock
from archive.problem import Problem
from archive.reading import Finder, find_in, same_page
from archive.recording import JOURNAL, Kept, Order, Policy, Recording
from archive.warc import target_uri
from crawler import __version__
from crawler.folder import begin
from crawler.json_log import JsonLines
from crawler.ledger import Ledger, outcome_of
from crawler.run import fingerprint

logger = logging.getLogger(__name__)

# Answers that a killed run does not keep to when it goes on: the server asked for another try.
_TRY_AGAIN = frozenset({429, 502, 503, 504})


class Recorder:
    """Holds the collection, the recording and the ledger of a run.

    ``failed`` says why the archive cannot be written any more, or is empty.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Lock the collection; begin a run there, or go on with one that was killed.

        Raises:
            Locked: another run is writing there.
            OSError: the collection cannot be written.
        """
        self.crawler = crawler
        self.collection = Collection(Path(crawler.settings["COLLECTION"]))
        self.collection.make()
        self._lock = Lock(self.collection.root)
        within = timedelta(hours=crawler.settings.getfloat("RESUME_WITHIN_HOURS"))
        self._begun = begin(self.collection, arguments_of(crawler), datetime.now(UTC), within)
        self.run = self._begun.run
        self.started_at = self._begun.started_at
        self.ledger: Ledger = getattr(crawler.spider, "ledger", Ledger())
        self.failed = ""
        self.problems: list[Problem] = []  # of the archive that a replay is answered from
        self.responses = 0
        self.resumed = 0
        self.bytes_archived = 0
        self.seconds: dict[str, list[float]] = {}  # for each response of a site
        self.warcs: list[str] = self._begun.remains.files
        self._committing: Committing | None = None
        self._replay: Finder | None = None
        self._data_set_before = _file_number(self.collection.root / "reports.jsonl")
        self._log = _log_to(self.folder / "crawl.log", as_json=crawler.settings.getbool("LOG_AS_JSON"))
        # Two records for every page that no handler takes would cost more than the handler does.
        logging.getLogger("scrapy").setLevel(
            min(logging.INFO, logging.getLevelName(crawler.settings["LOG_LEVEL"]))
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one for the spider that records; its run is where the pipelines write too."""
        if not isinstance(getattr(crawler.spider, "ledger", None), Ledger):
            raise NotConfigured("this spider keeps no ledger, so it records nothing")
        recorder = cls(crawler)
        crawler.settings.set("RUN", recorder.run)
        crawler.find = recorder.find  # type: ignore[attr-defined]  # where pipelines look things up
        return recorder

    @property
    def folder(self) -> Path:
        """Where the run's files lie."""
        return self.collection.runs / self.run

    @property
    def is_replay(self) -> bool:
        """Tell whether the run is answered from an archive."""
        return bool(self.crawler.settings["REPLAY"])

    def earlier(self, url: str) -> Capture | None:
        """Find the last page that an address gave in the runs before: whether it has changed can be asked."""
        return self.collection.last(url, 200)

    def answered(self, request: Request) -> Capture | None:
        """Give what this run already has of a page since before it was killed.

        What was cut short, or asks to be tried again, is fetched anew.
        """
        entry = self._begun.remains.pages.get(same_page(request.url))
        if entry is None or entry.url != target_uri(request.url) or entry.status in _TRY_AGAIN:
            return None
        # The line of a revisit by 304 has no status: what it repeats had 200.
        capture = self.collection.last(entry.url, entry.status or 200) if entry.mime == REVISIT else None
        outcome = "unchanged" if entry.status else "not-modified"
        if capture is None or capture.payload_digest != entry.digest:  # no revisit, or one of another page
            capture, outcome = self.collection.read(entry, self._begun.remains.pages), "new"
        if capture is None or capture.truncated:
            return None
        self.resumed += 1
        self.note(request, capture, outcome, capture.record_id)
        return capture

    async def keep(self, exchange: Exchange, request: Request, earlier: Capture | None) -> Kept:
        """Archive an exchange, note it in the ledger. Raises ``NotWritten``."""
        status = read_head(exchange.response).status
        if status not in (304, 200) and request.method == "GET":
            # A wall or an error may repeat one of its kind; the page behind it is another thing.
            earlier = self.collection.last(target_uri(exchange.url), status)
        promise = self._open_recording().keep(Order(exchange, _notes(request), earlier))
        kept = await asyncio.wrap_future(promise)
        assert kept
        self.note(request, kept.capture, kept.outcome, kept.record_id)
        return kept

    async def keep_failure(self, failure: Failure, request: Request) -> None:
        """Archive an attempt that brought no response. Raises ``NotWritten``."""
        await asyncio.wrap_future(self._open_recording().keep(Order(failure)))
        self.ledger.note(
            failure.url, f"error-{failure.kind}", detail=failure.message[:200], kind=_kind_of(request)
        )

    def note(self, request: Request, capture: Capture, outcome: str, record_id: str) -> None:
        """Note in the ledger what a capture says of its URL: its status, then what is new about it."""
        self.responses += 1
        by_status = "truncated" if capture.truncated else outcome_of(capture.status)
        told = outcome if by_status == "new" else by_status
        self.ledger.note(request.url, told, capture=record_id, kind=_kind_of(request))
        if told == "redirected" and (location := capture.headers.get(b"location")):
            self.ledger.get(request.url).to = urljoin(request.url, safe_url_string(location))

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
            self._replay = find_in([Path(self.crawler.settings["REPLAY"])], self.problems.append)
        return self._replay(url)

    def finish(self) -> None:
        """Close the files, merge the index; a second call does nothing."""
        if self._committing is not None:
            committing, self._committing = self._committing, None
            self.warcs = committing.recording.files
            try:
                committing.close()
            except OSError as error:
                self.failed = self.failed or str(error)
                raise
            self.bytes_archived = committing.recording.bytes_written
        elif self._begun.is_resumed and (self.folder / JOURNAL).exists():
            merge_journal(self.folder / JOURNAL, self.collection.index)

    def has_new_data_set(self) -> bool:
        """Tell whether the pipelines came to their end: the data set, in a file of its own, is their last."""
        now = _file_number(self.collection.root / "reports.jsonl")
        return now is not None and now != self._data_set_before

    def release(self) -> None:
        """Let go of the collection, once the last file of the run is written."""
        logging.getLogger().removeHandler(self._log)
        self._log.close()
        self._lock.release()

    def _site_names(self) -> str:
        return ", ".join(site.name for site in getattr(self.crawler.spider, "sites", ()))

    def _open_recording(self) -> Committing:
        if self._committing is None:
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
            self._committing = Committing(Recording(self.collection, self.run, policy, self.warcs))
        return self._committing


def arguments_of(crawler: Crawler) -> dict[str, str]:
    """Give what makes two runs the same run: its sites and years, and whether it is a replay."""
    spider = crawler.spider
    sites = ",".join(site.name for site in getattr(spider, "sites", ()))
    return {
        "site": sites,
        "years": str(getattr(spider, "years", "")),
        "replay": str(crawler.settings["REPLAY"] or ""),
    }


def _file_number(path: Path) -> int | None:
    return path.stat().st_ino if path.exists() else None


def _log_to(path: Path, *, as_json: bool) -> logging.FileHandler:
    handler = logging.FileHandler(path, encoding="utf-8")
    # On a full disk the terminal tells why the run ended, and not how each line of the log failed.
    logging.raiseExceptions = False
    handler.setLevel(logging.INFO)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if as_json else plain)
    logging.getLogger().addHandler(handler)
    return handler


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
