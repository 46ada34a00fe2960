"""A collection that is crawled every day: what happens is told on its day, and no day invents anything.

The stand-in sites change from day to day, and so does the clock of the machine. Eight days are
run always, all thirty with ``THIRTY_DAYS=1``.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.clock import environment
from tests.crawler.runs import ROOT, crawl, lines
from tests.replica import Replica

SF, CGJ = "深圳市司法局", "cgj"
MOVED = '[[site]]\nname = "cgj"\nlistings = ["http://cgj.sz.gov.cn/xxgk/zfxxgkml/ndbg/"]\n'
EDITS = (  # besides those of the table: on day 4 it moves the column of cgj
    {"day": 6, "does": "add", "site": "sf", "id": "11128870"},
    {
        "day": 8,
        "does": "correct",
        "site": "sf",
        "id": "9544120",
        "cells": [["reconsideration", 3, 7], ["reconsideration", 4, 9]],
    },
    {"day": 13, "does": "remove", "site": "sf", "id": "6718025"},
    {
        "day": 17,
        "does": "correct",
        "site": "sf",
        "id": "9544120",
        "cells": [["reconsideration", 3, 8], ["reconsideration", 4, 10]],
    },
    {
        "day": 22,
        "does": "retitle",
        "site": "sf",
        "id": "11128870",
        "title": f"{SF}2023年政府信息公开年度报告",
    },
)
WALL = {"host": "sf.sz.gov.cn", "fault": "challenge"}


@dataclass(frozen=True)
class Day:
    """What happens on a day, and what is to be told of it: rules with a part of where, and news."""

    findings: tuple[tuple[str, str], ...] = ()
    news: tuple[tuple[str, str], ...] = ()
    status: int | None = None
    faults: tuple[dict, ...] = ()
    clock: float = 0  # days by which it is wrong
    is_down: bool = False
    is_killed: bool = False
    also: frozenset[str] = field(default=frozenset())  # rules that may be told besides


BLOCKED = (("ledger.blocked", "sf"), ("drift.blocked", "sf"), ("drift.fewer-reports", "sf"))
BESIDES = frozenset({"site.too-few", "drift.fewer-reports"})
EVENTS = {
    1: Day(),
    4: Day(
        (("drift.listing", CGJ), ("ledger.redirected", CGJ)),
        also=BESIDES | {"drift.redirected", "listing.empty"},
    ),
    # From here on the operator's file says where the column is now.
    5: Day(news=(("changed", "cgj.sz.gov.cn/10416398"),)),
    6: Day((("completeness.year", SF),), news=(("new", "sf.sz.gov.cn/11128870"),)),  # 2023, and no 2022
    8: Day(news=(("changed", "sf.sz.gov.cn/9544120"),)),
    10: Day(BLOCKED, faults=(WALL,), also=BESIDES),
    11: Day(BLOCKED, faults=(WALL,), also=BESIDES),
    12: Day(),
    13: Day((("ledger.gone", "post_6718025"),), news=(("gone", "sf.sz.gov.cn/6718025"),)),
    15: Day((("drift.slow", "sf"), ("drift.slow", "cgj")), faults=({"fault": "slow", "seconds": 0.8},)),
    17: Day((("drift.clock", ""),), news=(("changed", "sf.sz.gov.cn/9544120"),), clock=-3),
    18: Day(),
    19: Day((("drift.gap", ""),), clock=400),
    20: Day((("drift.clock", ""),)),
    22: Day(news=(("changed", "sf.sz.gov.cn/11128870"),)),
    23: Day(
        (("ledger.soft-404", "post_9544120"),),
        faults=({"path": "*/content/post_9544120.html", "fault": "soft-404"},),
    ),
    25: Day(
        (("ledger.robots-excluded", "sf"), ("ledger.robots-excluded", "cgj"), ("drift.blocked", "sf")),
        faults=({"path": "/robots.txt", "fault": "status", "status": 503},),
        also=BESIDES,
    ),
    26: Day((("ledger.error-refused", "sf"), ("drift.errors", "sf")), status=3, is_down=True, also=BESIDES),
    28: Day(is_killed=True),
    29: Day(),
}
# The normal form: begun late, when the column has moved and the last new report is there.
SHORT = (7, 8, 10, 13, 16, 17)
DAYS = tuple(range(1, 31)) if os.environ.get("THIRTY_DAYS") else SHORT


@dataclass(frozen=True)
class Told:
    """What a day's run said."""

    status: int
    findings: list[dict]
    news: list[dict]
    words: str


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """All the days, one run each (of a killed run: the one that went on)."""
    folder = tmp_path_factory.mktemp("thirty")
    root, told = folder / "c", {}
    (folder / "moved.toml").write_text(MOVED, "utf-8")
    (folder / "empty.toml").write_text("", "utf-8")
    with Replica(edits=EDITS) as site:
        for number in DAYS:
            day = EVENTS.get(number, Day())
            site.day = number
            site.faults.clear()
            for fault in day.faults:
                site.faults.add(fault)
            config = folder / ("moved.toml" if number > 4 else "empty.toml")
            arguments = ["-a", "site=sf,cgj", "-s", f"CONFIG={config}"]
            clock = environment(number + day.clock)
            if day.is_killed:
                _kill(root, arguments, site.connect_to, clock)
            process = crawl(root, *arguments, port=9 if day.is_down else site.port, environment=clock)
            run = json.loads((max((root / "runs").iterdir()) / "run.json").read_text("utf-8"))
            told[number] = Told(process.returncode, run["findings"], run["news"], process.stderr)
    return root, told


