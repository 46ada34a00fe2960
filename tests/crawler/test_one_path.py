"""There is one path from archived bytes to a line, whoever asks."""

import subprocess
import sys

import pytest

from tests.crawler.runs import ROOT, crawl, last_run, lines
from tests.replica import Replica

SITES = "sz,sf,jtys,ga,meeb,cgj,amr,wjw,szlh,yantian,lg,szpsq,szft,baoan,szss"


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    root = tmp_path_factory.mktemp("path") / "collection"
    with Replica() as site:
        process = crawl(root, "-a", f"site={SITES}", port=site.port)
    assert process.returncode in (0, 1), process.stderr
    return root


def _pipelines(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipelines", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=100, check=False)


def test_the_crawl_wrote_a_data_set_of_every_publisher(collection):
    reports = lines(collection / "reports.jsonl")
    assert len(reports) >= 60
    assert len({report["agency"] for report in reports}) >= 20
    assert {report["statistics"]["format"] for report in reports} >= {"2021", "2019", "table", "narrative"}
    assert (last_run(collection) / "reports.jsonl").read_bytes() == (
        collection / "reports.jsonl"
    ).read_bytes()


def test_the_collection_read_again_gives_the_same_bytes(collection):
    process = _pipelines(str(collection))
    assert process.returncode == 0, process.stderr
    assert process.stdout == (collection / "reports.jsonl").read_bytes()


def test_its_warc_files_read_by_themselves_give_the_same_bytes(collection):
    files = [str(path) for path in sorted((collection / "archive").iterdir())]
    assert _pipelines(*files).stdout == (collection / "reports.jsonl").read_bytes()


def test_the_same_spider_answered_from_the_archive_gives_the_same_bytes(collection, tmp_path):
    process = crawl(tmp_path / "again", "-a", f"site={SITES}", "-s", f"REPLAY={collection}")
    assert process.returncode in (0, 1), process.stderr
    assert (tmp_path / "again" / "reports.jsonl").read_bytes() == (collection / "reports.jsonl").read_bytes()
    assert not list((tmp_path / "again" / "archive").iterdir()), "a replay archives nothing"


def test_a_crawl_cut_into_many_files_gives_the_same_reports(collection, tmp_path):
    with Replica() as site:
        crawl(tmp_path / "c", "-a", "site=sz", "-s", "WARC_MAX_SIZE=30000", port=site.port)
    assert len(list((tmp_path / "c" / "archive").iterdir())) > 5
    whole = {line["id"]: line["body"] for line in lines(collection / "reports.jsonl")}
    parts = lines(tmp_path / "c" / "reports.jsonl")
    assert len(parts) == 13
    assert all(whole[line["id"]] == line["body"] for line in parts)


def test_years_limit_what_is_fetched(tmp_path):
    with Replica() as site:
        crawl(tmp_path / "c", "-a", "site=meeb", "-a", "years=2019-2020", port=site.port)
    years = {line["year"] for line in lines(tmp_path / "c" / "reports.jsonl")}
    assert years == {year for year in years if 2019 <= year <= 2020}
    assert years
