"""A run that is killed goes on where it was: nothing lost, nothing fetched twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from archive.index import read_line
from archive.members import Damage, read_members
from tests.crawler.runs import FAST, ROOT, crawl, last_run, lines
from tests.replica import Replica

SITES = "sz,meeb,wjw"
FLIGHT = 4 * 3  # requests that can be under way at a time: four a host, three hosts


def _command(collection: Path, site: Replica) -> list[str]:
    settings = ["-s", f"COLLECTION={collection}", "-s", f"CONNECT_TO={site.connect_to}"]
    return [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "annual_reports",
        "-a",
        f"site={SITES}",
        *FAST,
        *settings,
    ]


def _kill_when(command: list[str], is_time) -> None:
    """Start a run, kill -9 it as soon as ``is_time``."""
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        while process.poll() is None and not is_time() and time.monotonic() < deadline:
            time.sleep(0.002)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)


def _bytes_in(collection: Path) -> int:
    return sum(path.stat().st_size for path in collection.glob("archive/*"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    collection = tmp_path_factory.mktemp("undisturbed") / "collection"
    with Replica() as site:
        process = crawl(collection, "-a", f"site={SITES}", port=site.port)
        assert process.returncode == 0, process.stderr
        return collection, Counter((visit.host, visit.target) for visit in site.visits.all())


def _content(collection: Path) -> list[dict]:
    """Give the data without the places in the archive, which differ from run to run."""
    reports = lines(collection / "reports.jsonl")
    text = json.dumps([{**line, "capture": None} for line in reports], ensure_ascii=False)
    return json.loads(text, object_hook=lambda node: {k: v for k, v in node.items() if k != "capture"})


def _ends(collection: Path) -> list[tuple[str, str]]:
    return [(row["url"], row["outcome"]) for row in lines(last_run(collection) / "ledger.jsonl")]


@pytest.mark.parametrize("seed", range(int(os.environ.get("KILLS", "1"))))
def test_three_kills_at_random_cost_nothing_but_what_was_in_flight(tmp_path, undisturbed, seed):
    chance = random.Random(seed)
    collection = tmp_path / "collection"
    whole = _bytes_in(undisturbed[0])
    with Replica() as site:
        command = _command(collection, site)
        for _kill in range(3):
            goal = _bytes_in(collection) + chance.randrange(1, whole // 3)
            _kill_when(command, lambda goal=goal: _bytes_in(collection) >= goal)
        process = crawl(collection, "-a", f"site={SITES}", port=site.port)
        visits = Counter((visit.host, visit.target) for visit in site.visits.all())
    assert process.returncode == 0, process.stderr
    assert set(visits) == set(undisturbed[1]), "every page is there"
    assert sum(visits.values()) - len(visits) <= 3 * FLIGHT, "none is fetched again but those in flight"
    assert not list(collection.glob("archive/*.open"))
    assert len(list((collection / "runs").iterdir())) == 1, "it is one run, gone on with"
    for path in collection.glob("archive/*.warc.gz"):
        with path.open("rb") as file:
            assert not [member for member in read_members(file) if isinstance(member, Damage)]
    assert _content(collection) == _content(undisturbed[0])
    assert _ends(collection) == _ends(undisturbed[0])


def test_a_run_killed_before_its_first_request_leaves_no_trouble(tmp_path):
    collection = tmp_path / "collection"
    with Replica() as site:
        _kill_when(_command(collection, site), (collection / "lock").exists)
        process = crawl(collection, "-a", f"site={SITES}", port=site.port)
    assert process.returncode == 0, process.stderr


def test_a_run_for_other_sites_closes_the_killed_one_and_loses_nothing_of_it(tmp_path):
    collection = tmp_path / "collection"
    with Replica() as site:
        _kill_when(_command(collection, site), lambda: _bytes_in(collection) > 100_000)
        kept = {path.name.removesuffix(".open") for path in collection.glob("archive/*")}
        process = crawl(collection, "-a", "site=sf", port=site.port)
    assert process.returncode == 0, process.stderr
    first, second = sorted((collection / "runs").iterdir())
    assert json.loads((first / "run.json").read_text())["reason"] == "interrupted"
    assert json.loads((second / "run.json").read_text())["exit_status"] == 0
    index = (collection / "indexes" / "index.cdxj").read_text("utf-8").splitlines()
    assert {read_line(line).filename for line in index} > kept


def test_a_second_run_ends_with_3_at_once_and_says_who_holds_the_collection(tmp_path):
    collection = tmp_path / "collection"
    slow = Replica(faults=[{"path": "/robots.txt", "fault": "slow", "seconds": 5}])
    with (
        slow as site,
        subprocess.Popen(_command(collection, site), cwd=ROOT, stderr=subprocess.DEVNULL) as first,
    ):
        while not (collection / "lock").exists() or not (collection / "lock").read_text():
            time.sleep(0.01)
        second = crawl(collection, "-a", "site=sz", port=site.port)
        first.kill()
    assert second.returncode == 3
    assert str(first.pid) in second.stderr
    assert "Traceback" not in second.stderr
