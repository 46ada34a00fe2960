"""Whatever byte a kill leaves a file at, what was whole stays whole."""

import random
import shutil

import pytest

from archive.collection import Collection
from archive.members import Damage, read_members
from archive.record import parse
from archive.resume import gather, whole_until
from tests.archive.exchanges import exchange, new_recording

PAGES = 12


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A collection whose run was killed: its file open, its journal unmerged."""
    collection = Collection(tmp_path_factory.mktemp("killed"))
    run, recording = new_recording(collection)
    for number in range(PAGES):
        body = random.Random(number).randbytes(200 + 37 * number)
        recording.keep(exchange(f"/post_{number}.html", body, number=number), [("via", "/")])
    return collection, run


def _ends(path):
    """Give the offset behind every exchange of a file."""
    ends = []
    with path.open("rb") as file:
        for member in read_members(file):
            assert not isinstance(member, Damage)
            if parse(member.data).type in ("response", "warcinfo"):
                ends.append(member.offset + member.length)
    return ends


def test_a_file_cut_at_any_byte_keeps_every_whole_exchange_and_the_torn_tail_beside(killed, tmp_path):
    collection, run = killed
    (path,) = collection.archive.iterdir()
    whole, ends = path.read_bytes(), _ends(path)
    for cut in sorted(random.Random(1).sample(range(len(whole)), 400)):
        copy = Collection(tmp_path / str(cut))
        shutil.copytree(collection.root, copy.root)
        (copy.archive / path.name).write_bytes(whole[:cut])
        remains = gather(copy, run)
        end = max([0, *(end for end in ends if end <= cut)])
        name = path.name.removesuffix(".open")
        if end == 0:
            assert not remains.files
            assert not (copy.archive / name).exists()
        else:
            assert (copy.archive / name).read_bytes() == whole[:end]
            assert remains.files == [name]
            assert len(remains.pages) == sum(1 for each in ends[1:] if each <= cut)
        torn = b"".join((copy.runs / run / each).read_bytes() for each in remains.aside)
        assert torn == whole[end:cut], "nothing is thrown away"
        shutil.rmtree(copy.root)


def test_zeros_that_a_power_loss_leaves_behind_the_last_sync_are_cut(killed, tmp_path):
    collection, run = killed
    (path,) = collection.archive.iterdir()
    copy = Collection(tmp_path / "c")
    shutil.copytree(collection.root, copy.root)
    with (copy.archive / path.name).open("ab") as file:
        file.write(bytes(5000))
    remains = gather(copy, run)
    assert len(remains.pages) == PAGES
    assert (copy.archive / remains.files[0]).read_bytes() == path.read_bytes()


def test_the_journal_is_written_again_from_the_records(killed, tmp_path):
    collection, run = killed
    copy = Collection(tmp_path / "c")
    shutil.copytree(collection.root, copy.root)
    journal = copy.runs / run / "index.cdxj.open"
    before = journal.read_bytes()
    journal.write_bytes(before[: len(before) // 2])
    gather(copy, run)
    assert journal.read_bytes() == before


def test_a_request_without_its_response_is_no_whole_exchange(killed):
    (path,) = killed[0].archive.iterdir()
    assert whole_until(path) == path.stat().st_size
