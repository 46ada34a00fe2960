"""A second run asks what changed, keeps only that, and refers to the first for the rest."""

import subprocess
import sys
from collections import Counter

import pytest

from archive.reading import read_records
from tests.crawler.raw_server import NOT_FOUND, Answer, RawServer
from tests.crawler.runs import ROOT, crawl, last_run, lines
from tests.pipelines.pages import TEXT, portal
from tests.replica import Replica

SITES = "sf,meeb"


def _records(path):
    with path.open("rb") as file:
        return [record for _place, record in read_records(file)]


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """Three runs: the first, one on an unchanged site, one after a report was corrected (day 2)."""
    root = tmp_path_factory.mktemp("incremental") / "collection"
    with Replica() as site:
        for day in (0, 0, 2):
            site.day = day
            process = crawl(root, "-a", f"site={SITES}", port=site.port)
            assert process.returncode == 0, process.stderr
    return root


def test_an_unchanged_site_adds_no_payload(collection):
    _first, second, _third = sorted((collection / "archive").iterdir())
    kinds = Counter(record.type for record in _records(second))
    assert kinds["response"] == 0
    assert kinds["revisit"] > 20


def test_a_304_is_written_as_replay_tools_resolve_it(collection):
    _first, second, _third = sorted((collection / "archive").iterdir())
    revisits = [record for record in _records(second) if record.type == "revisit"]
    originals = {r.get("WARC-Record-ID"): r for r in _records(_first) if r.type == "response"}
    for record in revisits:
        original = originals[record.get("WARC-Refers-To")]
        assert record.get("WARC-Refers-To-Target-URI") == original.target
        assert record.get("WARC-Refers-To-Date") == original.get("WARC-Date")
        assert record.get("WARC-Payload-Digest") == original.get("WARC-Payload-Digest")
        assert (record.get("WARC-Profile") or "").endswith("/server-not-modified")
        assert record.block == b""
    verbatim = [r for r in _records(second) if r.type == "metadata" and b"304 Not Modified" in r.block]
    assert verbatim


def test_the_ledger_says_what_is_unchanged(collection):
    second = sorted((collection / "runs").iterdir())[1]
    outcomes = Counter(row["outcome"] for row in lines(second / "ledger.jsonl"))
    assert set(outcomes) <= {"unchanged", "not-modified", "gone", "redirected"}


def test_the_data_set_of_an_unchanged_site_is_unchanged(collection):
    first, second, _third = sorted((collection / "runs").iterdir())
    assert (first / "reports.jsonl").read_bytes() == (second / "reports.jsonl").read_bytes()


def test_after_a_correction_exactly_that_page_is_new(collection):
    rows = lines(last_run(collection) / "ledger.jsonl")
    changed = {row["url"] for row in rows if row["outcome"] == "changed" and row["kind"] == "report"}
    assert {url.rsplit("_", 1)[1] for url in changed} == {"11128870.html"}
    before = {line["id"]: line for line in lines(min((collection / "runs").iterdir()) / "reports.jsonl")}
    after = {line["id"]: line for line in lines(collection / "reports.jsonl")}
    assert {name for name in after if after[name] != before[name]} == {"sf.sz.gov.cn/11128870"}


def test_a_server_without_validators_that_repeats_itself_is_referred_to(tmp_path):
    index = "/cn/xxgk/ndxxgkbg/index.html"
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Type: text/html\r\nX-Run: %d\r\n\r\n<p>listed"
    with RawServer({}) as site:
        for run in (1, 2):
            site.answers[index] = Answer(page % run)
            crawl(tmp_path, "-a", "site=sz", port=site.port)
    first, second = sorted((tmp_path / "archive").iterdir())
    original = next(r for r in _records(first) if r.type == "response" and r.target.endswith(index))
    revisit = next(r for r in _records(second) if r.type == "revisit" and r.target.endswith(index))
    assert (revisit.get("WARC-Profile") or "").endswith("/identical-payload-digest")
    assert revisit.block == (page % 2).removesuffix(b"<p>listed"), "the head of the new response"
    assert revisit.get("WARC-Truncated") == "length"
    assert revisit.get("WARC-Refers-To") == original.get("WARC-Record-ID")


def test_the_history_names_the_corrected_numbers_with_both_captures(collection):
    (change,) = lines(collection / "changes.jsonl")
    assert change["id"] == "sf.sz.gov.cn/11128870"
    assert change["change"] == "changed"
    fields = {each["field"]: (each["before"], each["after"]) for each in change["fields"]}
    assert set(fields) == {"statistics.reconsideration.pending", "statistics.reconsideration.total"}
    assert fields["statistics.reconsideration.pending"][1] == 2
    assert fields["statistics.reconsideration.total"][1] == 12
    assert change["before"]["warc"] < change["after"]["warc"]


def test_a_page_that_vanished_is_told_on_the_day_and_only_then(tmp_path):
    with Replica(day=2) as site:
        processes = []
        for day in (2, 3, 3):
            site.day = day
            processes.append(crawl(tmp_path, "-a", "site=lg", port=site.port))
    assert [process.returncode for process in processes] == [0, 1, 0], processes[2].stderr
    (change,) = lines(tmp_path / "changes.jsonl")
    assert (change["id"], change["change"]) == ("www.lg.gov.cn/10387712", "gone")
    assert "post_10387712.html" in processes[1].stderr
    assert change["id"] in {line["id"] for line in lines(tmp_path / "reports.jsonl")}, "its reading is kept"


def test_runs_one_after_the_other_give_the_data_that_reading_all_of_them_at_once_gives(tmp_path):
    column, catalogue = "/cn/xxgk/ndxxgkbg/", "/gkmlpt/content/1/1383/"
    number, other = "post_1383075.html", "post_1383076.html"

    def page(text: str) -> Answer:
        return _html(portal(TEXT + f"<p>{text}</p>"))

    gone = Answer(NOT_FOUND)
    days = [
        {f"{column}content/{number}": page("一"), f"{catalogue}{number}": page("副本")},
        {f"{column}content/{number}": gone, f"{catalogue}{number}": page("副本二")},
        {f"{column}content/{other}": page("二"), f"{catalogue}{number}": page("副本三")},
    ]
    with RawServer({}) as site:
        for day in days:
            links = "".join(f'<li><a href="{path}" title="年度报告">x</a></li>' for path in day)
            site.answers.update(day)
            site.answers[f"{column}index.html"] = _html(f"<html><body><ul>{links}</ul></body></html>")
            crawl(tmp_path, "-a", "site=sz", port=site.port)
    assert len(set((tmp_path / "archive").iterdir())) == 3
    kept = (tmp_path / "reports.jsonl").read_bytes()
    command = [sys.executable, "-m", "pipelines", str(tmp_path)]
    anew = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout
    assert kept == anew
    bodies = {line["id"]: line["body"][-1] for line in lines(tmp_path / "reports.jsonl")}
    assert bodies == {"www.sz.gov.cn/1383075": "一", "www.sz.gov.cn/1383076": "二"}


def _html(text: str) -> Answer:
    body = text.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    return Answer(head % len(body) + body)
