"""What ``verify`` says of whole archives, and of damaged ones."""

import gzip
import shutil
from pathlib import Path

import pytest

from archive.gzip_members import compress
from archive.problem import Problem
from archive.verify import verify
from tests.archive.damage import INDEX_DAMAGE, WARC_DAMAGE, harm, members_of
from tests.archive.samples import make_collection

SEEDS = range(8)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("whole")).root


def findings(path: Path) -> list[Problem]:
    return [finding for finding in verify(path) if isinstance(finding, Problem)]


def test_a_collection_as_a_crawl_writes_it_has_no_findings(whole):
    assert findings(whole) == []


def test_each_of_its_files_has_none_either(whole):
    assert [findings(path) for path in (whole / "archive").iterdir()] == [[], []]


@pytest.mark.parametrize("kind", [*WARC_DAMAGE, *INDEX_DAMAGE])
def test_every_damage_is_found_and_none_breaks_the_verifier(kind, whole, tmp_path):
    for seed in SEEDS:
        copy = tmp_path / str(seed)
        shutil.copytree(whole, copy)
        harm(copy, kind, seed)
        assert findings(copy), f"{kind} with seed {seed} was not found"


@pytest.mark.parametrize("number", [0, 1])
def test_no_line_of_a_header_is_lost_or_changed_unseen_even_in_a_file_alone(number, whole, tmp_path):
    path = sorted((whole / "archive").iterdir())[number]
    members = members_of(path.read_bytes())
    alone = tmp_path / path.name
    for at in (0, 1, 2, 3, len(members) - 2, len(members) - 1):
        head, _gap, rest = gzip.decompress(members[at]).partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        for line in range(1, len(lines)):
            if lines[line].startswith(b"WARC-Concurrent-To") and lines[line - 1].startswith(b"WARC-Con"):
                continue
            name, _colon, value = lines[line].partition(b": ")
            for other in ([], [lines[line]] * 2, [name[:-1] + b": " + value], [name + b":  " + value]):
                changed = b"\r\n".join([*lines[:line], *other, *lines[line + 1 :]]) + b"\r\n\r\n" + rest
                alone.write_bytes(b"".join([*members[:at], compress(changed), *members[at + 1 :]]))
                assert findings(alone), other


def test_no_record_of_an_exchange_is_lost_unseen_even_in_a_file_alone(whole, tmp_path):
    path = min((whole / "archive").iterdir())
    members = members_of(path.read_bytes())
    alone = tmp_path / path.name
    for at in range(1, len(members) - 1):  # but the attempt that failed, which stands alone
        alone.write_bytes(b"".join(members[:at] + members[at + 1 :]))
        assert findings(alone), at


def test_a_file_called_gz_that_is_not_compressed_is_told(whole, tmp_path):
    path = min((whole / "archive").iterdir())
    plain = b"".join(map(gzip.decompress, members_of(path.read_bytes())))
    (tmp_path / path.name).write_bytes(plain)
    assert [finding.rule for finding in findings(tmp_path / path.name)] == ["file.members"]


def test_there_are_more_than_two_hundred_of_them():
    assert len(SEEDS) * len([*WARC_DAMAGE, *INDEX_DAMAGE]) >= 200
