"""Each run vouches for its own files, and for the run before it."""

import json

import pytest

from archive import chain
from archive.collection import Collection
from tests.archive.exchanges import exchange, new_recording


@pytest.fixture
def collection(tmp_path):
    """Two runs that have ended, the second vouching for the first."""
    collection = Collection(tmp_path)
    for number in range(2):
        run, recording = new_recording(collection)
        recording.keep(exchange(f"/post_{number}.html", number=number))
        recording.close()
        folder = collection.runs / run
        (folder / "reports.jsonl").write_text("{}\n")
        words = {"finished_at": f"2026-11-2{number}", "chain": chain.link(collection, run, recording.files)}
        (folder / "run.json").write_text(json.dumps(words))
    return collection


def test_a_collection_as_it_was_written_has_an_unbroken_chain(collection):
    assert list(chain.check(collection)) == []


@pytest.mark.parametrize("pattern", ["archive/*", "runs/*/reports.jsonl", "runs/*Z/run.json"])
def test_a_byte_changed_afterwards_breaks_it(collection, pattern):
    path = min(collection.root.glob(pattern))
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1) + b" ")
    found = list(chain.check(collection))
    assert [problem.rule for problem in found] == ["chain.changed"]
    assert path.name in found[0].message


def test_a_lost_file_breaks_it(collection):
    min((collection.root / "archive").iterdir()).unlink()
    assert [problem.rule for problem in chain.check(collection)] == ["chain.lost"]
