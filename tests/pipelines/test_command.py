import json
import subprocess
import sys

import pytest

from archive.record import serialise
from pipelines.__main__ import main
from tests.pipelines.pages import URL, capture, portal


def record(found):
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", found.record_id),
        ("WARC-Date", found.captured_at),
        ("WARC-Target-URI", found.url),
        ("Content-Type", "application/http;msgtype=response"),
        ("Content-Length", str(len(found.message))),
    ]
    return serialise(fields, found.message)


@pytest.fixture
def warc(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(record(capture(portal())) + record(capture("", url=URL + "x", status=404)))
    return path


def test_a_warc_gives_its_reports_as_lines(warc, tmp_path, capfd):
    assert main([str(warc), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert main([str(warc)]) == 0
    told = capfd.readouterr()
    assert told.err == ""
    assert told.out.encode() == (tmp_path / "out.jsonl").read_bytes()
    assert json.loads(told.out)["id"] == "www.sz.gov.cn/1383075"


def test_damage_is_a_finding_that_is_told_and_the_rest_is_read(warc, tmp_path, capfd):
    warc.write_bytes(warc.read_bytes()[:-700])
    other = tmp_path / "b.warc"
    other.write_bytes(record(capture(portal(), url=URL.replace("75.", "76."))))
    assert main([str(warc), str(other)]) == 1
    told = capfd.readouterr()
    assert told.out.count("\n") >= 1
    assert "archive.damage" in told.err


def test_an_archive_without_a_report_is_a_finding(tmp_path, capfd):
    path = tmp_path / "a.warc"
    path.write_bytes(record(capture("", status=404)))
    assert main([str(path)]) == 1
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("wrong", ["missing.warc.gz", "text.txt"])
def test_an_input_that_is_no_archive_is_one_line_and_nothing_is_written(wrong, warc, tmp_path, capfd):
    (tmp_path / "text.txt").write_text("no archive")
    out = tmp_path / "out.jsonl"
    assert main([str(warc), str(tmp_path / wrong), "--out", str(out)]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 1
    assert not out.exists()


def test_a_folder_that_is_not_there_is_one_line(warc, tmp_path, capfd):
    assert main([str(warc), "--out", str(tmp_path / "no/out.jsonl")]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("wrong", [["--no-such"], ["x", "--jobs", "-3"], ["x", "--jobs", "many"]])
def test_a_wrong_argument_ends_with_2(wrong):
    done = subprocess.run([sys.executable, "-m", "pipelines", *wrong], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
