"""What pywb replays from a collection and from a package: the payloads, byte for byte."""

import importlib.util
import json
import socket
from urllib.error import HTTPError
from urllib.request import Request, build_opener

import pytest

from archive import http
from archive.__main__ import main
from archive.serve import serving
from tests.archive.samples import CSS, HTML, SITE, make_collection, pages

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("pywb"), reason="pywb (the extra replay) is not installed"
)
FIRST, SECOND = "20261123090000", "20261124090001"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module", params=["collection", "package"])
def address(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("replayed")
    path = make_collection(folder / "sample").root
    if request.param == "package":
        package = folder / "packed.wacz"
        assert main(["pack", str(path), "--out", str(package)]) == 0
        path = package
    with serving(path, free_port()) as (_process, address):
        yield address


def fetch(url: str) -> tuple[int, bytes]:
    try:
        with build_opener().open(Request(url, headers={"Accept-Encoding": "identity"}), timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def payload(message: bytes) -> bytes:
    head = http.read_head(message)
    return http.decode(http.entity(message, head), head)


WHOLE = [path for path, message in pages().items() if message.startswith(b"HTTP/1.1 200")]


@pytest.mark.parametrize("path", WHOLE)
def test_a_page_is_replayed_with_the_bytes_of_its_payload(path, address):
    status, body = fetch(f"{address}{FIRST}id_/{SITE}{path}")
    assert (status, body) == (200, payload(pages()[path]))


def test_a_page_that_was_gone_is_gone(address):
    assert fetch(f"{address}{FIRST}id_/{SITE}/robots.txt") == (404, b"gone")


@pytest.mark.parametrize(("path", "body"), [("/post_1.html", HTML), ("/style.css", CSS)])
def test_both_kinds_of_revisit_replay_what_they_repeat(path, body, address):
    assert fetch(f"{address}{SECOND}id_/{SITE}{path}") == (200, body)


def test_a_page_is_rewritten_for_a_browser_with_its_text(address):
    status, body = fetch(f"{address}{FIRST}mp_/{SITE}/post_1.html")
    assert status == 200
    assert "主动公开政府信息 1234 条。" in body.decode()


def test_the_cdx_api_lists_both_captures(address):
    _status, body = fetch(f"{address}cdx?url={SITE}/post_1.html&output=json")
    rows = [json.loads(line) for line in body.splitlines()]
    assert [(row["timestamp"], row["mime"]) for row in rows] == [
        ("20261123090001", "text/html"),
        ("20261124090000", "warc/revisit"),
    ]


def test_the_timemap_lists_both_mementos(address):
    _status, body = fetch(f"{address}timemap/link/{SITE}/post_1.html")
    assert body.decode().count('rel="memento"') == 2
