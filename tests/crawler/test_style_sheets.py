"""What style sheets import and paint with, in every way that CSS has to write an address."""

import pytest

from crawler.requisites import style_sheet_requisites
from crawler.style_sheets import addresses_in

# The place where a style sheet keeps its own.
SHEET = "http://www.sz.gov.cn/css/main.css"


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("@import url(a.css);", ["a.css"]),
        ("@import 'a.css' screen; @IMPORT\"b.css\";", ["a.css", "b.css"]),
        ("@import/**/url( 'a.css' ) layer(x);", ["a.css"]),
        ("p {background: URL(a.png), url(\n 'b.png'\n)}", ["a.png", "b.png"]),
        ('p {background: url("a(1).png")}', ["a(1).png"]),
        (r"p {background: url(a\(1\)\20 b.png)}", ["a(1) b.png"]),
        ("@font-face {src: url(a.eot?#iefix) format('x'), url(a.woff)}", ["a.eot?#iefix", "a.woff"]),
        ("""p {background: url('data:image/svg+xml,<svg d="url(no.png)"/>')} q {background: url(b.png)}""",
         ["""data:image/svg+xml,<svg d="url(no.png)"/>""", "b.png"]),
        ("/* url(no.png) @import 'no.css'; */ p {content: 'url(no.png)'}", []),
        ("p {background: url()} q {background: url('')}", []),
        ("/* never closed url(no.png)", []),
        ("p {background: url('never closed\n)} q {background: url(b.png)}", ["b.png"]),
    ],
)  # fmt: skip
def test_addresses_are_found_where_css_has_them(css, found):
    assert list(addresses_in(css)) == found


def test_addresses_are_relative_to_the_style_sheet():
    css = "@import '../b.css'; p {background: url(data:image/png;base64,AA) url(//img.sz.gov.cn/c.png)}"
    assert style_sheet_requisites(css, SHEET) == ["http://www.sz.gov.cn/b.css", "http://img.sz.gov.cn/c.png"]


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "beginning", ["url(", "url('", "/*", "@import ", "@import/*", "url('\\", '"', "url(a\\"]
)
def test_a_style_sheet_of_beginnings_takes_one_look(beginning):
    assert list(addresses_in(beginning * 50_000)) is not None
