"""Collections merged into one: whole, vouched for, never over what is there, and twice is once."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from archive import chain
from archive.__main__ import main
from archive.collection import Collection
from archive.index import look_up
from archive.lock import Lock
from archive.reading import read_captures
from archive.recording import Policy, Recording
from tests.archive.exchanges import BEGUN, INFO, exchange


def _run(collection, number, *paths, begun=BEGUN, ends=True):
    """Let a collection have a run of some pages, all runs in the same second."""
    collection.make()
    run = collection.new_run(begun)
    recording = Recording(collection, run, Policy(f"{collection.root.name}-{number}", INFO))
    kept = [recording.keep(exchange(path, number=number)) for path in paths]
    recording.close()
    folder = collection.runs / run
    rows = [
        json.dumps({"url": each.capture.url, "kind": "report", "outcome": "new", "capture": each.record_id})
        + "\n"
        for each in kept
    ]
    (folder / "ledger.jsonl").write_text("".join(rows))
    if ends:
        files = [*(collection.archive / name for name in recording.files), folder / "ledger.jsonl"]
        words = {"run": run, "warcs": recording.files}
        words["seal"] = chain.seal(collection, run, files, words)
        (folder / "run.json").write_text(json.dumps(words))
    return run


@pytest.fixture
def parts(tmp_path):
    """Two collections of two runs each, whose runs have the same names."""
    found = [Collection(tmp_path / name) for name in ("sz", "lg")]
    for number, part in enumerate(found):
        _run(part, 2 * number, f"/{part.root.name}/post_1.html", "/both.html")
        _run(part, 2 * number + 1, f"/{part.root.name}/post_2.html")
    return found


@pytest.fixture
def into(tmp_path):
    return Collection(tmp_path / "all")


def _merge(parts, into):
    return main(["merge", *(str(part.root) for part in parts), "--into", str(into.root)])


def _state(collection):
    files = (path for path in collection.root.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(collection.root).as_posix(): path.read_bytes() for path in files}


def test_what_was_merged_is_whole_and_holds_every_capture(parts, into):
    before = [_state(part) for part in parts]
    assert _merge(parts, into) == 0
    assert main(["verify", str(into.root)]) == 0
    whole = {capture.record_id for capture in read_captures(into.root)}
    assert whole == {capture.record_id for part in parts for capture in read_captures(part.root)}
    assert len(look_up(into.index, "http://www.sz.gov.cn/both.html")) == 2
    assert before == [_state(part) for part in parts]


def test_runs_of_the_same_name_keep_their_words_and_their_chains(parts, into):
    _merge(parts, into)
    for part in parts:
        for folder in part.runs.iterdir():
            for path in folder.iterdir():
                there = into.runs / f"{folder.name}-{part.root.name}" / path.name
                assert there.read_bytes() == path.read_bytes()
    assert main(["ledger", str(into.root), f"{min(path.name for path in parts[0].runs.iterdir())}-sz"]) == 0


def test_a_run_that_was_taken_can_be_made_to_stand_alone(parts, into, tmp_path):
    _merge(parts, into)
    run = f"{min(path.name for path in parts[1].runs.iterdir())}-lg"
    assert main(["hydrate", str(into.root), run, "--out", str(tmp_path / "alone")]) == 0
    assert main(["verify", str(tmp_path / "alone")]) == 0
    assert {capture.url for capture in read_captures(tmp_path / "alone")} == {
        "http://www.sz.gov.cn/lg/post_1.html",
        "http://www.sz.gov.cn/both.html",
    }


def test_merging_twice_changes_nothing(parts, into):
    _merge(parts, into)
    before = _state(into)
    assert _merge(parts, into) == 0
    assert _merge(parts[:1], into) == 0
    assert _state(into) == before


def test_what_came_later_is_taken_later(parts, into):
    _merge(parts[:1], into)
    _run(parts[0], 7, "/sz/post_3.html")
    _run(into, 8, "/own.html", begun=datetime.now(UTC))
    assert _merge(parts, into) == 0
    assert main(["verify", str(into.root)]) == 0
    assert len(list(read_captures(into.root))) == 8


@pytest.mark.parametrize("lost", [("runs",), ("runs", "index"), ("runs", "index", "warc")])
def test_a_merge_that_was_killed_is_completed_by_the_next(parts, into, lost):
    """A kill leaves the first steps of: files, index lines, the run that vouches; and what it was copying."""
    _merge(parts, into)
    shutil.rmtree(
        next(path.parent for path in into.runs.glob("*/run.json") if b'"merged"' in path.read_bytes())
    )
    if "index" in lost:
        into.index.unlink()
    if "warc" in lost:
        max(into.archive.iterdir()).unlink()
        shutil.rmtree(max(into.runs.iterdir()))
        (into.root / ".merging").mkdir()
        (into.root / ".merging/half.warc.gz").write_bytes(b"half")
    assert main(["verify", str(into.root)]) == 1
    assert _merge(parts, into) == 0
    assert main(["verify", str(into.root)]) == 0
    assert not (into.root / ".merging").exists()


def test_a_file_of_the_same_name_with_other_bytes_is_refused_and_the_others_are_taken(parts, into, capsys):
    into.make()
    name = min(path.name for path in parts[0].archive.iterdir())
    (into.archive / name).write_bytes(b"other bytes")
    assert _merge(parts, into) == 1
    assert f"merge.collision {parts[0].archive / name}" in capsys.readouterr().out
    assert (into.archive / name).read_bytes() == b"other bytes"
    assert sorted(path.name[-2:] for path in into.runs.glob("*-??")) == ["lg", "lg"]


def test_a_collection_that_is_not_as_its_runs_left_it_is_not_taken(parts, into, capsys):
    ledger = min(parts[0].runs.glob("*/ledger.jsonl"))
    ledger.write_text("")
    assert _merge(parts, into) == 1
    assert "chain.file" in capsys.readouterr().out
    assert not list(into.runs.glob("*-sz"))


def test_a_run_that_has_not_ended_stays_where_it_is_until_it_has(parts, into, capsys):
    run = _run(parts[0], 5, "/late.html", ends=False)
    assert _merge(parts, into) == 1
    assert f"merge.unfinished {parts[0].runs / run}" in capsys.readouterr().out
    assert look_up(into.index, "http://www.sz.gov.cn/late.html") == []
    assert main(["verify", str(into.root)]) == 0


@pytest.mark.parametrize("changed", ["taken-from.json", "run.json", "ledger.jsonl"])
def test_a_byte_changed_in_a_run_that_was_taken_is_found(parts, into, changed):
    _merge(parts, into)
    path = min(into.runs.glob(f"*-sz/{changed}"))
    path.write_bytes(path.read_bytes().replace(b"sz", b"zs", 1))
    assert "chain.file" in {problem.rule for problem in chain.verify_chain(into)}


def test_a_collection_that_a_run_writes_to_is_left_alone(parts, into):
    lock = Lock(parts[0].root)
    assert _merge(parts, into) == 3
    lock.release()
    assert list(into.archive.iterdir()) == []


def test_wrong_use_is_one_line(parts, into, tmp_path, capsys):
    assert _merge([Collection(tmp_path / "none")], into) == 2
    assert _merge([into], into) == 2
    assert _merge(parts, into) == 0
    assert _merge([into], Collection(tmp_path / "second")) == 2
    assert len(capsys.readouterr().err.splitlines()) == 4
