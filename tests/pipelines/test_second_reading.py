"""Reports that do not stand where pages have their text."""

import sys

import pytest

from pipelines import fallback
from pipelines.extract import read_capture
from tests.cities.facts import cities
from tests.pipelines.pages import capture

CITY = next(city for city in cities() if city.case == "jingshan")
PAGE = CITY.page.decode()
TITLE = f"<title>{CITY.record['title']}</title>"
START = PAGE.index('<div class="para-wrap">')
TEXT = PAGE[START : PAGE.index('<div class="rel">')].strip().removesuffix("</div>")
TEASER = f"<div class='article'>{'本站公布的信息仅供参考，请以正式文件为准。' * 8}</div>"


def read(page):
    return read_capture(capture(f"{TITLE}<body>{page}</body>", CITY.url))


@pytest.mark.parametrize(
    ("reader", "page"),
    [
        ("generic", f"{TEASER}<div class='x'>{TEXT}</div>"),
        ("generic", f"<div>{TEASER}<div class='x'>{TEXT}</div></div>"),
        ("generic", f"<a name='top'><div class='x'>{TEXT}</div></a>"),
        ("trafilatura", f"<div><footer><div>{TEXT}</div></footer></div>"),
        ("trafilatura", f"<nav><div>{TEXT}</div></nav>"),
        ("trafilatura", f"<div class='x'><noscript><div>{TEXT}</div></noscript></div>"),
    ],
)
def test_a_report_is_found_where_no_page_should_have_it(reader, page):
    report = read(page).report
    assert report.reader[0] == reader
    assert report.body == CITY.record["body"]
    assert len(report.tables) == CITY.record["tables"]
    told = [(v.indicator, v.applicant, v.value, v.unit) for v in report.statistics.values]
    assert sorted(told, key=str) == sorted(CITY.record["statistics"]["values"], key=str)


@pytest.fixture
def without_trafilatura(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # Python's own way to say: not installed


def test_without_the_library_such_a_page_is_named(without_trafilatura):
    reading = read(f"<nav><div>{TEXT}</div></nav>")
    assert reading.report is None
    assert [problem.rule for problem in reading.problems] == ["page.fallback"]
    assert "`fallback`" in reading.problems[0].message


@pytest.mark.usefixtures("without_trafilatura")
@pytest.mark.parametrize("city", cities(), ids=lambda city: city.case)
def test_no_page_that_our_readers_read_needs_the_library(city):
    reading = read_capture(capture(city.page, city.url, f"Content-Type: {city.media_type}"))
    assert reading.report
    assert not [problem for problem in reading.report.problems if problem.rule == "page.fallback"]


def test_a_page_too_large_for_the_library_is_named_and_not_given_to_it():
    with pytest.raises(fallback.NoFallback, match="at most"):
        fallback.main_text("<p>主动公开</p>" * 100_000)


def test_a_page_without_the_words_of_a_report_is_not_read_again(without_trafilatura):
    assert read("<div id='app'></div>").problems == ()
    assert read("<nav><p>登录后可以查看全文。</p></nav>").problems == ()
