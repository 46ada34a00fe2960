"""What ``verify`` says of whole archives, and of damaged ones."""

import shutil
from pathlib import Path

import pytest

from archive.problem import Problem
from archive.verify import verify
from tests.archive.damage import INDEX_DAMAGE, WARC_DAMAGE, harm
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


def test_there_are_more_than_two_hundred_of_them():
    assert len(SEEDS) * len([*WARC_DAMAGE, *INDEX_DAMAGE]) >= 200
