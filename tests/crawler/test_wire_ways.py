"""The wire is the same over TLS, through proxies, within limits of time and size."""

import os
from collections import Counter
from pathlib import Path

import pytest
from twisted.internet.protocol import Protocol as Body
from twisted.internet.testing import StringTransportWithDisconnection
from twisted.web._newclient import Request
from twisted.web.http_headers import Headers

from archive.reading import read_records
from crawler.wire import MARKER, Reels, TapedProtocol
from tests.crawler import runs
from tests.crawler.raw_server import Answer, RawServer
from tests.crawler.tls import TunnelProxy, server_context

INDEX = "/cn/xxgk/ndxxgkbg/index.html"
POST = "/cn/xxgk/ndxxgkbg/content/post_1.html"


def _ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def _answers(**posts: Answer) -> dict[str, Answer]:
    links = "".join(f'<a href="content/{name}.html" title="年度报告">a</a>' for name in posts)
    pages = {f"/cn/xxgk/ndxxgkbg/content/{name}.html": answer for name, answer in posts.items()}
    return {INDEX: Answer(_ok(f"<html><body>{links}</body></html>".encode())), **pages}


def _records(collection: Path) -> list:
    records = []
    for file in sorted((collection / "archive").iterdir()):
        with file.open("rb") as stream:
            records += [record for _place, record in read_records(stream)]
    return records


def _exchanges(records: list) -> Counter:
    requests = {r.get("WARC-Concurrent-To"): r.block for r in records if r.type == "request"}
    return Counter((requests[r.get("WARC-Record-ID")], r.block) for r in records if r.type == "response")


def test_https_is_tried_once_when_http_fails_and_taped_above_tls(tmp_path):
    with RawServer(_answers(post_1=Answer(_ok(b"<p>x"))), tls=server_context(tmp_path)) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", "-s", "RETRY_ENABLED=0", port=9, tls_port=site.port)
        records = _records(tmp_path / "c")
        assert _exchanges(records) == Counter((request, sent) for _path, request, sent in site.log)
    responses = [r for r in records if r.type == "response" and r.target.endswith("post_1.html")]
    assert responses[0].target == f"https://www.sz.gov.cn{POST}"
    protocols = [value for name, value in responses[0].fields if name == "WARC-Protocol"]
    assert protocols == ["http/1.1", "tls/1.3"]
    assert responses[0].get("WARC-Cipher-Suite")
    assert any(b"certificate: MII" in r.block for r in records if r.type == "metadata")
    refused = [r for r in records if b"fetchStatus: refused" in r.block]
    assert refused, "the refused connection is archived as a metadata record"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_changes_nothing_but_what_it_must(tmp_path, scheme, monkeypatch):
    tls = server_context(tmp_path) if scheme == "https" else None
    monkeypatch.setitem(os.environ, "no_proxy", "")
    with RawServer(_answers(post_1=Answer(_ok(b"<p>x"))), tls=tls) as site, TunnelProxy(site.port) as proxy:
        port = site.port if scheme == "http" else proxy.port
        monkeypatch.setitem(os.environ, f"{scheme}_proxy", f"http://127.0.0.1:{port}")
        connect = ("-s", "CONNECT_TO=*:80=127.0.0.1:9") if scheme == "https" else ()
        runs.crawl(tmp_path / "c", "-a", "site=sz", "-s", "RETRY_ENABLED=0", *connect)
        records = _records(tmp_path / "c")
        exchanges = _exchanges(records)
        assert exchanges == Counter((request, sent) for _path, request, sent in site.log)
    first = next(iter(exchanges))[0].split(b"\r\n")[0]
    assert first.startswith(b"GET http://www.sz.gov.cn/" if scheme == "http" else b"GET /")


