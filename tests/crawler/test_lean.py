"""What is cheaper than Scrapy's own gives the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.utils.request import fingerprint

from crawler.lean import Fingerprints

PARTS = st.sampled_from(
    [
        "a",
        "B",
        "..",
        ".",
        ".a",
        "a.",
        "-",
        "_",
        "",
        "%41",
        "%e4%b8%ad",
        "中",
        "a b",
        "~",
        "a;b",
        "xn--fiq",
        "1",
    ]
)


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["www.sz.gov.cn", "WWW.sz.gov.cn", "a", "1.2.3.4", "sz.gov.cn.", "xn--fiq.cn", "a_b.cn"]),
    st.sampled_from(["", ":80", ":8080"]),
    st.lists(PARTS, max_size=4),
    st.sampled_from(["", "/", "?", "?b=1&a=2", "#x"]),
)
def test_a_request_has_the_fingerprint_that_scrapy_gives_it(scheme, host, port, parts, end):
    request = Request(f"{scheme}://{host}{port}/{'/'.join(parts)}{end}")
    assert Fingerprints().fingerprint(request) == fingerprint(request)


@pytest.mark.parametrize("more", [{"method": "POST"}, {"body": "x"}, {"meta": {"verbatim_url": True}}])
def test_requests_that_are_not_plain_are_left_to_scrapy(more):
    request = Request("http://www.sz.gov.cn/a", **more)
    assert Fingerprints().fingerprint(request) == fingerprint(request)
