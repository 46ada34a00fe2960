import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.address import absolute, canonical, normalised, post_id, rank, report_id

POST = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_1383075.html"


@pytest.mark.parametrize(
    "url",
    [
        POST,
        "https://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_1383075.html",
        "http://WWW.sz.gov.cn:80/cn/xxgk/ndxxgkbg/content/post_1383075.html?jump=true",
        "http://www.sz.gov.cn//cn/xxgk//ndxxgkbg/content/mpost_1383075.html#2745",
        "http://www.sz.gov.cn/gkmlpt/content/1/1383/post_1383075.html",
        "http://www.sz.gov.cn/m/cn/content/post_1383075.html",
    ],
)
def test_the_copies_of_a_post_are_one_report(url):
    assert report_id(url, post_id(url)) == "www.sz.gov.cn/1383075"


def test_a_post_id_of_nineteen_digits_stays_as_it_is():
    assert post_id("http://h/content/post_1234567890123456789.html") == "1234567890123456789"


def test_a_page_without_an_id_is_known_by_its_address():
    assert report_id("https://x.gov.cn/a/t20190325_1.html", None) == "x.gov.cn/a/t20190325_1.html"


def test_the_canonical_address_is_what_the_page_states_of_this_post_on_this_host():
    other = "https://www.sz.gov.cn/other/content/post_1383075.html"
    assert canonical(POST, "1383075", ["", other]) == other
    for stated in (
        "/relative.html",
        "http://elsewhere.cn/content/post_1383075.html",
        POST.replace("75.", "76."),
    ):
        assert canonical(POST + "?jump=true", "1383075", [stated]) == POST


def test_the_columns_own_page_comes_before_its_copies():
    copies = [
        POST,
        POST + "?jump=true",
        "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/index.html",
        "http://www.sz.gov.cn/gkmlpt/content/1/1383/post_1383075.html",
        POST.replace("/post", "/mpost"),
    ]
    assert [rank(url) for url in copies] == sorted({rank(url) for url in copies})


@given(st.text())
def test_no_address_breaks_the_reading(text):
    for url in (text, f"http://{text}", f"http://h/{text}"):
        normalised(url)
        report_id(url, post_id(url))
        rank(url)
        absolute(POST, url)
