"""What operators write: sites, years, where to connect; and what pages need beside themselves."""

import re

import pytest
from parsel import Selector

from crawler.connect_to import read_rules
from crawler.leads import leads_of
from crawler.requisites import attachments, requisites, style_sheet_requisites
from crawler.retry_after import seconds_of
from crawler.sites import SITES, UnknownSite, choose
from crawler.years import read_years
from tests.crawler.runs import ROOT

BASE = "http://www.sz.gov.cn/cn/a/content/post_1.html"


def test_every_site_has_a_name_of_its_own_and_a_listing_on_a_host():
    assert len({site.name for site in SITES}) == len(SITES) >= 20
    for site in SITES:
        assert site.hosts
        assert all(host.endswith((".sz.gov.cn", ".gov.cn")) for host in site.hosts)


def test_sites_are_chosen_by_name_in_the_order_given():
    assert [site.name for site in choose("szft, sz,szft")] == ["szft", "sz"]
    assert choose("all") == SITES


@pytest.mark.parametrize("names", ["", " , ", "sz,nowhere"])
def test_an_unknown_site_is_answered_with_those_that_are_known(names):
    with pytest.raises(UnknownSite, match="szft"):
        choose(names)


def test_years_are_one_or_a_span():
    assert read_years("") is None
    assert read_years("2018") == range(2018, 2019)
    assert read_years(" 2018 - 2024 ") == range(2018, 2025)


@pytest.mark.parametrize("text", ["soon", "2018-", "18-24", "2024-2018"])
def test_other_years_are_answered_with_what_would_be_right(text):
    with pytest.raises(ValueError, match="2018"):
        read_years(text)


def test_connections_are_mapped_as_curl_maps_them():
    first, second = read_rules("*:80=127.0.0.1:8099, sf.sz.gov.cn:443=[::1]:8443")
    assert first.matches("www.sz.gov.cn", 80)
    assert not first.matches("www.sz.gov.cn", 443)
    assert second.matches("SF.sz.gov.cn", 443)
    assert (second.address, second.to) == ("::1", 8443)


def test_retry_after_is_seconds_or_a_date():
    assert seconds_of("120", 0) == 120
    assert seconds_of("Thu, 01 Jan 1970 00:01:00 GMT", 10) == 50
    assert seconds_of("Thu, 01 Jan 1970 00:01:00 GMT", 100) == 0
    assert seconds_of("soon", 0) is None


def test_attachments_hang_on_links_and_in_the_script_of_around_2018():
    page = Selector(
        '<div class="fjdown"><a href="../a.pdf">a</a><a href="javascript:x()">b</a></div>'
        '<a class="nfw-cms-attachment" href="/attachment/0/1/1/1?x=1">c</a>'
        '<a href="b.html">no</a><script>var linkdesc="d;e"; var linkurl="./d.doc;./e.xls";</script>'
    )
    assert attachments(leads_of(page.root), BASE) == [
        "http://www.sz.gov.cn/cn/a/a.pdf",
        "http://www.sz.gov.cn/attachment/0/1/1/1?x=1",
        "http://www.sz.gov.cn/cn/a/content/d.doc",
        "http://www.sz.gov.cn/cn/a/content/e.xls",
    ]


def test_a_replay_needs_images_styles_scripts_and_icons():
    page = Selector(
        '<link rel="shortcut icon" href="/favicon.ico"><link rel="stylesheet" href="/a.css">'
        '<link rel="next" href="/n">'
        '<script src="/a.js"></script><img src="/1.png" srcset="/2.png 2x, /3.png 3x">'
        '<div style="background: url(\'/4.png\')"></div><table background="/5.png"></table>'
        '<style>@import "/b.css"; p{background:url(/6.png)}</style><img src="data:image/png;base64,xx">'
    )
    names = {url.removeprefix("http://www.sz.gov.cn") for url in requisites(leads_of(page.root), BASE)}
    pictures = {f"/{n}.png" for n in range(1, 7)}
    assert names == {"/favicon.ico", "/a.css", "/a.js", "/b.css", *pictures}


def test_a_style_sheet_needs_what_it_imports_and_paints_with():
    text = "@import url(base.css); @import 'more.css'; p { background: url( \"../img/x.png\" ) }"
    assert style_sheet_requisites(text, "http://www.sz.gov.cn/css/a.css") == [
        "http://www.sz.gov.cn/css/base.css",
        "http://www.sz.gov.cn/css/more.css",
        "http://www.sz.gov.cn/img/x.png",
    ]


RULE = re.compile(r'"((?:completeness|drift|listing|run|site|code)\.[a-z-]+)"')


def test_every_finding_stands_in_the_operators_document():
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    modules = [path.read_text("utf-8") for path in sorted((ROOT / "crawler").rglob("*.py"))]
    rules = {rule for module in modules for rule in RULE.findall(module)} - {"run.json"}
    assert len(rules) > 20
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in text] == []
