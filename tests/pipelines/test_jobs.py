"""A data set is the same bytes, however many processes read it."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest

from archive.members import Member, read_members
from archive.problem import Problem
from archive.stored import record_of
from pipelines.scale import extract_warc, join, read_on_dask
from tests.crawler.runs import ROOT, crawl
from tests.replica import Replica

SITES = "sz,jtys,meeb,wjw,cgj"


@pytest.fixture(scope="module")
def collections(tmp_path_factory):
    """One crawl read in its own process, one read by others from the first page on."""
    root = tmp_path_factory.mktemp("jobs")
    with Replica() as site:
        for name, readers in (("alone", "0"), ("together", "2")):
            settings = ("-s", f"READERS={readers}")
            process = crawl(root / name, "-a", f"site={SITES}", *settings, port=site.port)
            assert process.returncode in (0, 1), process.stderr
    return root


def _pipelines(*arguments: object) -> bytes:
    command = [sys.executable, "-m", "pipelines", *map(str, arguments)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=110, check=False)
    assert process.returncode in (0, 1), process.stderr
    return process.stdout


def test_a_crawl_that_others_read_for_gives_what_its_archive_gives(collections):
    for name in ("alone", "together"):
        lines = (collections / name / "reports.jsonl").read_bytes()
        assert lines.count(b"\n") > 20
        assert _pipelines(collections / name) == lines


def test_two_jobs_give_the_bytes_of_one(collections):
    assert (
        _pipelines(collections / "alone", "--jobs", 2)
        == (collections / "alone" / "reports.jsonl").read_bytes()
    )


def _kill_one_at_work(client) -> None:
    pids = client.run(os.getpid)
    while True:
        for address, tasks in client.processing().items():
            if tasks:
                os.kill(pids[address], signal.SIGKILL)
                return


def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_one_process(collections, tmp_path):
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    warcs = [
        str(path) for name in ("alone", "together") for path in (collections / name / "archive").iterdir()
    ]
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        killer = Thread(target=_kill_one_at_work, args=(client,))
        killer.start()
        problems: list[Problem] = []
        joined = b"".join(read_on_dask(cluster.scheduler_address, warcs, problems))
        killer.join()
    assert joined == _pipelines(*warcs)
    assert joined.count(b"\n") > 20


def test_shards_joined_by_hand_give_the_same_bytes(collections):
    warcs = sorted(str(path) for path in (collections / "alone" / "archive").iterdir())
    assert (
        b"".join(join(map(extract_warc, warcs), [])) == (collections / "alone" / "reports.jsonl").read_bytes()
    )


def test_a_report_is_finished_with_what_lies_in_other_files(collections, tmp_path):
    """Pages in one file, the documents and metadata that belong to them in a later one."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    pages, beside = tmp_path / "1-pages.warc.gz", tmp_path / "2-beside.warc.gz"
    with pages.open("wb") as first, beside.open("wb") as second:
        for path in sorted((collections / "alone" / "archive").iterdir()):
            with path.open("rb") as file:
                for member in read_members(file):
                    assert isinstance(member, Member)
                    is_page = record_of(member.data)[0].target.endswith((".html", "/"))
                    (first if is_page else second).write(member.stored)
    shards = [extract_warc(str(path)) for path in (pages, beside)]
    lines = b"".join(join(shards, []))
    assert lines == _pipelines(pages, beside)
    assert lines == b"".join(read_on_dask("local", [str(pages), str(beside)], []))
    assert lines != b"".join(join(shards[:1], [])), "the first file alone does not know what is in the other"
