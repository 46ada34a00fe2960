"""Signals tell how a run went, keep their secrets, and fail without failing the run."""

import json
import logging
import re
import socket
import socketserver
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crawler.bulletin import headline, letter, prometheus_text, webhook_body
from crawler.json_log import JsonLines
from crawler.news import news_of
from crawler.signals import Mail, Signals, send

RUN = {
    "run": "20261123T090000Z",
    "started_at": "2026-11-23T09:00:00+00:00",
    "finished_at": "2026-11-23T09:03:05+00:00",
    "exit_status": 1,
    "reports": 13,
    "responses": 40,
    "bytes_archived": 1234567890,
    "sites": {"sz": {"pages": 40, "reports": 13, "at_least": 0}},
    "outcomes": {"new": 39, "gone": 1},
    "findings": [
        {"rule": "ledger.gone", "message": "the report was not had", "where": "http://www.sz.gov.cn/x"},
        {"rule": 'odd"rule\\', "message": "第二行\nBcc: someone@example.org"},
    ],
}
WELL = {**RUN, "exit_status": 0, "findings": []}


class _Web(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *words):
        pass


@contextmanager
def _web(status=200):
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server:
        server.got, server.status = [], status
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server, f"http://127.0.0.1:{server.server_port}/hook-s3cret"
        server.shutdown()


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            self.server.got.append(line.decode().rstrip())
            word = line.split()[0].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (part := self.rfile.readline()) != b".\r\n":
                    self.server.got.append(part.decode().rstrip())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 well\r\n")


@contextmanager
def _smtp():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.got = []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_the_headline_says_how_the_run_ended():
    assert (
        headline(RUN) == "disclosure archive: done, with findings (13 reports, 2 findings) 20261123T090000Z"
    )
    assert "nothing could be done" in headline({"exit_status": 3})


def test_a_letter_tells_the_findings_and_at_most_twenty_of_them():
    assert "ledger.gone: the report was not had http://www.sz.gov.cn/x" in letter(RUN)
    many = {**RUN, "findings": [{"rule": "r", "message": str(n)} for n in range(25)]}
    assert letter(many).count("r: ") == 20
    assert "and 5 more" in letter(many)


NEWS = {"id": "sf.sz.gov.cn/1", "title": "甲局2024年报告", "change": "changed", "words": "year 2023 → 2024"}


def test_news_of_reports_are_told_beside_the_findings():
    run = {**WELL, "news": [NEWS]}
    assert "changed: 甲局2024年报告 (sf.sz.gov.cn/1): year 2023 → 2024" in letter(run)
    assert webhook_body(run)["news"] == [NEWS]
    assert 'disclosure_run_news{change="changed"} 1\n' in prometheus_text(run)


def test_news_call_the_webhook_where_they_are_wanted():
    with _web() as (server, address):
        environment = {"DISCLOSURE_WEBHOOK_URL": address}
        send({**WELL, "news": [NEWS]}, Signals(webhook=True), environment)
        send(WELL, Signals(webhook=True, when="news"), environment)
        assert server.got == []
        send({**WELL, "news": [NEWS]}, Signals(webhook=True, when="news"), environment)
        send(RUN, Signals(webhook=True, when="news"), environment)
    assert len(server.got) == 2


def test_the_words_of_a_change_are_short_and_steer_no_terminal():
    fields = [{"field": "title", "before": None, "after": "a\x1b[2J" + "长" * 90}] * 5
    change = {"id": "x", "change": "changed", "fields": fields}
    (news,) = news_of([change], {"x": "题"})
    assert "\x1b" not in news["words"]
    assert news["words"].startswith("title nothing → a")
    assert news["words"].endswith("and 2 more")
    assert len(news["words"]) < 200


def test_the_words_of_a_change_show_where_two_values_differ():
    same = {"title": "附件.pdf", "url": "http://a/1.pdf"}
    fields = [
        {"field": "body", "before": "甲" * 60 + "电话：1", "after": "甲" * 60 + "电话：2"},
        {
            "field": "attachments",
            "before": {**same, "payload_digest": "sha1:A"},
            "after": {**same, "payload_digest": "sha1:B"},
        },
        {"field": "contact.phones", "before": ["1", "2"], "after": []},
    ]
    (news,) = news_of([{"id": "x", "change": "changed", "fields": fields}], {})
    first = "body …甲甲甲甲甲电话：1 → …甲甲甲甲甲电话：2"
    assert (
        news["words"]
        == f"{first}, attachments 附件.pdf payload_digest sha1:A → sha1:B, contact.phones 1, 2 → nothing"
    )


def test_a_run_that_was_killed_can_be_told_too():
    killed = {"run": "x", "exit_status": 3, "failed": "the run was killed"}
    assert "FAILED: the run was killed" in letter(killed)
    assert webhook_body(killed)["reports"] == 0


def test_the_metrics_are_in_the_format_of_prometheus():
    text = prometheus_text(RUN)
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="(\\.|[^"\\])*"\})? [-\d.e+]+', line), line
    assert "disclosure_run_exit_status 1\n" in text
    assert "disclosure_run_duration_seconds 185\n" in text
    assert "disclosure_run_archived_bytes 1234567890\n" in text
    assert "disclosure_run_finished_timestamp_seconds 1795424585\n" in text
    assert 'disclosure_run_findings{rule="odd\\"rule\\\\"} 1\n' in text
    assert 'disclosure_site_reports{site="sz"} 13\n' in text


