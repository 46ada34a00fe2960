"""Whatever a page holds, reading it raises nothing but our own exceptions, and those are caught."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import read_capture
from pipelines.schema import check_line
from tests.pipelines.pages import TEXT, capture, portal

PAGE = portal(TEXT + "<table><tr><td>甲</td><td rowspan=2>1</td></tr><tr><td>乙</td></tr></table>").encode()
PIECES = st.sampled_from(
    [
        b"<table>", b"</table>", b"<tr>", b"<td colspan=999999999>", b"<td rowspan=0>", b"<div>", b"</div>", b"<p>", b"</p>",
        b"<a href='http://[::1'>x</a>", b"<a href='//\xff:99999999/x.pdf'>", b"<base href='http://['>", b"<img src='data:x'>",
        b"\x00", b"\xed\xa0\x80", b"&#xd83d;", b"&#1;", b"<script>", b"<!--", b"<![CDATA[", b"<style>", b"<select>", b"<frameset>",
        b"<meta charset=utf-16>", b"<meta name=PubDate content='99999-99-99'>", b"<h1>", b"<pre>\n1", b'"', b"<svg><g>", b"<textarea>",
        "来源：".encode(), "一、".encode(), "您现在的位置".encode(), "二〇一九年十三月".encode(), "０７５５－".encode("gbk"),
    ]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 400), st.lists(PIECES | st.binary(max_size=8), max_size=6)),
    max_size=12,
)


def read_and_write(page: bytes, head: str) -> None:
    reading = read_capture(capture(page, head=head))
    assert (reading.report is None) == (reading.reason is not None)
    if reading.report:
        line = reading.report.to_json()
        json.dumps(line, ensure_ascii=False, allow_nan=False).encode()
        assert not check_line(line)
        for section in line["sections"]:
            assert line["body"].startswith(section["heading"], section["start"])


@settings(max_examples=300, deadline=None)
@given(
    EDITS,
    st.sampled_from(
        ["text/html", "text/html; charset=gbk", "text/html; charset=utf-16", "text/html; charset=idna"]
    ),
)
def test_a_broken_page_is_read_or_refused(edits, media_type):
    page = bytearray(PAGE)
    for place, cut, pieces in edits:
        at = int(place * len(page))
        page[at : at + cut] = b"".join(pieces)
    read_and_write(bytes(page), f"Content-Type: {media_type}")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=60))
def test_bytes_of_any_kind_are_read_or_refused(body, head):
    read_and_write(
        body, "Content-Type: text/html; charset=" + head.decode("latin-1").replace("\n", "").replace("\r", "")
    )
