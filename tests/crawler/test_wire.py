import base64
import gzip
import subprocess
import sys
from collections import Counter

import brotlicffi
import pytest

from archive.problem import Problem
from archive.reading import read_records
from archive.verify import verify
from tests.crawler.raw_server import NOT_FOUND, Answer, RawServer
from tests.crawler.runs import ROOT, crawl, last_run, lines

COLUMN = "/cn/xxgk/ndxxgkbg/"
PAGE = """<html><head><meta charset="utf-8"><title>{0}</title></head><body><div class=tit><h1>{0}</h1></div>
<div class=news_cont_d_wrap><p>一、概述</p><p>我局落实政府信息公开条例，依法做好政府信息公开工作。</p>
<p>二、依申请公开</p><p>全年共收到政府信息公开申请12宗，均已办结。</p></div></body></html>"""


def _ok(body: bytes, *fields: bytes, first: bytes = b"HTTP/1.1 200 OK") -> bytes:
    head = [first, b"Content-Type: text/html; charset=utf-8", b"Content-Length: %d" % len(body), *fields]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def _chunked(body: bytes, *fields: bytes, trailer: bytes = b"") -> bytes:
    half = len(body) // 2
    chunks = b'%x;name="value"\r\n%b\r\n%X ; last\r\n%b\r\n0\r\n%b\r\n' % (
        half,
        body[:half],
        len(body) - half,
        body[half:],
        trailer,
    )
    head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"Transfer-Encoding: chunked", *fields]
    return b"\r\n".join(head) + b"\r\n\r\n" + chunks