def test_the_metrics_appear_whole(tmp_path):
    path = tmp_path / "disclosure.prom"
    path.write_text("old")
    assert send(WELL, Signals(prometheus=path), {}) == []
    assert path.read_text().startswith("# HELP disclosure_run_exit_status")
    assert [each.name for each in tmp_path.iterdir()] == ["disclosure.prom"]


def test_a_webhook_gets_the_findings_and_its_token():
    with _web() as (server, address):
        environment = {"DISCLOSURE_WEBHOOK_URL": address, "DISCLOSURE_WEBHOOK_TOKEN": "t0ken"}
        assert send(RUN, Signals(webhook=True), environment) == []
    ((path, headers, body),) = server.got
    assert path == "/hook-s3cret"
    assert headers["Authorization"] == "Bearer t0ken"
    assert json.loads(body)["findings"] == RUN["findings"]


def test_without_findings_webhook_and_mail_are_silent_unless_they_are_always_wanted():
    with _web() as (server, address):
        environment = {"DISCLOSURE_WEBHOOK_URL": address}
        assert send(WELL, Signals(webhook=True, mail=Mail(("a@b.cn",), "c@d.cn", port=9)), environment) == []
        assert server.got == []
        send(WELL, Signals(webhook=True, when="always"), environment)
        assert len(server.got) == 1


@pytest.mark.parametrize(
    ("status", "path"), [(0, "/hook-s3cret"), (1, "/hook-s3cret"), (3, "/hook-s3cret/fail")]
)
def test_a_health_check_hears_of_every_end(status, path):
    with _web() as (server, address):
        assert (
            send({**RUN, "exit_status": status}, Signals(ping=True), {"DISCLOSURE_PING_URL": address}) == []
        )
    assert [each[0] for each in server.got] == [path]


def test_a_mail_goes_to_those_who_are_named_and_a_finding_adds_nobody():
    with _smtp() as server:
        mail = Mail(
            ("a@example.org", "b@example.org"), "archive@example.org", "127.0.0.1", server.server_address[1]
        )
        assert send(RUN, Signals(mail=mail), {}) == []
    assert [line for line in server.got if line.lower().startswith("rcpt")] == [
        "rcpt TO:<a@example.org>",
        "rcpt TO:<b@example.org>",
    ]
    head = server.got[: server.got.index("", 5)]
    assert "To: a@example.org, b@example.org" in head
    assert not [line for line in head if line.startswith("Bcc")]


def _closed_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def test_nothing_that_fails_stops_the_rest_and_each_failure_is_told(tmp_path):
    port = _closed_port()
    signals = Signals(
        prometheus=tmp_path / "missing" / "x.prom",
        webhook=True,
        ping=True,
        mail=Mail(("a@b.cn",), "c@d.cn", "127.0.0.1", port),
    )
    with _web(500) as (_server, address):
        failed = send(RUN, signals, {"DISCLOSURE_WEBHOOK_URL": address})
    assert [problem.rule for problem in failed] == [
        "signal.prometheus",
        "signal.ping",
        "signal.webhook",
        "signal.mail",
    ]
    assert "DISCLOSURE_PING_URL" in failed[1].message
    assert "500" in failed[2].message


def _drip(server):
    """Send each caller a byte now and then, and never come to an end, while the server is there."""
    with suppress(OSError):
        while True:
            connection = server.accept()[0]
            with connection, suppress(OSError):
                while True:
                    connection.sendall(b"2")
                    time.sleep(0.05)


def test_a_server_that_answers_for_ever_is_left_behind(monkeypatch):
    monkeypatch.setattr("crawler.signals._PATIENCE_IN_ALL", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        begun = time.monotonic()
        (problem,) = send(RUN, Signals(webhook=True), {"DISCLOSURE_WEBHOOK_URL": f"http://127.0.0.1:{port}/"})
    assert time.monotonic() - begun < 5
    assert (problem.rule, "TimeoutError" in problem.message) == ("signal.webhook", True)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x/y", "no address", "http://[broken", "http://x y/"]
)
def test_an_address_that_is_none_fails_that_signal_alone_and_is_not_shown(address):
    (problem,) = send(RUN, Signals(webhook=True), {"DISCLOSURE_WEBHOOK_URL": address})
    assert problem.rule == "signal.webhook"
    assert address not in problem.message


def test_log_lines_are_json_with_the_traceback_inside():
    try:
        int("第一行\n第二行")
    except ValueError as error:
        thrown = (ValueError, error, None)
    record = logging.LogRecord("crawler", logging.ERROR, "x.py", 1, "went %s", ("wrong",), thrown)
    line = JsonLines().format(record)
    assert "\n" not in line
    read = json.loads(line)
    assert (read["level"], read["logger"], read["message"]) == ("ERROR", "crawler", "went wrong")
    assert "第一行" in read["traceback"]
