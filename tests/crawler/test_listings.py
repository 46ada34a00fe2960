"""Where the pages of the different skins lead."""

import pytest
from parsel import Selector

from crawler.addresses import absolute, column_of, post_key, tidy
from crawler.listings import Link, is_report_title, post_json, read_listing

COLUMN = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/"
INDEX = f"{COLUMN}index.html"


def _read(html: str, url: str = INDEX):
    return read_listing(Selector(html), url, COLUMN)


PORTAL = """<div class="zx_ml_list"><ul>
<li><span class="number">序号</span><span class="tit">标题</span><span>日期</span></li>
<li><span class="number">1</span><span class="tit"><a href="./content/post_12675915.html"
 title="深圳市人民政府2025年政府信息公开工作年度报告">深圳市人民政府2025年…</a></span><span>2026-03-20</span></li>
</ul></div><a class="next" href="index_2.html">下一页</a>"""


def test_a_row_gives_its_link_with_the_whole_title():
    (link,) = _read(PORTAL).reports
    assert link == Link(f"{COLUMN}content/post_12675915.html", "深圳市人民政府2025年政府信息公开工作年度报告")
    assert link.year == 2025


def test_a_linked_next_page_is_followed_and_nothing_is_guessed():
    found = _read(PORTAL + "<script>createPageHTML(3, 0, 'index', 'html')</script>")
    assert found.next_pages == (f"{COLUMN}index_2.html",)
    assert found.guesses == ()


def test_counted_pages_without_a_link_are_guessed_in_both_ways_of_counting():
    found = _read("<script>createPageHTML(3, 0, 'index', 'html');</script>")
    assert found.guesses == tuple(f"{COLUMN}index_{n}.html" for n in (1, 2, 3))


@pytest.mark.parametrize(
    "call",
    [
        'createPageHTML(3,0,"index","html")',
        "createPageHTML( 3 , 0 , 'index' , 'html' , 60 )",
        "createPageHTML('page-div', 3, 1, 'index', 'html', 60);",
        "createPageHTML('3', '0', 'index', '.html')",
        "createpagehtml(3, 0, 'index', 'html')",
        "var countPage = 3; createPageHTML(countPage, 0, 'index', 'html');",
        "function createPageHTML(count, at, stem, extension) {} createPageHTML(3, 0, 'index', 'html');",
    ],
)
def test_every_spelling_of_the_count_is_read(call):
    assert len(_read(f"<script>{call}</script>").guesses) == 3


def test_pages_are_counted_by_the_first_page_alone_and_never_too_many():
    call = "<script>createPageHTML(99999, 0, 'index', 'html')</script>"
    assert len(_read(call).guesses) == 200
    assert _read(call, f"{COLUMN}index_2.html").guesses == ()


@pytest.mark.parametrize(
    "link",
    [
        '<a class="page next" href="index_2.html">2</a>',
        '<li class="next"><a href="index_2.html">2</a></li>',
        '<a rel="next" href="/cn/xxgk/ndxxgkbg/index_2.html">2</a>',
        '<link rel="next" href="index_2.html">',
        '<a href="index_2.html">[下一页]</a>',
        '<a href="index_2.html"><span>下一页</span> »</a>',
        '<a href="index_2.html" title="下一页"><img src="right.png"></a>',
        "<a href=\"javascript:go('index_2.html')\">下页</a>",
        '<a href="#" class="next" onclick="go(\'index_2.html\')">2</a>',
        '<a href="index.html">1</a> <a href="index_2.html">2</a>',
    ],
)
def test_further_pages_are_found_by_what_they_are_called_or_by_their_number(link):
    assert _read(link).next_pages == (f"{COLUMN}index_2.html",)


@pytest.mark.parametrize(
    "link",
    [
        '<a class="next" href="index.html#">下一页</a>',
        '<a class="next" href="javascript:;">下一页</a>',
        '<a href="/cn/xxgk/other/index_2.html">2</a>',
        '<div class="next"><a href="/cn/xwzx/special.html">专题</a></div>',
        '<a class="next" href="/cn/xxgk/other/content/post_5.html">下一篇</a>',
    ],
)
def test_what_is_no_further_page_of_the_listing_is_none(link):
    assert _read(link).next_pages == ()


@pytest.mark.parametrize(
    "href",
    [
        "HTTP://WWW.SZ.GOV.CN/cn/xxgk/ndxxgkbg/content/post_1.html",
        "//www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_1.html",
        "http://www.sz.gov.cn:80/cn/xxgk/ndxxgkbg/content/post_1.html#top",
        "/cn//xxgk/ndxxgkbg//content/post_1.html?jump=true",
        " content/\npost_1.html ",
        ".\\content\\post_1.html",
        "javascript:window.open('content/post_1.html')",
    ],
)
def test_an_address_is_the_same_however_it_is_spelt(href):
    (link,) = _read(f'<a href="{href}">2020年</a>').reports
    assert link.url == f"{COLUMN}content/post_1.html"


def test_a_link_may_stand_in_the_code_of_a_click():
    (link,) = _read("<li onclick=\"location.href='content/post_1.html'\">2020年年度报告</li>").reports
    assert link == Link(f"{COLUMN}content/post_1.html", "2020年年度报告")


