"""``repair`` keeps every whole record, keeps the rest aside, and touches nothing that is there."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from archive.__main__ import main
from archive.capture import Capture
from archive.problem import Problem
from archive.reading import read_captures
from archive.repair import repair
from archive.verify import verify
from tests.archive.damage import harm, members_of
from tests.archive.samples import make_collection

# (A digest of an unknown kind cannot be judged, and is kept.)
LOST = {"field.digest", "record.own", "revisit.target", "exchange.request", "exchange.tie", "exchange.order"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("whole") / "sample").root


def captures(path: Path) -> dict[str, bytes]:
    return {c.url: c.message for c in read_captures(path) if isinstance(c, Capture)}


def findings(path: Path) -> list[Problem]:
    return [finding for finding in verify(path) if isinstance(finding, Problem)]


def first_warc(collection: Path) -> Path:
    return min((collection / "archive").iterdir())


def test_a_whole_collection_is_copied_byte_for_byte(whole, tmp_path):
    done = repair(whole, tmp_path / "out")
    assert done.bytes_aside == 0
    for path in (whole / "archive").iterdir():
        assert (tmp_path / "out" / "archive" / path.name).read_bytes() == path.read_bytes()
    assert (tmp_path / "out/indexes/index.cdxj").read_bytes() == (whole / "indexes/index.cdxj").read_bytes()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "kind", ["cut", "cut out", "put in", "blank", "append garbage", "wrong block digest"]
)
def test_what_is_mended_verifies_but_for_what_is_lost(kind, seed, whole, tmp_path):
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(whole, copy)
    harm(copy, kind, seed)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    repair(copy, out)
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    # A revisit may repeat what is lost now, a response have lost its request, a request name lost metadata; all else is well.
    assert {finding.rule for finding in findings(out)} <= LOST
    kept, held = captures(out), captures(whole)
    assert kept.items() <= held.items()
    lost = sum(len(path.read_bytes()) for path in (out / "aside").glob("*"))
    assert lost > 0 or kept == held or kind == "cut"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "kind",
    [
        "flip a bit of a gzip header",
        "cut the last bytes",
        "append garbage",
        "swap neighbours",
        "duplicate a record",
        "join members",
        "leave a record unpacked",
        "wrong length",
    ],
)
def test_what_the_bytes_suffice_for_is_mended_to_the_file_that_was(kind, seed, whole, tmp_path):
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(whole, copy)
    harm(copy, kind, seed)
    repair(copy, out)
    for path in (whole / "archive").iterdir():
        assert (out / "archive" / path.name).read_bytes() == path.read_bytes()
    assert findings(out) == []


def test_the_data_set_finds_the_captures_that_were_moved(whole, tmp_path):
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(whole, copy)
    path = first_warc(copy)
    first = next(c for c in read_captures(path) if isinstance(c, Capture))
    (copy / "reports.jsonl").write_text(json.dumps({"id": "x", "capture": first.to_json()}) + "\n")
    path.write_bytes(path.read_bytes().replace(members_of(path.read_bytes())[1], b"", 1))
    repair(copy, out)
    (now,) = (c for c in read_captures(first_warc(out)) if isinstance(c, Capture) and c.url == first.url)
    assert now.offset != first.offset
    assert json.loads((out / "reports.jsonl").read_text())["capture"] == now.to_json()


def test_a_torn_tail_is_kept_aside_and_the_file_closed(whole, tmp_path):
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(whole, copy)
    path = first_warc(copy)
    path.write_bytes(path.read_bytes()[:-50])
    path.rename(f"{path}.open")
    assert main(["repair", str(copy), "--out", str(out)]) == 1
    assert [file.name for file in (out / "aside").iterdir()]
    assert (out / "archive" / path.name).exists()
    assert findings(out) == []


@pytest.mark.parametrize("form", ["plain", "one gzip member for all", "two records a member"])
def test_records_become_members_of_their_own(form, whole, tmp_path):
    data = first_warc(whole).read_bytes()
    records = [gzip.decompress(member) for member in members_of(data)]
    path = tmp_path / first_warc(whole).name
    if form == "plain":
        path = path.with_suffix("")
        path.write_bytes(b"".join(records))
    elif form == "one gzip member for all":
        path.write_bytes(gzip.compress(b"".join(records)))
    else:
        pairs = [b"".join(records[at : at + 2]) for at in range(0, len(records), 2)]
        path.write_bytes(b"".join(gzip.compress(pair) for pair in pairs))
    out = tmp_path / "out"
    assert main(["repair", str(path), "--out", str(out)]) == 0
    assert findings(out) == []
    assert captures(out) == captures(first_warc(whole))


def test_nothing_is_written_over(whole, tmp_path):
    assert main(["repair", str(whole), "--out", str(tmp_path)]) == 2


def test_what_is_no_archive_is_told_and_leaves_no_folder(tmp_path):
    (tmp_path / "notes.txt").write_text("no archive")
    assert main(["repair", str(tmp_path / "notes.txt"), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()
