"""What pywb replays from a collection and from a package: the payloads, byte for byte."""

import importlib.util
import json
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, build_opener

import pytest

from archive import http
from archive.__main__ import main
from archive.collection import Collection
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


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("replayed") / "sample").root


@pytest.fixture(scope="module")
def address(root):
    with serving(root, free_port()) as (_process, address):
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


def test_pages_are_replayed_with_the_bytes_of_their_payloads(address):
    for path in WHOLE:
        assert fetch(f"{address}{FIRST}id_/{SITE}{path}") == (200, payload(pages()[path])), path


def test_a_page_that_was_gone_is_gone(address):
    assert fetch(f"{address}{FIRST}id_/{SITE}/robots.txt") == (404, b"gone")


def test_both_kinds_of_revisit_replay_what_they_repeat(address):
    for path, body in (("/post_1.html", HTML), ("/style.css", CSS)):
        assert fetch(f"{address}{SECOND}id_/{SITE}{path}") == (200, body), path


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


def test_a_package_is_replayed_like_its_collection(root, tmp_path):
    package = tmp_path / "packed.wacz"
    assert main(["pack", str(root), "--out", str(package)]) == 0
    with serving(package, free_port()) as (_process, address):
        test_pages_are_replayed_with_the_bytes_of_their_payloads(address)
        test_both_kinds_of_revisit_replay_what_they_repeat(address)


def test_the_unpacker_of_pywb_takes_a_package(root, tmp_path):
    package = tmp_path / "packed.wacz"
    assert main(["pack", str(root), "--out", str(package)]) == 0
    start = [sys.executable, "-c", "from pywb.manager.manager import main; main()"]
    for words in (["init", "theirs"], ["add", "--unpack-wacz", "theirs", str(package)]):
        subprocess.run([*start, *words], cwd=tmp_path, check=True, capture_output=True)
    lines = (tmp_path / "collections" / "theirs" / "indexes" / "index.cdxj").read_bytes().splitlines()
    assert len(lines) == len(Collection(root).index.read_bytes().splitlines())
