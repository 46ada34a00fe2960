"""Files as other tools write them are read like those tools read them."""

import gzip
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from archive.capture import Capture
from archive.problem import Problem
from archive.reading import find_in, read_captures
from archive.verify import verify
from tests.archive.damage import members_of
from tests.archive.samples import HTML, make_collection, response

URL = "http://www.sz.gov.cn/post_1.html"
MESSAGE = response(HTML, "text/html; charset=utf-8")


def captures(path: Path) -> list[Capture]:
    found = list(read_captures(path))
    assert not [problem for problem in found if isinstance(problem, Problem)]
    return found


def same_as_one_capture(path: Path, url: str = URL) -> None:
    """Hold a file with the one page against that page, read in order and looked up."""
    (capture,) = captures(path)
    assert (capture.url, capture.status, capture.payload) == (url, 200, HTML)
    assert find_in([path])(url).payload == HTML


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Give the records of a small crawl, unpacked."""
    collection = make_collection(tmp_path_factory.mktemp("ours"), second_run=False)
    return [gzip.decompress(member) for member in members_of(next(collection.archive.iterdir()).read_bytes())]


@pytest.fixture(scope="module")
def bodies(records, tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "all.warc"
    path.write_bytes(b"".join(records))
    return {capture.url: capture.payload for capture in captures(path)}


ARC_FIRST = b"filedesc://x.arc 0.0.0.0 20130411000000 text/plain 16\n1 0 Someone\nURL \n"
ARC_HEAD = f"{URL} 192.0.2.1 20130411120000 text/html {len(MESSAGE)}\n".encode()
ARC = [ARC_FIRST + b"\n", ARC_HEAD + MESSAGE + b"\n"]


@pytest.mark.parametrize(
    "pack",
    [
        b"".join,
        lambda parts: b"".join(map(gzip.compress, parts)),
        lambda parts: gzip.compress(b"".join(parts)),
    ],
    ids=["plain", "a member a record", "one member for all"],
)
def test_arc_files_are_read(pack, tmp_path):
    path = tmp_path / ("x.arc" if pack is bytes.join else "x.arc.gz")
    path.write_bytes(pack(ARC))
    same_as_one_capture(path)
    assert captures(path)[0].captured_at == "2013-04-11T12:00:00.000000Z"


def test_a_cut_arc_is_told_and_read_up_to_there(tmp_path):
    path = tmp_path / "x.arc"
    path.write_bytes(b"".join([*ARC, ARC[1]])[:-20])
    found = list(read_captures(path))
    assert [type(one) for one in found] == [Capture, Problem]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_damage_in_an_arc_is_told_and_the_rest_is_read(pack, tmp_path):
    path = tmp_path / ("x.arc" if pack is bytes else "x.arc.gz")
    damaged = pack(ARC[1])[: len(pack(ARC[1])) // 2]
    path.write_bytes(b"".join([pack(ARC[0]), pack(ARC[1]), damaged, b"\n", pack(ARC[1])]))
    assert [type(one) for one in read_captures(path)] == [Capture, Problem, Capture]


def test_an_arc_without_its_first_record_is_told_and_read(tmp_path):
    path = tmp_path / "x.arc"
    path.write_bytes(b"filedesc:// - - - 76\n" + ARC[1])
    assert [type(one) for one in read_captures(path)] == [Problem, Capture]
    path.write_bytes(ARC[1])
    same_as_one_capture(path)


def test_an_address_with_spaces_in_an_arc_is_read(tmp_path):
    path = tmp_path / "x.arc"
    path.write_bytes(ARC[0] + ARC[1].replace(b"post_1.html", b"post 1.html"))
    assert captures(path)[0].url == URL.replace("post_1", "post%201")


def test_whole_file_gzip_is_read(records, bodies, tmp_path):
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(b"".join(records)))
    assert {capture.url: capture.payload for capture in captures(path)} == bodies
    assert "file.members" in {finding.rule for finding in verify(path) if isinstance(finding, Problem)}


def test_whole_file_gzip_that_is_cut_is_told_and_read_up_to_there(records, tmp_path):
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(b"".join(records))[:-3000])
    found = list(read_captures(path))
    assert isinstance(found[0], Capture)
    assert isinstance(found[-1], Problem)


@pytest.mark.parametrize("with_dictionary", [False, True])
def test_zstd_is_read(with_dictionary, records, bodies, tmp_path):
    zstd = pytest.importorskip("backports.zstd", reason="backports.zstd is not installed")
    path, data = tmp_path / "x.warc.zst", b""
    dictionary = None
    if with_dictionary:
        dictionary = zstd.train_dict([record[at:] for record in records for at in (0, 7, 50)] * 4, 4096)
        raw = zstd.compress(dictionary.dict_content)
        data = b"\x5d\x2a\x4d\x18" + len(raw).to_bytes(4, "little") + raw
    path.write_bytes(data + b"".join(zstd.compress(record, zstd_dict=dictionary) for record in records))
    assert {capture.url: capture.payload for capture in captures(path)} == bodies
    assert find_in([path])(URL).payload == HTML


def test_cut_zstd_is_told(records, tmp_path):
    zstd = pytest.importorskip("backports.zstd", reason="backports.zstd is not installed")
    path = tmp_path / "x.warc.zst"
    data = b"".join(zstd.compress(record) for record in records)
    path.write_bytes(data[:-10])
    assert isinstance(list(read_captures(path))[-1], Problem)


# As wget 1.21 writes it: WARC 1.0, brackets round the URI, lower-case ids, no fraction.
WGET = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:AB0F1B64-5F2B-4B0B-9A0C-000000000001>\r\n"
    b"WARC-Warcinfo-ID: <urn:uuid:AB0F1B64-5F2B-4B0B-9A0C-000000000000>\r\n"
    b"WARC-Concurrent-To: <urn:uuid:AB0F1B64-5F2B-4B0B-9A0C-000000000002>\r\n"
    b"WARC-Target-URI: <%b>\r\nWARC-Date: 2019-03-25T03:06:00Z\r\nWARC-IP-Address: 192.0.2.1\r\n"
    b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
) % (URL.encode(), len(MESSAGE), MESSAGE)


def test_warc_1_0_with_a_uri_in_brackets_is_read(tmp_path):
    (tmp_path / "wget.warc").write_bytes(WGET)
    same_as_one_capture(tmp_path / "wget.warc")


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (b"WARC-IP-Address: 192.0.2.1", b"WARC-Note: one\r\n two"),
        (b"Content-Length: ", b"Content-Length:\r\n\t"),
        (b"WARC/1.0", b"warc/1.0"),
        (b"<%b>\r\n" % URL.encode(), b"<%b>\n" % URL.encode()),
        (WGET.partition(b"HTTP/")[0], WGET.partition(b"HTTP/")[0].replace(b"\n", b"\r\n")),
    ],
    ids=["folded", "folded behind the colon", "lower case", "one without CR", "CR twice"],
)
def test_odd_header_lines_are_read(there, here, tmp_path):
    assert there in WGET
    (tmp_path / "odd.warc").write_bytes(WGET.replace(there, here, 1))
    same_as_one_capture(tmp_path / "odd.warc")


@pytest.mark.parametrize("ends", [b"", b"\r\n", b"\n\n", b"\r\n" * 9], ids=["none", "one", "of LF", "many"])
def test_records_of_a_plain_file_are_read_whatever_line_ends_follow_them(ends, tmp_path):
    path = tmp_path / "odd.warc"
    path.write_bytes((WGET.removesuffix(b"\r\n\r\n") + ends) * 3)
    assert [capture.payload for capture in captures(path)] == [HTML] * 3
    found = [finding for finding in verify(path) if isinstance(finding, Problem)]
    assert [finding.rule for finding in found].count("record.end") == 3


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_a_record_with_more_behind_its_block_is_read_and_told(pack, tmp_path):
    path = tmp_path / "short.warc"
    path.write_bytes(pack(WGET.removesuffix(b"\r\n\r\n") + b"more\r\n\r\n") + pack(WGET))
    found = list(read_captures(path))
    assert [type(one) for one in found] == [Capture, Problem, Capture]
    assert found[0].payload == found[2].payload == HTML


def test_a_record_that_swallows_the_next_is_told_and_the_next_is_read(tmp_path):
    path = tmp_path / "long.warc"
    length = b"Content-Length: %d" % len(MESSAGE)
    wrong = WGET.replace(length, b"Content-Length: %d" % (len(MESSAGE) + 90))
    path.write_bytes(wrong + WGET)
    assert [type(one) for one in read_captures(path)] == [Problem, Capture]


def test_a_revisit_of_another_address_is_read_with_what_it_repeats(tmp_path):
    other = "http://www.sz.gov.cn/copy.html"
    head = MESSAGE.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
    digest = captures_of_bytes(WGET, tmp_path / "first.warc").payload_digest
    revisit = (
        "WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"WARC-Target-URI: {other}\r\nWARC-Date: 2019-03-26T03:06:00Z\r\nWARC-Payload-Digest: {digest}\r\n"
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
        f"WARC-Refers-To-Target-URI: {URL}\r\nWARC-Refers-To-Date: 2019-03-25T03:06:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(head)}\r\n\r\n"
    ).encode()
    path = tmp_path / "dedup.warc"
    path.write_bytes(WGET + revisit + head + b"\r\n\r\n")
    first, second = captures(path)
    assert (second.url, second.captured_at, second.payload) == (other, "2019-03-26T03:06:00Z", HTML)
    assert first.url == URL
    assert find_in([path])(other).payload == HTML


def captures_of_bytes(data: bytes, path: Path) -> Capture:
    path.write_bytes(data)
    return captures(path)[0]


def test_a_file_of_warcio_is_read(tmp_path):
    writer = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders
    path = tmp_path / "warcio.warc.gz"
    with path.open("wb") as file:
        out = writer.WARCWriter(file, gzip=True)
        head = headers("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = out.create_warc_record(URL, "response", payload=BytesIO(HTML), http_headers=head)
        out.write_record(record)
    same_as_one_capture(path)
    assert {f.rule for f in verify(path) if isinstance(f, Problem)} <= {"exchange.request"}


def test_a_package_of_py_wacz_is_read(tmp_path):
    pytest.importorskip("wacz.main", reason="the PyPI package wacz is not installed")
    collection = make_collection(tmp_path / "ours", second_run=False)
    warc, out = next(collection.archive.iterdir()), tmp_path / "theirs.wacz"
    program = "from wacz.main import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "create", "-o", str(out), str(warc)]
    subprocess.run(command, check=True, capture_output=True)
    assert zipfile.is_zipfile(out)
    assert {c.url: c.message for c in captures(out)} == {c.url: c.message for c in captures(warc)}
    # It writes pages.jsonl only where it is asked to, though WACZ 1.1.1 demands it.
    assert {finding.rule for finding in verify(out) if isinstance(finding, Problem)} == {"package.layout"}
