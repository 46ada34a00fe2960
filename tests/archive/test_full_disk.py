"""A full disk ends a run; it harms nothing that was written before."""

import os
import subprocess

import pytest

from archive.collection import Collection
from archive.members import Damage, read_members
from archive.resume import gather
from archive.warc_file import NotWritten
from tests.archive.exchanges import exchange, new_recording


@pytest.fixture
def small_disk(tmp_path):
    """A file system of half a megabyte."""
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system takes root")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_what_was_written_before_the_disk_was_full_is_all_there(small_disk):
    collection = Collection(small_disk / "c")
    run, recording = new_recording(collection)
    kept = 0
    refused = ""
    while not refused:
        try:
            recording.keep(exchange(f"/post_{kept}.html", os.urandom(7000), number=kept))
            kept += 1
        except NotWritten as error:
            refused = str(error)
    assert kept > 20
    assert "pace left" in refused
    assert str(collection.root) in refused
    (path,) = collection.archive.iterdir()
    with path.open("rb") as file:
        members = list(read_members(file))
    assert not [member for member in members if isinstance(member, Damage)], "nothing torn is left behind"
    assert len(members) == 1 + 2 * kept
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    assert len(gather(collection, run).pages) == kept


def test_a_full_disk_can_still_be_closed(small_disk):
    collection = Collection(small_disk / "c")
    _run, recording = new_recording(collection)
    recording.keep(exchange("/post_1.html", os.urandom(7000)))
    filler = small_disk / "filler"
    subprocess.run(["dd", "if=/dev/zero", f"of={filler}"], capture_output=True, check=False)
    with pytest.raises(NotWritten):
        recording.keep(exchange("/post_2.html", os.urandom(7000)))
    filler.unlink()
    recording.close()
    assert len(list(collection.captures_of("http://www.sz.gov.cn/post_1.html"))) == 1
