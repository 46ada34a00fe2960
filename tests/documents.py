"""The fenced blocks of a document, and a place where its snippets run."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from archive.capture import Capture
from archive.digest import sha1
from crawler.sites import SITES
from pipelines.dataset import complete
from pipelines.extract import read_capture
from pipelines.gathered import Gathered
from pipelines.product import lines_of
from tests.replica import Replica
from tests.replica.wire import framed_body, head_of

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w*)(?P<note>[ \w]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "collections", "build", "*.wacz", "*.egg-info")


class Block(NamedTuple):
    """A fenced block: what its fence says, its text without a list's indent, its line in the file."""

    kind: str
    note: str
    text: str
    line: int


def blocks_of(document: Path) -> list[Block]:
    """Give the fenced blocks of a document in their order."""
    text = document.read_text("utf-8")
    return [
        Block(
            found["kind"],
            found["note"].strip(),
            re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE),
            text.count("\n", 0, found.start()) + 1,
        )
        for found in _FENCE.finditer(text)
    ]


def copy_of_the_project(folder: Path) -> Path:
    """Copy what a clone has, so that snippets leave their files there."""
    return Path(shutil.copytree(ROOT, folder / "project", ignore=_LEFT_OUT))


def substituted(command: str, connect_to: str) -> str:
    """Put what a test can do in the place of what a snippet asks for.

    * ``make demo`` and ``make crawl`` are their recipes: the environment is there already.
    * Crawls of the live sites go to the stand-in sites, without the delays that manners ask for.
    * The port of a server that a reader starts is a free one.
    * The run that is killed after half a minute is killed after two seconds.
    * What is replayed, packed, mended and made a site of is the smallest collection, for time's sake.
    """
    command = re.sub(r"^make demo$", "python -m tests.demo", command, flags=re.MULTILINE)
    live = "scrapy crawl annual_reports -a site=sz -s COLLECTION=collections/shenzhen"
    command = re.sub(r"^make crawl$", live, command, flags=re.MULTILINE)
    command = re.sub(r"^\. \.venv/bin/activate$", "", command, flags=re.MULTILINE)
    if "CONNECT_TO" not in command and "REPLAY" not in command:
        here = f"-s CONNECT_TO={connect_to} -s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0"
        command = command.replace("scrapy crawl annual_reports", f"scrapy crawl annual_reports {here}")
    small = r"(REPLAY=|archive pack |archive repair |pipelines site )collections/demo"
    command = re.sub(small, r"\1collections/killed", command)
    return command.replace("8099", str(_free_port())).replace("timeout -s KILL 30", "timeout -s KILL 2")


def run(command: str, folder: Path, *, goes_on: bool = False) -> subprocess.CompletedProcess:
    """Run a snippet as a shell does that stops at the first failure, or goes on after it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", *([] if goes_on else ["-euo", "pipefail"]), "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def timeless(text: str) -> list[str]:
    """Give the lines of an output without what differs from run to run: times, seconds, hosts."""
    text = re.sub(r"\d{8}T\d{6}Z|\d{14}", "TIME", text)
    text = re.sub(r"(TIME-\d{5})-\S+\.warc\.gz", r"\1.warc.gz", text)
    return [re.sub(r"in \d+ s", "in N s", line).rstrip() for line in text.splitlines()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stand_in_data() -> dict[str, dict[str, Any]]:
    """Read the stand-in sites into lines by id, straight from what they answer: no network, no crawl."""
    site = Replica()
    hosts = {host for row in SITES for host in row.hosts}
    addresses = [(host, path) for host, path in site.addresses() if host in hosts]
    captures = {f"http://{host}{path}": _capture(site, host, path) for host, path in addresses}
    gathered = Gathered()
    for capture in captures.values():
        if report := read_capture(capture).report:
            gathered.add(report)
    lines = map(json.loads, lines_of(complete(gathered, captures.get), []))
    return {line["id"]: line for line in lines}


def _capture(site: Replica, host: str, path: str) -> Capture:
    answer = site.answer(host, path)
    message = head_of(answer) + framed_body(answer)
    return Capture(
        url=f"http://{host}{path}",
        captured_at="2026-11-23T09:00:00Z",
        warc="stand-in.warc.gz",
        offset=0,
        length=len(message),
        record_id="<urn:uuid:00000000-0000-0000-0000-000000000000>",
        payload_digest=sha1(answer.body),
        message=message,
    )
