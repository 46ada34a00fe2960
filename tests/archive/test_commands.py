"""The archivist's commands: what they print, and their exit status."""

import json
import shutil
import subprocess
import sys

import pytest

from archive.__main__ import main
from archive.chain import seal
from archive.collection import Collection
from archive.problem import Problem
from archive.verify import verify
from tests.archive.samples import CSS, SITE, make_collection

FIRST, SECOND = "20261123T090000Z", "20261124T090000Z"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("commands") / "sample").root


def test_index_writes_what_was_written_as_the_records_were(root, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    (copy / "indexes" / "index.cdxj").unlink()
    assert main(["index", str(copy)]) == 0
    assert (copy / "indexes/index.cdxj").read_bytes() == (root / "indexes/index.cdxj").read_bytes()


def test_show_lists_the_captures_of_a_page(root, capsys):
    assert main(["show", str(root), f"{SITE}/style.css"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[4] for line in lines[1:]] == ["first", "revisit"]


def test_show_takes_the_page_first_too(root, capsys):
    assert main(["show", f"{SITE}/style.css", str(root)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    "command", ["index {}/no", "show {}/no", "pack {}/no --out {}/x.wacz", "ledger {}/no"]
)
def test_what_is_not_there_is_one_line_and_leaves_no_trace(command, tmp_path, capsys):
    assert main(command.format(tmp_path, tmp_path).split()) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("more", [[], ["--bagit"]])
def test_a_package_wants_a_folder_that_is_there(root, more, tmp_path, capsys):
    assert main(["pack", str(root), "--out", str(tmp_path / "no" / "x"), *more]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'no'} is no folder\n"


def test_show_prints_the_body_that_a_revisit_repeats(root, capsysbinary):
    assert main(["show", str(root), f"{SITE}/style.css", "--at", "20261124", "--body"]) == 0
    assert capsysbinary.readouterr().out == CSS


def test_a_page_that_was_never_captured_ends_with_1(root):
    assert main(["show", str(root), f"{SITE}/never"]) == 1


def test_ledger_counts_outcomes_and_names_what_needs_a_look(root, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    rows = [
        {"url": "http://a/1", "kind": "report", "outcome": "new"},
        {"url": "http://a/2", "kind": "report", "outcome": "blocked", "detail": "412"},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (copy / "runs" / FIRST / "ledger.jsonl").write_text(lines)
    assert main(["ledger", str(copy)]) == 0
    out = capsys.readouterr().out
    assert "2 URLs" in out
    assert "http://a/2  412" in out
    assert "http://a/1" not in out
    assert main(["ledger", str(copy), "nosuch"]) == 2


@pytest.mark.parametrize(
    "words", [["verify"], ["verify", "nothing-here"], ["index", "nothing-here"], ["pack", "nothing-here"]]
)
def test_wrong_use_is_one_line_and_ends_with_2(words, tmp_path):
    command = [sys.executable, "-m", "archive", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_verify_explains_rules_and_false_alarms(capsys):
    assert main(["verify", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "digest.payload" in out
    assert "iipc/warc-specifications#22" in out


def seal_runs(root):
    collection = Collection(root)
    for run, stamp in ((FIRST, "20261123"), (SECOND, "20261124")):
        files = [path for path in collection.archive.iterdir() if f"-{stamp}" in path.name]
        facts = {"run": run, "seal": seal(collection, run, files, {"run": run})}
        (collection.runs / run / "run.json").write_text(json.dumps(facts))


def rules(root):
    return {finding.rule for finding in verify(root) if isinstance(finding, Problem)}


def test_the_chain_of_runs_finds_what_no_record_tells(root, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    seal_runs(copy)
    assert rules(copy) == set()
    first = copy / "runs" / FIRST / "run.json"
    before = first.read_text()
    first.write_text(before.replace('"run"', '"Run"', 1))
    assert rules(copy) == {"chain.link", "chain.run"}
    first.write_text(before)
    # The record of the failed attempt is the last of its file, and no other names it.
    warc = min((copy / "archive").iterdir())
    data = warc.read_bytes()
    warc.write_bytes(data[: data.rindex(b"\x1f\x8b\x08")])
    assert rules(copy) == {"chain.file"}


def test_a_run_that_stands_alone_names_its_captures_where_they_lie(root, tmp_path):
    copy, out = tmp_path / "copy", tmp_path / "alone"
    shutil.copytree(root, copy)
    entry = next(Collection(copy).captures_of(f"{SITE}/style.css"))
    capture = Collection(copy).read(entry)
    line = json.dumps({"id": "x", "capture": capture.to_json()}) + "\n"
    (copy / "runs" / SECOND / "reports.jsonl").write_text(line)
    assert main(["hydrate", str(copy), SECOND, "--out", str(out)]) == 0
    told = json.loads((out / "reports.jsonl").read_text())["capture"]
    assert told["warc"].startswith("originals-of-")
    (held,) = [e for e in Collection(out).captures_of(f"{SITE}/style.css") if e.mime == "text/css"]
    assert (told["warc"], told["offset"], told["length"]) == (held.filename, held.offset, held.length)