def test_links_are_relative_to_the_base_that_the_page_states():
    html = '<base href="/cn/"><a href="xxgk/ndxxgkbg/content/post_1.html">2020年</a>'
    assert [link.url for link in _read(html).reports] == [f"{COLUMN}content/post_1.html"]


def test_a_link_names_its_host_and_no_user_of_it():
    assert absolute(INDEX, "http://www.sz.gov.cn@elsewhere.example/a") == "http://elsewhere.example/a"
    assert absolute(INDEX, "http://www.sz.gov.cn:99999999/a") is None


def test_a_single_page_has_no_further_ones():
    assert _read("<script>createPageHTML(1, 0, 'index', 'html');</script>").guesses == ()


def test_an_index_that_is_an_article_leads_to_the_other_years_in_its_side_list():
    html = '<div class="side"><a href="/cn/xxgk/ndxxgkbg/content/post_8595151.html">2020年</a></div>'
    assert [link.year for link in _read(html).reports] == [2020]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="content/post_1.html">2020年年报 <i>2021-01-02</i></a></li>',
        '<div class="list_name"><a href="/cn/xxgk/ndxxgkbg/content/post_1.html">年报</a></div>',
        '<a href="https://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/mpost_1.html">年报</a>',
        '<a href="/gkmlpt/content/0/1/post_1.html" title="2020年政府信息公开工作年度报告">x</a>',
        '<a href="/old/201903/t20190325_123.htm">深圳市2018年政府信息公开年度报告</a>',
    ],
)
def test_other_skins_rows_are_reports_too(row):
    assert len(_read(row).reports) == 1


@pytest.mark.parametrize(
    "row",
    [
        '<a href="content/post_1.html" title="深圳市政府信息公开指南">指南</a>',
        '<a href="content/post_1.html" title="一图读懂《2018年政府信息公开工作年度报告》解读">x</a>',
        '<a href="/cn/xwzx/content/post_9.html">市领导调研</a>',
        '<a href="javascript:void(0)">年度报告</a>',
        '<a href="mailto:a@b.cn">年度报告</a>',
        '<a href="http://[broken/content/post_1.html">年度报告</a>',
        "<a>年度报告</a>",
    ],
)
def test_what_is_no_report_is_not_followed(row):
    assert _read(row).reports == ()


def test_the_json_of_a_column_is_named_by_the_pages_category():
    found = _read("<script>var NFCMS_CAT_ID = '2063';</script>")
    assert found.column_json == "http://www.sz.gov.cn/postmeta/i/2063.json"


def test_the_json_behind_a_post_lies_by_millions_and_thousands():
    found = post_json(["", "var NFCMS_POST_ID = '1383075'"], INDEX)
    assert found == ["http://www.sz.gov.cn/postmeta/p/1/1383/1383075.json"]


def test_ids_of_nineteen_digits_stay_as_they_are():
    url = f"{COLUMN}content/post_1234567890123456789.html"
    assert post_json([], url)[0].endswith("/1234567890123456789.json")


def test_the_copies_of_a_post_share_a_key():
    urls = [f"{COLUMN}content/post_7.html", f"{COLUMN}content/mpost_7.html?jump=true"]
    assert len({post_key(url) for url in urls}) == 1
    assert post_key(INDEX) is None


def test_what_makes_no_difference_is_taken_off_an_address():
    assert tidy("http://www.sz.gov.cn//cn//a.html?jump=true#b") == "http://www.sz.gov.cn/cn/a.html"
    assert tidy("http://www.sz.gov.cn/a?next=http://b//c") == "http://www.sz.gov.cn/a?next=http://b//c"


def test_a_column_ends_where_its_index_lies():
    assert column_of(INDEX) == column_of(f"{COLUMN}?x=/y/") == COLUMN


def test_titles_tell_reports_from_what_stands_beside_them():
    assert is_report_title("深圳市水务局2023年度政府信息公开工作报告")
    assert is_report_title("2025年深圳市福田区香蜜湖街道办事处政府信息公开工作年度报告(文字版)")
    assert not is_report_title("2023年政务公开工作要点")
    assert not is_report_title("深圳市政府信息公开指南")


@pytest.mark.parametrize(
    ("content", "leads_to"),
    [
        ("0; url=../ndbg/index.html", "http://www.sz.gov.cn/cn/xxgk/ndbg/index.html"),
        ("1;URL='/zwgk/ndbg/'", "http://www.sz.gov.cn/zwgk/ndbg/"),
        ("0;url=index.html", None),
        ("5; url=/zwgk/ndbg/", None),
        ("0; url=/", None),
        ("0; url=/index.html", None),
        ("30", None),
        ("soon", None),
    ],
)
def test_a_listing_that_gives_way_at_once_leads_to_another(content, leads_to):
    page = f'<html><head><meta http-equiv="Refresh" content="{content}"></head></html>'
    assert _read(page).moved_to == leads_to


def test_a_listing_with_reports_that_refreshes_is_one():
    assert _read(f'<meta http-equiv="refresh" content="0; url=/other/">{PORTAL}').moved_to is None
