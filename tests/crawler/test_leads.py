"""Where a page leads, found from its tags alone and from a tree of it."""

import re
from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.reading import read_captures
from crawler.leads import leads_of
from crawler.requisites import attachments, requisites
from crawler.tags import Tags
from tests.crawler.runs import ROOT
from tests.replica import Replica
from tests.replica.corpus import address_of, corpus

URL = "http://www.sz.gov.cn/cn/xxgk/content/post_1.html"
PARSER = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)
PARTS = (
    *(
        "<",
        "</",
        ">",
        "/>",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<!DOCTYPE html>",
        "<![endif]>",
        "<?xml?>",
        "]]>",
    ),
    *(
        "a",
        "base",
        "img",
        "script",
        "style",
        "iframe",
        "noscript",
        "title",
        "textarea",
        "p",
        "td",
        "select",
        "body",
    ),
    *("object", "embed", "svg", "xmp", "plaintext", "noembed", "frameset", "o:p", "base", "template", "html"),
    *(" href=", "href =", " src=", ' SRC="', " class=nfw-cms-attachment", " srcset=", " data-src=u", " = "),
    *(' style="background:url(x.png)"', " style='a:url(&quot;y&quot;)'", " background=b.gif", " type=image"),
    *('"', "'", '"x.pdf"', "'./P1.docx'", "a.pdf", "a.pdf?x=1&amp;y=2", "&#46;pdf", "&copy=1", '"a>b.pdf"'),
    *('"a<b.pdf"', "文字", " ", "\n", "\t", "\r\n", "=", "/", "`", "\x0b", "\x0c", "--", "!", "var a='<p>';"),
    *("<a href='q.pdf'>", "<img src=k.png>", '<img src="k.png"/>', "</a>", "<p>", "</p>", "<IMG SRC=U.PNG>"),
    *("<script src=s.js></script>", "<style>@import 'a.css';</style>", "<title>x</title>", "</title>"),
    *("<textarea><a href=t.pdf></textarea>", "<!-- <a href=c.pdf> -->", "<link rel=icon href=i.ico>"),
    *(
        "<script>",
        "</script>",
        "</SCRIPT >",
        "<style>",
        "</style>",
        "<iframe src=f.html></iframe>",
        "</html>",
    ),
)


def _parsed(markup: bytes):
    try:
        root = etree.fromstring(markup, PARSER)
    except etree.XMLSyntaxError:
        root = None
    return leads_of(etree.fromstring(b"<html/>", PARSER) if root is None else root)


def _replica_pages():
    facts = corpus()
    with Replica() as site:
        for report in facts.reports:
            place = facts.sites[report.site]
            body = site.answer(place.host, address_of(place, report)).body
            yield body.decode(place.charset, "replace").encode()


def _frozen_pages():
    for path in sorted((ROOT / "tests" / "pages").rglob("page.warc*")):
        for capture in read_captures(path):
            yield capture.payload.decode("utf-8", "replace").encode()


def test_the_tags_of_real_pages_tell_what_their_trees_tell():
    tags, told, pages = Tags(), 0, 0
    for page in chain(_replica_pages(), _frozen_pages()):
        found = tags.leads_in(page)
        pages += 1
        if found is not None:
            told += 1
            assert found == _parsed(page.strip())
    assert told > 0.9 * pages > 90


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=14))
@example(["<p title='", "<a href='q.pdf'>", "'>"])
@example(["<a href=", "a.pdf", "/>"])
@example(["<script>", "<!--", "<script>", "</script>", "<a href='q.pdf'>", "-->", "</script>"])
def test_tags_tell_what_a_tree_tells_or_nothing(parts):
    markup = "".join(parts).encode()
    found = Tags().leads_in(markup)
    assert found is None or found == _parsed(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<p title=\"<a href='x.pdf'>\">",
        '<p title="a>b><a href=x.pdf>">',
        "<!--><a href=x.pdf>",
        "<textarea><a href=x.pdf></textarea>",
        "<script>'<!-- <script>'</script><a href=x.pdf>--></script>",
        "</html><a href=x.pdf>",
        "<a href=x.pdf",
        "<plaintext><a href=x.pdf>",
        "<a href=x.pdf\0>",
    ],
)
def test_what_only_a_parser_can_tell_is_left_to_one(markup):
    assert Tags().leads_in(markup.encode()) is None


def test_every_way_to_name_a_requisite_is_found():
    page = """<base href="/cn/xxgk/"><link rel="shortcut icon" href=i.ico><link rel=stylesheet href='s.css?a=1&amp;b=2'><link rel=next href=n>
    <style>@import "t.css"; p {background: url( 'u.png' )}</style><script src=j.js>"<img src=no.png>"</script>
    <!-- <img src=no.png> --><IMG SRC="a b.png" data-src=late.png srcset="x1.png 1x, x2.png 2x"><td background=b.gif>
    <p style="background:url(&quot;v.png&quot;)"><input type=image src=w.png><input src=no.png><embed src=e.swf>
    <object data=o.swf></object><iframe src=f.html></iframe><video poster=p.jpg><source src=m.mp4></video>
    <img data-original=lazy.png><img srcset="data:image/png;base64,A= 1x, x3,4.png 2x"><p style="a:URL(z.png)">"""
    found = requisites(_found(page), URL)
    assert {re.sub("[^/]*$", "", url) for url in found} == {"http://www.sz.gov.cn/cn/xxgk/"}
    found = [re.sub(".*/", "", url) for url in found]
    assert set(found) == {
        *("p.jpg", "lazy.png", "x3,4.png", "z.png"),
        *("i.ico", "s.css?a=1&b=2", "t.css", "u.png", "j.js", "a b.png", "late.png", "x1.png", "x2.png"),
        *("b.gif", "v.png", "w.png", "e.swf", "o.swf", "f.html", "m.mp4"),
    }


def test_every_way_to_name_an_attachment_is_found():
    page = """<a href=a.pdf>a</a><A HREF='b.DOCX?x=1'>b</A><a href="c&#46;xls">c</a><a href=page.html>no</a>
    <a class="x nfw-cms-attachment" href="/download/4">d</a><a attachment-id=5 href=/download/5>e</a>
    <a href="g.wps#page=2">g</a><script>linkurl="./e.rar;./f.zip";</script>"""
    found = [url.rpartition("/")[2] for url in attachments(_found(page), URL)]
    assert found == ["a.pdf", "b.DOCX?x=1", "c.xls", "4", "5", "g.wps", "e.rar", "f.zip"]


def _found(page: str):
    found = Tags().leads_in(page.encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    "beginning", ["<script>", "<style>", "<!--a>", '<a b="', "<a b=", "<script></script x>"]
)
def test_a_page_of_beginnings_is_left_to_a_parser_after_one_look(beginning):
    assert Tags().leads_in(beginning.encode() * 200_000 + b">") is None
