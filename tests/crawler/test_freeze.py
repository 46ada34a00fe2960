"""``scrapy freeze`` as a person uses it, from every kind of archive."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archive.reading import Unreadable
from crawler.commands.freeze import NotFrozen, freeze
from tests.documents import ROOT
from tests.pages.test_pages import check

CASE = ROOT / "tests/pages/portal/www.sz.gov.cn-1383075"
URL = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_1383075.html"
NAME = "www.sz.gov.cn-cn-xxgk-ndxxgkbg-content-post_1383075.html"
SOFT_404 = ROOT / "tests/pages/hostile/a-soft-404/page.warc"


def run(*command, cwd=ROOT):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=100)


def scrapy_freeze(*arguments):
    return run(Path(sys.executable).with_name("scrapy"), "freeze", *map(str, arguments))


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """One page as a WARC file, a collection and a package."""
    folder = tmp_path_factory.mktemp("archives")
    collection = folder / "collection"
    (collection / "archive").mkdir(parents=True)
    (collection / "archive/a.warc").write_bytes((CASE / "page.warc").read_bytes())
    for words in (["index", collection], ["pack", collection, "--out", folder / "a.wacz"]):
        made = run(sys.executable, "-m", "archive", *map(str, words))
        assert made.returncode == 0, made.stderr
    return {"warc": CASE / "page.warc", "collection": collection, "wacz": folder / "a.wacz"}


@pytest.mark.parametrize("kind", ["warc", "collection", "wacz"])
def test_a_page_of_any_archive_becomes_a_case_of_its_template(kind, archives, tmp_path):
    frozen = scrapy_freeze(URL, archives[kind], "--pages", tmp_path)
    assert (frozen.returncode, frozen.stderr) == (0, "")
    case = tmp_path / "portal" / NAME
    assert str(case) in frozen.stdout
    assert (case / "page.warc").read_bytes() == (CASE / "page.warc").read_bytes()
    proposed, approved = (json.loads((each / "report.json").read_text("utf-8")) for each in (case, CASE))
    assert proposed == {**approved, "approved": False}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["page.warc", "portal", "report.json", NAME]


def test_a_new_case_fails_until_a_person_approves_it(tmp_path):
    scrapy_freeze(URL, CASE / "page.warc", "--pages", tmp_path, "--case", "new")
    report = tmp_path / "portal/new/report.json"
    with pytest.raises(AssertionError, match="set approved to true"):
        check(report.parent)
    report.write_text(report.read_text("utf-8").replace('"approved": false', '"approved": true'), "utf-8")
    check(report.parent)
    report.write_text(report.read_text("utf-8").replace('"value": 4411', '"value": 4412'), "utf-8")
    with pytest.raises(AssertionError):
        check(report.parent)


def test_a_missing_expectation_is_written_and_fails(tmp_path):
    (tmp_path / "page.warc").write_bytes(SOFT_404.read_bytes())
    with pytest.raises(AssertionError, match="set approved to true"):
        check(tmp_path)
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["reason"] == "soft-404"


def test_a_page_that_is_no_report_is_frozen_with_the_reason(tmp_path):
    (line,) = [line for line in SOFT_404.read_bytes().split(b"\r\n") if line.startswith(b"WARC-Target-URI")][
        :1
    ]
    frozen = scrapy_freeze(line.split()[1].decode(), SOFT_404, "--pages", tmp_path, "--case", "gone")
    assert frozen.returncode == 0
    expected = json.loads((tmp_path / "none/gone/report.json").read_text("utf-8"))
    assert expected == {"approved": False, "report": None, "reason": "soft-404", "problems": []}


def test_wrong_use_is_one_line(tmp_path):
    for arguments in ((URL,), (URL, "no/such/archive")):
        ended = scrapy_freeze(*arguments, "--pages", tmp_path / "pages")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert len(ended.stderr.splitlines()) == 1
        assert ended.stderr.startswith("scrapy freeze: ")
    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize(
    ("url", "archive", "case", "why"),
    [
        (URL, "README.md", "x", "README.md is neither"),
        (
            "http://www.sz.gov.cn/other.html",
            CASE / "page.warc",
            "x",
            "holds no response of http://www.sz.gov",
        ),
        (URL, CASE / "page.warc", "../../elsewhere", "no name of a folder"),
        (URL, CASE / "page.warc", "..", "no name of a folder"),
        (URL, CASE / "page.warc", CASE.name, "is there already"),
    ],
)
def test_what_cannot_be_frozen_is_told_and_nothing_is_written(url, archive, case, why):
    pages = CASE.parents[1]
    before = sorted(pages.rglob("*"))
    with pytest.raises((NotFrozen, Unreadable), match=why):
        freeze(url, Path(archive), pages, case)
    assert sorted(pages.rglob("*")) == before
