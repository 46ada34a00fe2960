"""``scrapy freeze``: a page out of an archive becomes a case that a person approves."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive.reading import Unreadable
from archive.record import DamagedRecord
from archive.whole_exchange import whole_exchange

_PAGES = Path("tests/pages")


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
        """Copy the exchange's records byte for byte, read them, write what was read as a proposal."""
        if len(args) != 2:
            raise UsageError("scrapy freeze takes a URL and an archive", print_help=False)
        url, archive = args
        try:
            records = whole_exchange(Path(archive), url)
        except (Unreadable, DamagedRecord) as error:
            raise UsageError(str(error), print_help=False) from error
        if not records:
            raise UsageError(f"{archive} holds no response of {url}", print_help=False)
        case = opts.case or re.sub(r"[^\w.-]+", "-", url.partition("://")[2]).strip("-")
        beside = opts.pages / ".frozen.warc"
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(b"".join(records))
        report = _read(beside)
        folder = opts.pages / (report["reader"]["name"] if report else "none") / case
        if (folder / "report.json").exists():
            beside.unlink()
            raise UsageError(f"{folder} is there already; --case gives another name", print_help=False)
        folder.mkdir(parents=True)
        beside.rename(folder / "page.warc")
        proposal = {"approved": False, "report": _read(folder / "page.warc")}
        (folder / "report.json").write_text(
            json.dumps(proposal, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        print(f"{folder}: read report.json against the page, then set approved to true")  # noqa: T201


def _read(warc: Path) -> dict[str, dict[str, str]] | None:
    """Read the page as a user does; crawler and pipelines never import each other."""
    process = subprocess.run(  # noqa: S603  # our own module
        [sys.executable, "-m", "pipelines", str(warc)], capture_output=True, check=False
    )
    lines = process.stdout.splitlines()
    return json.loads(lines[0]) if lines else None