BODY = PAGE.format("深圳市某局2021年政府信息公开工作年度报告").encode()
GZIPPED = gzip.compress(BODY, mtime=0)
ODD = {
    "chunk extensions and a trailer": Answer(_chunked(BODY, trailer=b"X-Checksum: 1\r\n")),
    "Set-Cookie twice": Answer(_ok(BODY, b"Set-Cookie: a=1", b"Set-Cookie: b=2")),
    "no reason phrase": Answer(_ok(BODY, first=b"HTTP/1.1 200")),
    "a space for a reason phrase": Answer(_ok(BODY, first=b"HTTP/1.1 200 ")),
    "HTTP/1.0 without length": Answer(
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY, close=True
    ),
    "GBK bytes in a header": Answer(_ok(BODY, "X-Title: 深圳市政府".encode("gbk"))),
    "odd case and white space": Answer(_ok(BODY, b"x-oDD:   spaced   ", b'ETAG:\t"x"')),
    "gzip": Answer(_ok(GZIPPED, b"Content-Encoding: gzip")),
    "gzip inside chunks": Answer(_chunked(GZIPPED, b"Content-Encoding: gzip")),
    "a header line without colon": Answer(_ok(BODY, b"nonsense")),
    "a blank before the colon of a header": Answer(_ok(BODY, b"X-Blank : 1")),
    "GBK in a header's name": Answer(_ok(BODY, "深圳: 1".encode("gbk"))),
    "a header of 70 kB": Answer(_ok(BODY, b"X-Long: " + b"x" * 70_000)),
    "blanks in the first line": Answer(_ok(BODY, first=b"HTTP/1.1  200  OK")),
    "an identical transfer": Answer(_ok(BODY, b"Transfer-Encoding: identity")),
    "br that nobody asked for": Answer(_ok(brotlicffi.compress(BODY), b"Content-Encoding: br")),
    "a coding that was never applied": Answer(_ok(BODY, b"Content-Encoding: gzip")),
    "a charset for a coding": Answer(_ok(BODY, b"Content-Encoding: UTF-8")),
    "a folded header": Answer(_ok(BODY, b"X-Folded: one\r\n  two")),
    "103 before the answer": Answer(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + _ok(BODY)),
    "blanks round chunk sizes": Answer(_chunked(BODY).replace(b"\r\n0\r\n", b"\r\n 0  \r\n")),
    "GBK in a chunk extension": Answer(_chunked(BODY).replace(b"value", "值".encode("gbk"))),
    "an empty body": Answer(_ok(b"")),
    "204": Answer(b"HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n"),
    "302": Answer(
        b"HTTP/1.1 302 Found\r\nLocation: /cn/xxgk/ndxxgkbg/elsewhere.html\r\nContent-Length: 2\r\n\r\nhi"
    ),
    "500": Answer(_ok(b"broken", first=b"HTTP/1.1 500 Oops")),
    "connection closed by the server": Answer(_ok(BODY, b"Connection: close"), close=True),
    "slow in the middle": Answer(_ok(BODY), pause=0.3),
    "cut off in the body": Answer(_ok(BODY + b"x" * 500)[:-300], close=True),
    "surplus bytes behind the message": Answer(_ok(BODY) + b"surplus", close=True),
    "bare line feeds": Answer(_ok(BODY).replace(b"\r\n", b"\n")),
    "cut off in the head": Answer(_ok(BODY)[:50], close=True),
    "cut off between chunks": Answer(_chunked(BODY)[:-5], close=True),
    "304 that nobody asked for": Answer(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
}
NO_PAGE = {
    *("an empty body", "204", "302", "500", "304 that nobody asked for"),
    *("cut off in the body", "cut off in the head", "cut off between chunks"),
}
# What Twisted makes nothing of: it is kept as far as it had come then.
REFUSED = {
    "a blank line before the answer": Answer(b"\r\n" + _ok(BODY), close=True, at_once=True),
    "two lengths that differ": Answer(_ok(BODY, b"Content-Length: 7"), close=True, at_once=True),
    "a length that is none": Answer(_ok(BODY).replace(b"Length: ", b"Length: -"), close=True, at_once=True),
    "a chunk size that is none": Answer(
        _chunked(BODY).replace(b"\r\n0\r\n", b"\r\nzz\r\n"), close=True, at_once=True
    ),
    "no HTTP at all": Answer(b"\x00\x01 busy\r\n\r\n", close=True, at_once=True),
}
NO_ANSWER = {"1xx and then nothing": Answer(b"HTTP/1.1 100 Continue\r\n\r\n", close=True)}


@pytest.fixture(scope="module")
def site():
    every = (*ODD.values(), *REFUSED.values(), *NO_ANSWER.values())
    answers = {f"{COLUMN}content/post_{n}.html": answer for n, answer in enumerate(every, 1001)}
    rows = "".join(f'<li><a href="{path}" title="2021年年度报告">x</a></li>' for path in answers)
    answers[f"{COLUMN}index.html"] = Answer(_ok(f"<html><body><ul>{rows}</ul></body></html>".encode()))
    answers[f"{COLUMN}elsewhere.html"] = Answer(_ok(BODY))
    with RawServer(answers) as server:
        yield server


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    collection = tmp_path_factory.mktemp("odd") / "collection"
    process = crawl(collection, "-a", "site=sz", port=site.port)
    records = []
    for file in sorted((collection / "archive").iterdir()):
        assert file.name.endswith(".warc.gz"), "no file is left open"
        with file.open("rb") as stream:
            records += [record for _place, record in read_records(stream)]
    return process, collection, records


def _expected(path: str, sent: bytes) -> bytes:
    if "103 Early" in sent.decode("latin-1"):
        return sent[sent.index(b"HTTP/1.1 200") :]
    return sent.removesuffix(b"surplus")


def test_every_exchange_equals_what_the_server_saw(site, run):
    _process, _collection, records = run
    unanswered = {answer.message for answer in NO_ANSWER.values()}
    seen = Counter(
        (request, _expected(path, sent)) for path, request, sent in site.log if sent not in unanswered
    )
    requests = {r.get("WARC-Concurrent-To"): r.block for r in records if r.type == "request"}
    kept = Counter((requests[r.get("WARC-Record-ID")], r.block) for r in records if r.type == "response")
    assert kept == seen
    assert sum(kept.values()) >= len(ODD) + len(REFUSED) + 2


def test_interim_responses_stand_in_the_metadata_record(run):
    assert any(r.type == "metadata" and b"interimResponses: SFRUUC8xLjEgMTAz" in r.block for r in run[2])


def test_interim_responses_without_an_answer_stand_in_the_record_of_the_failure(run):
    (answer,) = NO_ANSWER.values()
    words = b"interimResponses: " + base64.b64encode(answer.message)
    assert any(b"fetchStatus: disconnect" in r.block and words in r.block for r in run[2])


def test_bytes_behind_the_end_of_a_message_stand_in_the_metadata_record(run):
    assert any(b"surplus: " + base64.b64encode(b"surplus") in r.block for r in run[2] if r.type == "metadata")


def test_a_response_that_did_not_come_whole_is_marked(run):
    reasons = {r.block: r.get("WARC-Truncated") for r in run[2] if r.type == "response"}
    assert set(reasons.values()) == {None, "disconnect", "unspecified"}
    assert {reasons[answer.message] for answer in REFUSED.values()} == {"unspecified"}
    assert reasons[ODD["chunk extensions and a trailer"].message] is None
    for name in ("cut off in the body", "cut off in the head", "cut off between chunks"):
        assert reasons[ODD[name].message] == "disconnect"


def test_what_a_server_says_oddly_is_no_damage_of_the_archive(run):
    found = [finding for finding in verify(run[1]) if isinstance(finding, Problem)]
    assert found == []


def test_the_records_of_an_exchange_share_date_and_address(run):
    responses = {r.get("WARC-Record-ID"): r for r in run[2] if r.type == "response"}
    for record in run[2]:
        if tie := record.get("WARC-Concurrent-To"):
            assert record.get("WARC-Date") == responses[tie].get("WARC-Date")
            assert record.target == responses[tie].target
    assert {r.get("WARC-IP-Address") for r in responses.values()} == {"127.0.0.1"}


def test_every_url_has_one_row_in_the_ledger(run):
    rows = lines(last_run(run[1]) / "ledger.jsonl")
    assert len({row["url"] for row in rows}) == len(rows)
    outcomes = Counter(row["outcome"] for row in rows)
    assert outcomes["not-reached"] == 0
    assert outcomes["redirected"] == 1
    assert outcomes["http-500"] == 1


def test_what_is_read_of_odd_responses_is_the_same_live_and_from_the_archive(run):
    _process, collection, _records = run
    command = [sys.executable, "-m", "pipelines", str(collection)]
    again = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False).stdout
    assert again == (collection / "reports.jsonl").read_bytes()
    read = {line["url"].rpartition("/")[2] for line in lines(collection / "reports.jsonl")}
    assert {name for number, name in enumerate(ODD, 1001) if f"post_{number}.html" not in read} == NO_PAGE


def test_a_run_with_errors_ends_with_1_and_names_them(run):
    process, collection, _records = run
    assert process.returncode == 1, process.stderr
    assert f"post_{1001 + list(ODD).index('500')}.html" in process.stderr
    assert (last_run(collection) / "run.json").exists()


def test_no_server_at_all_ends_with_3(tmp_path):
    process = crawl(tmp_path / "c", "-a", "site=sz", "-s", "RETRY_ENABLED=0", port=9)
    assert process.returncode == 3, process.stderr
    assert NOT_FOUND not in process.stderr.encode()
