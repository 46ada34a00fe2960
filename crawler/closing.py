"""The extension that ends a run: the archive closed, the ledger written, the truth told."""

import json
import logging
import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from archive.atomic import replacing
from archive.chain import seal
from archive.problem import Problem
from archive.warc_file import NotWritten
from crawler import run
from crawler.configured import configured
from crawler.folder import files_of
from crawler.ledger import ANSWERED, NOT_REACHED
from crawler.open_hours import OVER
from crawler.reckoning import reckon
from crawler.recorder import Recorder, arguments_of
from crawler.signals import send
from crawler.uploading import upload

logger = logging.getLogger(__name__)

# Why a run ended before its end; the next one asks first for what it left.
_CUT_SHORT = {
    "closespider_timeout": "the time budget is used up",
    OVER: "the hours in which the sites may be asked are over",
    "shutdown": "the run was ended from outside",
}

_UNREADABLE = (
    "what earlier runs left cannot be read ({error}). `python -m archive verify {root}` says where;"
    " `python -m pipelines {root} --out {root}/reports.jsonl` writes the data set anew"
)


# What only the reader of a page sees, whatever its status: it decides how the address ended.
_TOLD_BY_READERS = frozenset({"blocked", "soft-404", "foreign", "truncated"})


class Closing:
    """Gathers what went wrong while the run goes on; ``exit_status`` is there at its end."""

    def __init__(self, crawler: Crawler) -> None:
        """Begin with nothing wrong."""
        self._crawler = crawler
        self._errors: list[str] = []
        self._reports: Counter[str] = Counter()
        self._read: set[str] = set()
        self.exit_status = 3

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build one, wired to the signals that count."""
        closing = cls(crawler)
        crawler.signals.connect(closing.note_item, signals.item_scraped)
        crawler.signals.connect(closing.note_item_error, signals.item_error)
        crawler.signals.connect(closing.note_spider_error, signals.spider_error)
        crawler.signals.connect(closing.close, signals.spider_closed)
        return closing

    @property
    def _recorder(self) -> Recorder:
        recorder = self._crawler.get_extension(Recorder)
        if recorder is None:
            raise NotConfigured("crawler.recorder.Recorder is switched off")
        return recorder

    def note_item(self, item: Any, response: Any) -> None:  # noqa: ANN401  # whatever the pipelines made of it
        """Note in the ledger what was read in a capture."""
        report, reason, capture = (getattr(item, name, None) for name in ("report", "reason", "capture"))
        if report is not None:
            if report.id not in self._read:
                self._read.add(report.id)
                self._reports[response.meta.get("site", "")] += 1
            for url in (response.url, *response.meta.get("redirect_urls", ())):
                self._recorder.ledger.name_report(url, report.id)
        elif capture is not None and reason in _TOLD_BY_READERS:
            self._recorder.ledger.note(response.url, reason, capture=capture.record_id)
        elif response.meta.get("kind") == "report" and reason != "status":  # that is the outcome already
            self._recorder.ledger.get(response.url).detail = f"no report: {reason}"
        if report is None:
            self._note_way(response)

    def _note_way(self, response: Any) -> None:  # noqa: ANN401  # a response
        """Note of what was redirected that it led to a wall."""
        ledger = self._recorder.ledger
        if ledger.get(response.url).outcome == "blocked":
            for url in response.meta.get("redirect_urls", ()):
                ledger.note(url, "blocked")

    def note_item_error(self, item: object, response: Any, failure: Any) -> None:  # noqa: ANN401  # Twisted's
        """Note that reading a capture broke down."""
        self._errors.append(
            f"reading {getattr(response, 'url', '?')} broke down: {failure.getErrorMessage()}"
        )

    def note_spider_error(self, failure: Any, response: Any, spider: Spider) -> None:  # noqa: ANN401  # Twisted's
        """Note that following a page's links broke down."""
        self._errors.append(
            f"following {getattr(response, 'url', '?')} broke down: {failure.getErrorMessage()}"
        )

    def close(self, spider: Spider, reason: str) -> None:
        """Close the archive, write the run's files, tell the summary."""
        recorder = self._recorder
        recorder.ledger.follow()
        try:
            recorder.finish()
        except (NotWritten, OSError) as error:
            recorder.failed = recorder.failed or str(error)
        if self._crawler.settings.getdict("ITEM_PIPELINES") and not recorder.has_new_data_set():
            # What breaks down while pipelines close, Scrapy only logs.
            recorder.failed = recorder.failed or "the data set was not written: crawl.log says why"
        try:
            outcome = self._outcome(spider, reason)
        except (OSError, ValueError) as error:
            # Without a run.json the run is taken up again, once the file is mended.
            why = _UNREADABLE.format(error=error, root=recorder.collection.root)
            print(f"FAILED: {why}", file=sys.stderr)  # noqa: T201
            recorder.release()
            return
        self.exit_status = outcome.exit_status
        try:
            _write_lines(recorder.folder / "ledger.jsonl", [row.to_json() for row in recorder.ledger.rows()])
            self._write_run(outcome.to_json())
            if not_there := self._upload():
                outcome = replace(outcome, findings=(*outcome.findings, *not_there))
                self.exit_status = outcome.exit_status
                self._write_run(outcome.to_json())
            if failed := self._send(outcome.to_json()):
                told = [problem.to_json() for problem in failed]
                self._write_run({**outcome.to_json(), "signals_not_sent": told})
        except OSError as error:
            outcome = replace(outcome, failed=f"the run's files cannot be written: {error}")
            self.exit_status = outcome.exit_status
        print(outcome.summary(), file=sys.stderr)  # noqa: T201  # the summary is for a person
        recorder.release()

    def _write_run(self, words: dict[str, object]) -> None:
        recorder = self._recorder
        left = files_of(recorder.collection, recorder.run, recorder.warcs)
        words = {**words, "seal": seal(recorder.collection, recorder.run, left, words)}
        with replacing(recorder.folder / "run.json") as file:
            file.write(json.dumps(words, ensure_ascii=False, indent=1).encode() + b"\n")

    def _upload(self) -> list[Problem]:
        """Copy the collection to where the settings say, and tell what could not be brought there."""
        to = self._crawler.settings["UPLOAD_TO"]
        return upload(self._recorder.collection.root, to) if to and not self._recorder.is_replay else []

    def _send(self, words: dict[str, object]) -> list[Problem]:
        """Send the signals of a run on the network, and tell which were not sent."""
        if self._recorder.is_replay:
            return []
        failed = send(words, configured(self._crawler.settings).signals, os.environ)
        for problem in failed:
            logger.warning("%s: %s", problem.rule, problem.message)
            print(f"{problem.rule}: {problem.message}", file=sys.stderr)  # noqa: T201
        return failed

    def _outcome(self, spider: Spider, reason: str) -> run.Outcome:
        recorder = self._recorder
        rows = recorder.ledger.rows()
        pages = Counter(row.site for row in rows if row.outcome in ANSWERED)
        sites = tuple(
            run.SiteCount(
                site.name,
                pages[site.name],
                self._reports[site.name],
                site.at_least,
                {"seconds": round(median(took), 3)} if (took := recorder.seconds.get(site.name)) else {},
            )
            for site in getattr(spider, "sites", ())
        )
        told: list[Problem] = [*getattr(spider, "problems", []), *recorder.problems]
        if reason not in ("finished", "archive_failed"):
            left = sum(row.outcome == NOT_REACHED for row in rows)
            why = _CUT_SHORT.get(reason, "the run ended before its end")
            words = f"{why}, {left} addresses are left for the next run ({reason})"
            told = [*told, Problem("run.cut-short", words)]
        outcome = run.Outcome(
            run=recorder.run,
            collection=str(recorder.collection.root),
            started_at=recorder.started_at,
            finished_at=datetime.now(UTC),
            reason=reason,
            failed=recorder.failed,
            replay_of=str(recorder.crawler.settings["REPLAY"] or ""),
            responses=recorder.responses,
            bytes_archived=recorder.bytes_archived,
            warcs=tuple(recorder.warcs),
            reports=_count_lines(recorder.folder / "reports.jsonl"),
            sites=sites,
            outcomes=Counter(row.outcome for row in rows),
            findings=run.find(rows, told, sites, self._errors),
            arguments=arguments_of(self._crawler),
        )
        return reckon(outcome, recorder.collection, rows, getattr(spider, "promises", ()))


def _count_lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(1 for _line in file)


def _write_lines(path: Path, lines: list[dict[str, str]]) -> None:
    with replacing(path) as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