def test_a_time_out_keeps_what_came_and_says_time(tmp_path):
    slow = Answer(_ok(b"<p>" + b"x" * 1000), pause=6)
    with RawServer(_answers(post_1=slow)) as site:
        limits = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_ENABLED=0")
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", *limits, port=site.port)
    cut = [r for r in _records(tmp_path / "c") if r.get("WARC-Truncated")]
    assert [r.get("WARC-Truncated") for r in cut] == ["time"]
    assert cut[0].block == slow.message[: len(slow.message) // 2]
    assert process.returncode == 1


def test_a_size_limit_keeps_what_came_and_says_length(tmp_path):
    large = Answer(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 300_000, close=True, pause=1
    )
    told = Answer(_ok(b"x" * 300_000), pause=1)
    with RawServer(_answers(post_1=large, post_2=told)) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", "-s", "DOWNLOAD_MAXSIZE=100000", port=site.port)
    cut = [r for r in _records(tmp_path / "c") if r.get("WARC-Truncated")]
    assert {r.get("WARC-Truncated") for r in cut} == {"length"}
    assert {r.target.rsplit("/", 1)[1] for r in cut} == {"post_1.html", "post_2.html"}
    for record in cut:
        assert (large if record.target.endswith("1.html") else told).message.startswith(record.block)


def test_what_we_cut_is_not_whole_though_to_the_parser_a_close_ends_it():
    reels = Reels()
    marker = reels.begin()
    protocol = TapedProtocol(reels, lambda _protocol: None)
    transport = StringTransportWithDisconnection()
    transport.protocol = protocol
    protocol.makeConnection(transport)
    headers = Headers({b"Host": [b"www.sz.gov.cn"], MARKER: [marker]})
    protocol.request(Request(b"GET", b"/", headers, None)).addCallback(
        lambda answer: answer.deliverBody(Body())
    )
    protocol.dataReceived(b"HTTP/1.1 200 OK\r\n\r\nthe first ha")
    protocol.transport.abortConnection()
    (tape,) = reels.end(marker).tapes
    assert tape.received.endswith(b"the first ha")
    assert not tape.whole


def test_a_stale_connection_that_twisted_retries_is_told_as_two_attempts(tmp_path):
    answers = _answers(post_1=Answer(_ok(b"<p>one")), post_2=Answer(b"", close=True))
    with RawServer(answers) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", "-s", "RETRY_ENABLED=0", port=site.port)
    failed = [r for r in _records(tmp_path / "c") if b"fetchStatus: disconnect" in r.block]
    assert {r.target for r in failed} >= {"http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_2.html"}


def test_no_request_leaves_for_a_host_outside_the_table_also_across_redirects(tmp_path):
    away = Answer(
        b"HTTP/1.1 302 Found\r\nLocation: http://www.sz.gov.cn.example.com/x\r\nContent-Length: 0\r\n\r\n"
    )
    with RawServer(_answers(post_1=away)) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
        assert all(b"Host: www.sz.gov.cn\r\n" in request for _path, request, _sent in site.log)
    rows = {row["url"]: row for row in runs.lines(runs.last_run(tmp_path / "c") / "ledger.jsonl")}
    assert rows["http://www.sz.gov.cn.example.com/x"]["outcome"] == "off-list"
    assert rows[f"http://www.sz.gov.cn{POST}"]["outcome"] == "redirected"


def _to(location: str) -> Answer:
    return Answer(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())


def test_a_report_that_redirects_to_one_of_the_listing_is_had(tmp_path):
    text = "<p>一、概述</p><p>我局落实政府信息公开条例。</p><p>二、依申请公开</p><p>收到申请12宗。</p>"
    report = f"<title>某局2021年政府信息公开工作年度报告</title><div class=news_cont_d_wrap>{text}</div>"
    led_away = {"post_3": _to("post_4.html"), "post_4": _to("/"), "post_5": _to("post_5.html")}
    pages = _answers(post_1=_to("post_2.html"), post_2=Answer(_ok(report.encode())), **led_away)
    with RawServer(pages) as site:
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
    rows = {row["url"][-11:]: row for row in runs.lines(runs.last_run(tmp_path / "c") / "ledger.jsonl")}
    assert rows["post_1.html"]["to"] == f"http://www.sz.gov.cn{POST.replace('1', '2')}"
    assert rows["post_1.html"]["report"] == rows["post_2.html"]["report"] == "www.sz.gov.cn/2"
    assert rows["post_5.html"]["outcome"] == "blocked", "it redirects to itself, until a cookie is set"
    told = [line for line in process.stderr.splitlines() if "FINDING" in line and "redirected" in line]
    assert [line.split(" ")[-1][-11:] for line in told] == ["post_3.html", "post_5.html"], "each once"


def test_bytes_that_are_not_utf_8_close_no_more_of_a_host_than_they_say(tmp_path):
    rules = "# 说明\nUser-agent: *\nDisallow: /深圳\nDisallow: /cn/xxgk/ndxxgkbg/content/\n".encode("gbk")
    with RawServer({**_answers(post_1=Answer(_ok(b"<p>x"))), "/robots.txt": Answer(_ok(rules))}) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
        assert {path for path, _request, _sent in site.log} == {"/robots.txt", INDEX}


def test_a_robots_txt_that_fails_closes_the_host(tmp_path):
    answers = {
        **_answers(post_1=Answer(_ok(b"<p>x"))),
        "/robots.txt": Answer(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    }
    with RawServer(answers) as site:
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
        assert {path for path, _request, _sent in site.log} == {"/robots.txt"}
    assert process.returncode == 1
    rows = runs.lines(runs.last_run(tmp_path / "c") / "ledger.jsonl")
    assert [row["outcome"] for row in rows if row["kind"] == "listing"] == ["robots-excluded"]


def test_a_robots_txt_that_breaks_off_closes_the_host(tmp_path):
    part = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\nUser-agent: *\nDisall"
    answers = {**_answers(post_1=Answer(_ok(b"<p>x"))), "/robots.txt": Answer(part, close=True)}
    with RawServer(answers) as site:
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
        assert {path for path, _request, _sent in site.log} == {"/robots.txt"}
    assert process.returncode == 1
    assert "robots-excluded" in process.stderr


def test_a_host_that_answers_over_https_alone_is_asked_for_its_robots_txt_there(tmp_path):
    rules = b"User-agent: *\nDisallow: /cn/xxgk/ndxxgkbg/content/\n"
    answers = {**_answers(post_1=Answer(_ok(b"<p>x"))), "/robots.txt": Answer(_ok(rules))}
    with RawServer(answers, tls=server_context(tmp_path)) as site:
        runs.crawl(tmp_path / "c", "-a", "site=sz", "-s", "RETRY_ENABLED=0", port=9, tls_port=site.port)
        assert {path for path, _request, _sent in site.log} == {"/robots.txt", INDEX}
