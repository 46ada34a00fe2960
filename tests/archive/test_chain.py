"""Each run vouches for its own files, and for the run before it."""

import json

import pytest

from archive import chain
from archive.collection import Collection
from archive.problem import Problem
from archive.verify import verify
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
        files = [*(collection.archive / name for name in recording.files), folder / "reports.jsonl"]
        with (collection.root / "changes.jsonl").open("a") as history:
            history.write('{"change": "new"}\n')
        (folder / "ledger.jsonl").write_text("{}\n")
        words = {"run": run, "failed": "no"}
        words["seal"] = chain.seal(collection, run, files, words)
        (folder / "run.json").write_text(json.dumps(words))
    return collection


def test_a_collection_as_it_was_written_has_an_unbroken_chain(collection):
    assert list(chain.verify_chain(collection)) == []


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [("archive/*", "chain.file"), ("runs/*/reports.jsonl", "chain.file"), ("runs/*Z/run.json", "chain.link")],
)
def test_a_byte_changed_afterwards_breaks_it(collection, pattern, rule):
    path = min(collection.root.glob(pattern))
    path.write_bytes(path.read_bytes() + b" ")
    assert [problem.rule for problem in chain.verify_chain(collection)] == [rule]


@pytest.mark.parametrize(
    "edit", [("no", "so"), ('"run"', '"ran"'), ("{", "["), ('"seal"', '"deal"'), ('"bytes"', '"byte"')]
)
def test_words_of_the_last_run_changed_afterwards_break_it(collection, edit):
    path = max(collection.runs.glob("*/run.json"))
    path.write_text(path.read_text().replace(*edit, 1))
    assert "chain.run" in [problem.rule for problem in chain.verify_chain(collection)]


def test_a_lost_account_of_the_last_run_breaks_it(collection):
    max(collection.runs.glob("*/run.json")).unlink()
    assert [problem.rule for problem in chain.verify_chain(collection)] == ["chain.run"]


@pytest.mark.parametrize("edit", [("new", "now"), ('{"change": "new"}\n', "")])
def test_a_history_that_was_rewritten_breaks_it(collection, edit):
    path = collection.root / "changes.jsonl"
    path.write_text(path.read_text().replace(*edit, 1))
    assert "chain.file" in [problem.rule for problem in chain.verify_chain(collection)]


def test_a_lost_file_breaks_it(collection):
    min((collection.root / "archive").iterdir()).unlink()
    assert [problem.rule for problem in chain.verify_chain(collection)] == ["chain.file"]


def test_a_history_with_a_line_that_is_none_is_told(collection):
    with (collection.root / "changes.jsonl").open("a") as history:
        history.write('{"change": ')
    found = [finding for finding in verify(collection.root) if isinstance(finding, Problem)]
    assert ("ledger.line", "changes.jsonl:3") in [(problem.rule, problem.where) for problem in found]
