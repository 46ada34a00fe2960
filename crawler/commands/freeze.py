"""``scrapy freeze``: a page out of an archive becomes a case that a person approves."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scrapy.commands import ScrapyCommand

from archive.reading import Unreadable
from archive.record import DamagedRecord
from archive.whole_exchange import whole_exchange

_PAGES = Path("tests/pages")


class NotFrozen(ValueError):
    """Why there is no case, in one line."""


class Command(ScrapyCommand):
    """Writes tests/pages/<template>/<case>/page.warc and report.json, not yet approved."""

    requires_project = True

    def syntax(self) -> str:
        """Give what follows the command's name."""
        return "<url> <collection, warc or wacz>"

    def short_desc(self) -> str:
        """Say what it does."""
        return "Freeze a page of an archive as a test case, to be approved by a person"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where the case goes and how it is called."""
        super().add_options(parser)
        parser.add_argument("--case", metavar="NAME", help="the case's name (default: made of the URL)")
        parser.add_argument("--pages", type=Path, default=_PAGES, help=f"the folder of cases ({_PAGES})")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Freeze one page; wrong use is one line and ends with 2."""
        try:
            url, archive = _pair(args)
            folder = freeze(url, archive, opts.pages, opts.case or _name_of(url))
        except (NotFrozen, Unreadable, DamagedRecord) as error:
            print(f"scrapy freeze: {error}", file=sys.stderr)  # noqa: T201  # for a person
            self.exitcode = 2
            return
        print(f"{folder}: read report.json against the page, then set approved to true")  # noqa: T201


def _pair(args: list[str]) -> tuple[str, Path]:
    if len(args) != 2:
        raise NotFrozen(f"takes a URL and an archive, not {len(args)} arguments")
    return args[0], Path(args[1])


def _name_of(url: str) -> str:
    return re.sub(r"[^\w.-]+", "-", url.partition("://")[2]).strip("-.")


def freeze(url: str, archive: Path, pages: Path, case: str) -> Path:
    """Copy the exchange's records byte for byte, read them, write what was read as a proposal.

    Raises:
        NotFrozen, Unreadable, DamagedRecord: where there is nothing to freeze, or no place for it.
    """
    if case in ("", "..") or case != Path(case).name:
        raise NotFrozen(f"{case!r} is no name of a folder; --case gives one")
    records = whole_exchange(archive, url)
    if not records:
        raise NotFrozen(f"{archive} holds no response of {url}")
    pages.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=pages, prefix=".frozen-") as beside:
        warc = Path(beside) / "page.warc"
        warc.write_bytes(b"".join(records))
        proposal = _read(warc)
        report = json.loads(proposal)["report"]
        folder = pages / (report["reader"]["name"] if report else "none") / case
        if folder.exists():
            raise NotFrozen(f"{folder} is there already; --case gives another name")
        folder.mkdir(parents=True)
        warc.rename(folder / "page.warc")
        (folder / "report.json").write_bytes(proposal)
    return folder


def _read(warc: Path) -> bytes:
    """Have the page read in a process of its own; crawler and pipelines never import each other."""
    command = [sys.executable, "-m", "pipelines.frozen", str(warc)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603  # our own module