def _kill(root: Path, arguments: list[str], connect_to: str, clock: dict[str, str]) -> None:
    """Start a run, and kill it as soon as it has archived something."""
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "annual_reports",
        *arguments,
        "-s",
        "DOWNLOAD_DELAY=0.3",
    ]
    command += ["-s", f"COLLECTION={root}", "-s", f"CONNECT_TO={connect_to}"]
    with subprocess.Popen(command, cwd=ROOT, env=clock, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        while not list(root.glob("archive/*.open")) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("number", DAYS)
def test_what_happens_is_told_on_its_day_and_nothing_else(collection, number):
    _root, told = collection
    day, run = EVENTS.get(number, Day()), told[number]
    found = [(each["rule"], each.get("where", "")) for each in run.findings]
    for rule, where in day.findings:
        assert [each for each in found if each[0] == rule and where in each[1]], (rule, run.words)
    expected = {rule for rule, _where in day.findings} | day.also
    assert [each for each in found if each[0] not in expected] == []
    news = {(each["change"], each["id"]) for each in run.news}
    assert set(day.news) <= news
    assert bool(news) == bool(day.news), news
    status = (1 if day.findings else 0) if day.status is None else day.status
    assert run.status == status, run.words
    assert all(f"NEWS {change}: " in run.words for change, _id in day.news)


def test_the_runs_are_in_the_order_in_which_they_were_and_none_took_the_place_of_another(collection):
    root, told = collection
    runs = sorted(path.name for path in (root / "runs").iterdir())
    assert len(runs) == len(told)
    warcs = [
        name for run in runs for name in json.loads((root / "runs" / run / "run.json").read_text())["warcs"]
    ]
    assert warcs == sorted(warcs) == sorted(path.name for path in (root / "archive").iterdir())


def test_the_data_set_is_right_at_the_end(collection):
    root, _told = collection
    reports = {line["id"]: line for line in lines(root / "reports.jsonl")}
    vanished = {"sf.sz.gov.cn/6718025"}
    assert len(reports) == 7
    corrected = reports["sf.sz.gov.cn/9544120"]["statistics"]["values"]
    pending = next(each for each in corrected if each["indicator"] == "reconsideration.pending")
    assert pending["value"] == 8, "the correction of the day on which the clock was wrong"
    if 22 in DAYS:
        assert reports["sf.sz.gov.cn/11128870"]["title"] == EDITS[-1]["title"]
    assert all("/xxgk/zfxxgkml/" in line["url"] for line in reports.values() if "cgj" in line["url"])
    assert vanished < reports.keys(), "its reading is kept"


def test_the_archive_is_sound_and_gives_the_same_data_again(collection, tmp_path):
    root, _told = collection
    verified = _python("-m", "archive", "verify", str(root))
    assert verified.returncode == 0, verified.stdout
    again = tmp_path / "again.jsonl"
    _python("-m", "pipelines", str(root), "--out", str(again))
    assert again.read_bytes() == (root / "reports.jsonl").read_bytes()


def _python(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
