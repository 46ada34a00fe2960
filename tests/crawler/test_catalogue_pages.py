"""The pages of the catalogue's API, asked for one after the other."""

import json

import pytest

from tests.crawler.raw_server import Answer, RawServer
from tests.crawler.runs import crawl

SHELL = "<script>window._CONFIG = {SID: '755042', TREE: [{id: 22, name: '年报', post_count: 2},]};</script>"


def _ok(body: str) -> Answer:
    data = body.encode()
    return Answer(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(data), data)
    )


def _asked(tmp_path, pages: list[dict], shell: str = SHELL) -> tuple[list[int], str]:
    answers = {"/gkmlpt/index": _ok(shell)}
    for number, page in enumerate(pages, 1):
        answers[f"/gkmlpt/api/all/22?page={number}&sid=755042"] = _ok(json.dumps(page))
    with RawServer(answers) as site:
        process = crawl(tmp_path / "c", "-a", "site=yantian", port=site.port)
        paths = [path for path, _request, _sent in site.log if "/api/" in path]
    return [int(path.partition("page=")[2].partition("&")[0]) for path in paths], process.stderr


def _page(*ids: int, **facts: object) -> dict:
    return {
        "articles": [
            {"id": each, "title": "通知", "url": f"/gkmlpt/content/0/0/post_{each}.html"} for each in ids
        ],
        **facts,
    }


@pytest.mark.parametrize(
    ("pages", "asked", "shortfall"),
    [
        (
            [_page(1, 2, classify={"post_count": "4"}), _page(3, 4, classify={"post_count": "4"}), _page(5)],
            [1, 2],
            "",
        ),
        (
            [_page(1, 2, classify={"post_count": 9}), _page(1, 2, classify={"post_count": 9}), _page(3)],
            [1, 2],
            "9 posts and lists 2",
        ),
        ([_page(1, 2, classify={"post_count": 9})], [1, 2], "9 posts and lists 2"),
        ([_page(1, 2, 3)], [1], ""),
    ],
    ids=["to the number that is told", "while they bring new posts", "to a 404", "to the number of the tree"],
)
def test_pages_are_asked_for(tmp_path, pages, asked, shortfall):
    found, words = _asked(tmp_path, pages)
    assert found == asked
    assert ("listing.shortfall" in words) == bool(shortfall)
    assert shortfall in words


def test_where_nobody_counts_pages_are_asked_for_until_one_is_empty(tmp_path):
    pages = [_page(1, 2), _page(3), _page()]
    found, words = _asked(tmp_path, pages, SHELL.replace(", post_count: 2", ""))
    assert found == [1, 2, 3]
    assert "listing.shortfall" not in words
