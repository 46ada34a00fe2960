"""``scrapy crawl`` whose exit status tells how the run ended."""

import argparse
import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands.crawl import Command as Crawl
from scrapy.exceptions import UsageError

from archive.capture import Capture
from archive.problem import Problem
from archive.reading import read_captures
from archive.storage import NoStorage, check_address
from crawler.closing import Closing
from crawler.configured import configure, configured
from crawler.connect_to import read_rules
from crawler.hours import read_hours
from crawler.open_hours import why_closed
from crawler.setting_values import check_values
from crawler.signals import send
from crawler.sites import UnknownSite, choose
from crawler.years import read_years


class Command(Crawl):
    """Scrapy's own command ends with 0 even when every item failed."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options, check the settings among them: Scrapy itself fails on some before it runs us."""
        assert self.settings is not None
        try:
            super().process_options(args, opts)
            check_values(self.settings)
        except (UsageError, ValueError) as error:
            print(f"scrapy crawl: {error}", file=sys.stderr)  # noqa: T201  # for a person
            raise SystemExit(2) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the arguments, run, end with the run's exit status."""
        try:
            self._check_all(args, opts)
        except UsageError as error:
            # Scrapy would print how the command is used before the one line that matters.
            print(f"scrapy crawl: {error}", file=sys.stderr)  # noqa: T201  # for a person
            self.exitcode = 2
            return
        if why := self._closed(opts):
            print(f"scrapy crawl: {why}", file=sys.stderr)  # noqa: T201  # for a person
            self.exitcode = 3
            self._tell(why)
            return
        assert self.crawler_process
        running = self.crawler_process.crawl(self._create_crawler(args[0]), **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            why = f"{_why(running)}"
            print(f"scrapy crawl: {why}", file=sys.stderr)  # noqa: T201  # for a person
            self.exitcode = 3
            self._tell(why)
            return
        closing = self._crawler.get_extension(Closing)
        if closing is not None:
            self.exitcode = closing.exit_status

    def _closed(self, opts: argparse.Namespace) -> str:
        """Say why nothing may be asked now; empty where something may."""
        assert self.settings is not None
        settings, now = self.settings.copy(), datetime.now(UTC)
        configure(settings)
        sites = choose(opts.spargs.get("site", ""), configured(settings).sites)
        return why_closed(frozenset(host for site in sites for host in site.hosts), settings, now)

    def _check_all(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one spider: annual_reports")
        assert self.crawler_process
        if args[0] not in self.crawler_process.spider_loader.list():
            raise UsageError(f"no spider is called {args[0]!r}; there is annual_reports")
        if args == ["annual_reports"]:
            self._check(opts)

    def _tell(self, why: str) -> None:
        """Send the signals of a run that did not begin: nobody else will."""
        assert self.settings is not None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        words = {"run": "", "started_at": now, "finished_at": now, "exit_status": 3, "failed": why}
        for problem in send(words, configured(self.settings).signals, os.environ):
            print(f"scrapy crawl: {problem.rule}: {problem.message}", file=sys.stderr)  # noqa: T201

    def _create_crawler(self, spidercls):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # Scrapy's
        crawler = super()._create_crawler(spidercls)
        self._crawler = crawler
        return crawler

    def _check(self, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        known = {"site", "years"}
        try:
            choose(opts.spargs.get("site", ""), configured(self.settings).sites)
            read_years(opts.spargs.get("years", ""))
            read_rules(self.settings["CONNECT_TO"] or "")
            read_hours(self.settings["HOURS"])
            if self.settings["UPLOAD_TO"]:
                check_address(self.settings["UPLOAD_TO"])
            _check_folder(Path(self.settings["COLLECTION"]))
            if self.settings["REPLAY"]:
                _check_archive(Path(self.settings["REPLAY"]))
        except (UnknownSite, ValueError, OSError, NoStorage) as error:
            raise UsageError(str(error), print_help=False) from error
        for name in opts.spargs.keys() - known:
            raise UsageError(f"annual_reports takes site and years, not {name}", print_help=False)


def _check_folder(path: Path) -> None:
    there = next(each for each in (path, *path.absolute().parents) if each.exists())
    if not there.is_dir():
        raise ValueError(f"COLLECTION is a folder; {there} is a file")


def _check_archive(path: Path) -> None:
    """See that a run can be answered from an archive: it holds one response at least."""
    problems: list[Problem] = []
    for found in read_captures(path):
        if isinstance(found, Capture):
            return
        problems.append(found)
    raise ValueError(": ".join([f"{path} holds no response", *(each.message for each in problems[:1])]))


def _why(running: Any) -> object:  # noqa: ANN401  # a Deferred or a Task, by the reactor in use
    """Give the error that kept a run from beginning, seen once so that nobody reports it again."""
    if isinstance(running, asyncio.Future):
        return running.exception()
    errors: list[object] = []
    running.addErrback(lambda failure: errors.append(failure.value))
    return errors[0] if errors else "the run did not begin"
