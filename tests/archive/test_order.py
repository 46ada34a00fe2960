"""Captures and runs keep the order in which they were made, whatever the clock says."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from archive.collection import Collection
from archive.order import after, moment_of, rank
from archive.warc_file import NotWritten, WarcFile

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


def test_a_capture_is_as_old_as_its_date_says():
    assert (
        moment_of("2026-11-24T02:30:07.25Z", "annual-reports-20261124023000-00001-vm.warc.gz")
        == "20261124023007"
    )
    assert moment_of("2026-11-24T02:30:07Z", "someone-elses.warc.gz") == "20261124023007"


def test_in_a_file_with_a_later_name_it_is_as_old_as_the_file_for_the_clock_had_gone_back():
    old = rank(200, "2026-11-24T02:35:00Z", "a-20261124023000-00001-vm.warc.gz", 900)
    new = rank(200, "2026-11-20T02:30:00Z", "a-20261124023501-00001-vm.warc.gz", 100)
    assert old < new
    assert new < rank(200, "2026-11-25T02:30:00Z", "a-20261125023000-00001-vm.warc.gz", 1)


@pytest.mark.parametrize(
    ("earlier", "moment"),
    [
        ([], NOW),
        (["20261123T023000Z"], NOW),
        (["20261124T023000Z"], NOW + timedelta(seconds=1)),
        (["20261124T025000Z", "20261123T023000Z"], NOW + timedelta(minutes=20, seconds=1)),
        (["20261123T023000Z", "2026-11-24T02:31:00+00:00"], NOW + timedelta(minutes=1, seconds=1)),
        (["2030-reports-20261124023100-00001-vm.warc.gz"], NOW + timedelta(minutes=1, seconds=1)),
        (["a folder", "lost+found", ".DS_Store"], NOW),
    ],
)
def test_a_run_is_named_after_its_start_or_behind_all_that_is_there(earlier, moment):
    assert after(earlier, NOW) == moment


def test_runs_follow_one_another_though_the_clock_goes_back_every_time(tmp_path):
    collection = Collection(tmp_path)
    collection.make()
    names = []
    for day in range(12, 0, -1):
        now = NOW + timedelta(days=day)
        run = collection.new_run(now)
        ended = (now + timedelta(minutes=5)).isoformat()
        (collection.runs / run / "run.json").write_text(json.dumps({"finished_at": ended}))
        names.append(run)
    assert names == sorted(names)
    assert len(set(names)) == 12
    assert names[1] > "20261206T023500Z", "the captures of the first reach until then"


def test_a_file_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"there")
    with pytest.raises(NotWritten, match="a file of this name is there"):
        WarcFile(path)
    assert path.read_bytes() == b"there"
