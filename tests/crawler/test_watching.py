"""A run takes the operator's file, compares itself with the runs before, and tells how it went."""

import json

from tests.crawler.runs import crawl, last_run
from tests.replica import Replica

CONFIG = """
[collection]
operator = "Example Archive"
json_log = true

[[site]]
name = "ours"
title = "深圳市城市管理和综合执法局"
listings = ["http://cgj.sz.gov.cn/zwgk/ndbg/"]

[signals]
prometheus = "{folder}/disclosure.prom"
ping = true
"""


def _run_json(collection):
    return json.loads((last_run(collection) / "run.json").read_text("utf-8"))


def test_a_site_of_the_file_is_crawled_and_a_listing_that_moves_is_told_on_its_day(tmp_path):
    """Day 4 of the stand-in sites moves the column of this one."""
    config, collection = tmp_path / "disclosure.toml", tmp_path / "c"
    config.write_text(CONFIG.format(folder=tmp_path), "utf-8")
    with Replica(day=3) as site:
        arguments = ["-a", "site=ours", "-s", f"CONFIG={config}"]
        first = crawl(collection, *arguments, port=site.port)
        assert first.returncode == 0, first.stderr
        told = _run_json(collection)
        assert told["sites"]["ours"]["promised"] == told["sites"]["ours"]["read"] == 3
        assert told["sites"]["ours"]["listings"] == {"http://cgj.sz.gov.cn/zwgk/ndbg/": 3}
        assert [problem["rule"] for problem in told["signals_not_sent"]] == ["signal.ping"]
        assert "DISCLOSURE_PING_URL" in first.stderr
        assert "disclosure_run_exit_status 0" in (tmp_path / "disclosure.prom").read_text("utf-8")
        log = (last_run(collection) / "crawl.log").read_text("utf-8").splitlines()
        assert all(json.loads(line)["message"] for line in log)

        site.day = 4
        second = crawl(collection, *arguments, port=site.port)
    assert second.returncode == 1
    rules = {problem["rule"] for problem in _run_json(collection)["findings"]}
    assert {"drift.listing", "drift.fewer-reports"} <= rules
    assert "disclosure_run_exit_status 1" in (tmp_path / "disclosure.prom").read_text("utf-8")


def test_a_mistake_in_the_file_ends_with_2_and_nothing_is_written(tmp_path):
    config = tmp_path / "disclosure.toml"
    config.write_text("[politeness]\ndelay = -1\n", "utf-8")
    process = crawl(tmp_path / "c", "-a", "site=sz", "-s", f"CONFIG={config}", port=9)
    assert process.returncode == 2, process.stderr
    assert f"{config}:2: delay is a number of seconds, 0 to 3600, not -1" in process.stderr
    assert "Traceback" not in process.stderr
    assert not (tmp_path / "c").exists()


def test_a_run_that_cannot_begin_is_told_too(tmp_path):
    config = tmp_path / "disclosure.toml"
    config.write_text(f'[signals]\nprometheus = "{tmp_path}/disclosure.prom"\n', "utf-8")
    process = crawl("/proc/c", "-a", "site=sf", "-s", f"CONFIG={config}", port=9)
    assert process.returncode == 3
    assert "disclosure_run_exit_status 3" in (tmp_path / "disclosure.prom").read_text("utf-8")
