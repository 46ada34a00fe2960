"""Sites crawled side by side on a cluster make one collection, also where a worker is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.__main__ import main as archivist
from crawler.cluster import main
from crawler.sites import SITES
from tests.crawler.runs import FAST, ROOT, lines
from tests.replica import Replica

CHOSEN = ("sf", "meeb")


def _kill_one_at_work(client, root: Path) -> None:
    """Kill a worker, once each of the two has archived something."""
    pids, until = client.run(os.getpid), time.monotonic() + 60
    while time.monotonic() < until:
        if len([path for path in root.glob("parts/*/archive/*.open") if path.stat().st_size > 5000]) == 2:
            os.kill(next(iter(pids.values())), signal.SIGKILL)
            return
        time.sleep(0.02)
    raise TimeoutError("no site was crawled")


def test_a_cluster_that_loses_a_worker_makes_the_collection_of_all_sites(tmp_path):
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    root = tmp_path / "all"
    with (
        Replica() as site,
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        command = [sys.executable, "-m", "crawler.cluster", "--dask", cluster.scheduler_address]
        command += ["--collection", str(root), "-a", f"site={','.join(CHOSEN)}", *FAST]
        command += ["-s", "DOWNLOAD_DELAY=0.2", "-s", f"CONNECT_TO={site.connect_to}"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            _kill_one_at_work(client, root)
            told = process.communicate(timeout=100)[1]
    assert process.returncode == 0, told
    parts = sorted((root / "parts").iterdir())
    assert [part.name for part in parts] == sorted(CHOSEN)
    for part in parts:  # that which was killed went on under its own name
        assert len(list((part / "runs").iterdir())) == 1
        assert json.loads(next(part.glob("runs/*/run.json")).read_bytes())["exit_status"] == 0
    assert (
        sum(len(list((part / "archive").iterdir())) for part in parts) == 3
    )  # one site went on in a new file
    apart = [line for part in parts for line in lines(part / "reports.jsonl")]
    assert lines(root / "reports.jsonl") == sorted(apart, key=lambda line: line["id"])
    assert archivist(["verify", str(root)]) == 0
    before = (root / "indexes/index.cdxj").read_bytes()
    assert archivist(["merge", *map(str, parts), "--into", str(root)]) == 0
    assert (root / "indexes/index.cdxj").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-a", "site=nonesuch"], "no site is called"),
        (["-a", "site=sf", "-a", "speed=2"], "takes site and years, not speed"),
        (["-a", "site=sf", "-s", "COLLECTION=x"], "COLLECTION of its own"),
        (["-a", "site=sf", "-s", "UPLOAD_TO=nowhere"], "no address of a storage"),
        (["-a", "site=sf", "-s", "DELAY"], "write NAME=VALUE"),
    ],
)
def test_wrong_use_is_one_line_and_nothing_is_begun(tmp_path, capsys, words, says):
    assert main(["--dask", "local", "--collection", str(tmp_path / "none"), *words]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_sites_that_share_a_host_are_one_job(tmp_path):
    from crawler.cluster import _jobs  # noqa: PLC0415

    assert len(list(_jobs(tmp_path, {"site": "all"}, {}))) == len(SITES)
    file = tmp_path / "disclosure.toml"
    file.write_text('[[site]]\nname = "new"\ntitle = "某局"\nlistings = ["http://www.szlh.gov.cn/nb/"]\n')
    jobs = list(_jobs(tmp_path, {"site": "szlh,new,sf"}, {"CONFIG": str(file)}))
    assert [(job.sites, job.folder.name) for job in jobs] == [(("sf",), "sf"), (("szlh", "new"), "szlh")]
    alone = list(_jobs(tmp_path, {"site": "new"}, {"CONFIG": str(file)}))
    assert [(job.sites, job.folder.name) for job in alone] == [(("new",), "szlh")]
