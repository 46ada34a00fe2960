"""An index that is lost or torn is written anew before a run leans on it; one that is whole is left alone."""

import pytest

from archive.indexing import heal
from tests.archive.samples import make_collection


@pytest.fixture
def collection(tmp_path):
    return make_collection(tmp_path)


def test_a_whole_index_is_left_alone(collection):
    before = collection.index.stat()
    assert not heal(collection.root, collection.index)
    assert collection.index.stat() == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: None,
        lambda data: b"",
        lambda data: data[:-30],
        lambda data: data[:-1],
        lambda data: data + b"\0" * 90,
        lambda data: b"".join(line for line in data.splitlines(True) if b"SZ-20261124" not in line),
    ],
    ids=["lost", "empty", "torn", "no last end", "NULs", "a file that it does not know"],
)
def test_a_lost_or_torn_index_is_written_anew_from_the_records(harm, collection):
    whole = collection.index.read_bytes()
    harmed = harm(whole)
    collection.index.unlink()
    if harmed is not None:
        collection.index.write_bytes(harmed)
    assert heal(collection.root, collection.index)
    assert collection.index.read_bytes() == whole


def test_files_whose_lines_are_not_due_yet_are_passed_over(collection):
    collection.index.unlink()
    assert not heal(collection.root, collection.index, [path.name for path in collection.archive.iterdir()])


def test_an_empty_collection_needs_no_index(tmp_path):
    assert not heal(tmp_path, tmp_path / "indexes" / "index.cdxj")
