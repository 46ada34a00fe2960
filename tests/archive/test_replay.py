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


def pages_have_the_bytes_of_their_payloads(address):
    for path in WHOLE:
        assert fetch(f"{address}{FIRST}id_/{SITE}{path}") == (200, payload(pages()[path])), path


def what_was_gone_is_gone(address):
    assert fetch(f"{address}{FIRST}id_/{SITE}/robots.txt") == (404, b"gone")


def both_kinds_of_revisit_give_what_they_repeat(address):
    for path, body in (("/post_1.html", HTML), ("/style.css", CSS)):
        assert fetch(f"{address}{SECOND}id_/{SITE}{path}") == (200, body), path


def a_page_for_a_browser_has_its_text(address):
    status, body = fetch(f"{address}{FIRST}mp_/{SITE}/post_1.html")
    assert status == 200
    assert "主动公开政府信息 1234 条。" in body.decode()


def the_cdx_api_lists_both_captures(address):
    _status, body = fetch(f"{address}cdx?url={SITE}/post_1.html&output=json")
    rows = [json.loads(line) for line in body.splitlines()]
    assert [(row["timestamp"], row["mime"]) for row in rows] == [
        ("20261123090001", "text/html"),
        ("20261124090000", "warc/revisit"),
    ]


def the_timemap_lists_both_mementos(address):
    _status, body = fetch(f"{address}timemap/link/{SITE}/post_1.html")
    assert body.decode().count('rel="memento"') == 2


def test_pywb_replays_a_collection_and_its_package(root, tmp_path):
    """One test, for pywb takes long to start: what holds is said by the names above."""
    package = tmp_path / "packed.wacz"
    assert main(["pack", str(root), "--out", str(package)]) == 0
    with serving([root, package], free_port()) as (_process, addresses):
        for address in addresses:
            pages_have_the_bytes_of_their_payloads(address)
            what_was_gone_is_gone(address)
            both_kinds_of_revisit_give_what_they_repeat(address)
            a_page_for_a_browser_has_its_text(address)
            the_cdx_api_lists_both_captures(address)
            the_timemap_lists_both_mementos(address)


def test_the_unpacker_of_pywb_takes_a_package(root, tmp_path):
    package = tmp_path / "packed.wacz"
    assert main(["pack", str(root), "--out", str(package)]) == 0
    program = "import sys; from pywb.manager.manager import main; main(['init', 'theirs']);"
    program += "main(['add', '--unpack-wacz', 'theirs', sys.argv[1]])"
    command = [sys.executable, "-c", program, str(package)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    lines = (tmp_path / "collections" / "theirs" / "indexes" / "index.cdxj").read_bytes().splitlines()
    assert len(lines) == len(Collection(root).index.read_bytes().splitlines())
