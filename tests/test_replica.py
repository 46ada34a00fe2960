"""The stand-in sites keep what they promise."""

import gzip
import http.client
import json
import re
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.replica import Replica
from tests.replica.corpus import address_of, corpus
from tests.replica.faults import rules_from_file
from tests.replica.hands import HANDS
from tests.replica.identities import failing
from tests.replica.meta_lines import FORMS, WITH_TIME, day_as, meta_line
from tests.replica.misbehaviour import FAULTS
from tests.replica.truth import truth

REPORT = ("www.sz.gov.cn", "/cn/xxgk/ndxxgkbg/content/post_1383075.html")
CATALOGUE = "/gkmlpt/api/all/10841"
OFFLINE = Replica()  # asked without a connection


@pytest.fixture
def site():
    with Replica() as running:
        yield running


def fetch(site, host, path, method="GET", **headers):
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(site.host, site.port, timeout=5)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": host, **names})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def raw(site, host, path, extra=""):
    """The bytes of one answer up to the end of the connection."""
    with socket.create_connection((site.host, site.port), timeout=5) as talk:
        talk.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{extra}Connection: close\r\n\r\n".encode())
        out = b""
        while piece := talk.recv(65536):
            out += piece
    return out


def page_of(report):
    home = corpus().sites[report.site]
    return OFFLINE.answer(home.host, address_of(home, report)).body.decode(
        "gb18030" if home.charset == "gb2312" else "utf-8"
    )


# What is published


def test_there_are_reports_enough_of_every_kind():
    expected = truth()
    assert len(expected) >= 48
    assert len(truth(1)) == len(corpus().reports), "every id is used once"
    assert len({each.record["agency"] for each in expected.values()}) >= 10
    assert {each.record["year"] for each in expected.values()} == set(range(2013, 2026))
    formats = Counter(each.record["statistics"]["format"] for each in expected.values())
    assert {"2021", "2019", "table", "narrative", None} == set(formats)
    assert min(formats.values()) >= 3
    assert {each.tables for each in expected.values()} == {"html", "picture", "attachment"}
    assert {each.published_in for each in expected.values()} == {"text", "document box", "tag", "postmeta"}


def test_every_habit_of_the_real_pages_occurs():
    reports = corpus().reports
    assert {report.meta_line for report in reports} == set(FORMS)
    assert {report.hand for report in reports} == set(HANDS)
    assert {report.titled for report in reports} == {"plain", "broken", "suffix"}
    assert {c.style for r in reports if (c := r.contact)} == {"running", "labels", "table"}
    assert {file.place for r in reports for file in r.attachments} == {"box", "inline", "script"}
    assert any(not re.search(r"\d{4}年", report.title) for report in reports)
    assert any(re.match(r"\d{4}年", report.title) for report in reports)
    assert any(len(report.id) == 19 for report in reports)
    assert any(report.expired for report in reports)
    openers = {site.opener.strip() for site in corpus().sites.values()}
    assert len(openers) >= 8


@pytest.mark.parametrize(
    ("host", "path", "marks"),
    [
        (
            "www.sz.gov.cn",
            "/cn/xxgk/ndxxgkbg/content/post_8595151.html",
            ["news_cont_d_wrap", "xx_con", "fjdown|相关解读"],
        ),
        (
            "www.sz.gov.cn",
            "/cn/xxgk/ndxxgkbg/",
            ["zx_ml_list", 'class="next" href="index_2.html"', "news_cont_d_wrap"],
        ),
        (
            "www.sz.gov.cn",
            "/cn/xxgk/ndxxgkbg/index_3.html",
            ["zx_ml_list", "post_8845952", r"createPageHTML\(3, 2,"],
        ),
        ("www.sz.gov.cn", "/cn/xxgk/ndxxgkbg/content/post_8845955.html", ["linkdesc", "linkurl"]),
        ("www.sz.gov.cn", "/cn/xxgk/ndxxgkbg/content/mpost_8845955.html", ["viewport", "news_cont_d_wrap"]),
        ("www.sz.gov.cn", "/cn/xxgk/ndxxgkbg/content/post_12675915.html", ["nfw-cms-attachment", "fjdown"]),
        ("www.sz.gov.cn", "/cn/xxgk/ndxxgkbg/content/post_9633704.html", ["nfw-cms-img"]),
        ("sf.sz.gov.cn", "/xxgk/xxgkml/ghjh/zfxxgkgzndbg/", ["list_name"]),
        (
            "sf.sz.gov.cn",
            "/xxgk/xxgkml/ghjh/zfxxgkgzndbg/content/post_11128870.html",
            ["zoomcon", "文件已失效"],
        ),
        ("ga.sz.gov.cn", "/ZWGK/NDBG/index_1.html", ["common-list"]),
        ("ga.sz.gov.cn", "/ZWGK/NDBG/content/post_10402517.html", ["pagecontent", "MsoNormal"]),
        ("jtys.sz.gov.cn", "/zwgk/xxgkml/ndbg/", ["lists", "<i>2021-01-28</i></a>"]),
        ("jtys.sz.gov.cn", "/zwgk/xxgkml/ndbg/content/post_8528841.html", ["articleBox"]),
        ("www.szft.gov.cn", "/bmxx/qczj/xxgknb/index_2.html", ["common-list"]),
        (
            "cgj.sz.gov.cn",
            "/zwgk/ndbg/content/post_9548816.html",
            ["acontent", r"<span[^>]*>\d</span><span[^>]*>\d</span>"],
        ),
        ("amr.sz.gov.cn", "/xxgk/qt/ndbg/content/post_8533070.html", ["article-content"]),
        ("www.lg.gov.cn", "/xxgk/xxgknb/qwgbm/content/post_12590117.html", ["tyxxy_main"]),
        ("www.szss.gov.cn", "/sstbhzq/ssw/xxgk/zfxxgknb/content/post_11972606.html", ["content_article"]),
        (
            "www.szpsq.gov.cn",
            "/zwgk/zfxxgknb/qgbmxxgknb/content/post_8512963.html",
            ["UCAP-CONTENT", "nfw-cms-img"],
        ),
        ("wjw.sz.gov.cn", "/gkmlpt/annualreport", [r"window\._CONFIG", "SID: '755020'", "TREE: \\["]),
        (
            "wjw.sz.gov.cn",
            "/gkmlpt/content/11/11126/post_11126347.html",
            ["td-value", "td-value-xl", "article-content"],
        ),
        ("www.baoan.gov.cn", "/xxgk/xxgknb/content/post_9701120.html", ["news_cont_d_wrap"]),
        ("www.sz.gov.cn", "/static/css/portal.css", ["@import url", r"url\('\.\./images"]),
    ],
)
def test_a_skin_shows_its_marks(host, path, marks):
    answer = OFFLINE.answer(host, path)
    assert answer.status == 200
    for mark in marks:
        assert re.search(mark, answer.body.decode("utf-8")), mark


def test_old_pages_are_gbk_that_calls_itself_gb2312():
    answer = OFFLINE.answer("www.szlh.gov.cn", "/zwgk/xxgknb/content/post_3120871.html")
    assert answer.header("Content-Type") == "text/html"
    assert b"charset=gb2312" in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("gb2312")
    assert "TRS_Editor" in answer.body.decode("gb18030")


def test_every_page_can_be_written_and_has_content():
    for host, path in OFFLINE.addresses():
        answer = OFFLINE.answer(host, path)
        assert answer.status == 200, (host, path)
        assert answer.body, (host, path)


def test_equal_input_is_equal_bytes():
    one, other = Replica(), Replica()
    assert one.addresses() == other.addresses()
    for host, path in one.addresses():
        assert one.answer(host, path) == other.answer(host, path)


def test_the_sites_own_contact_differs_from_every_report():
    phones = {site.footer["phone"] for site in corpus().sites.values()}
    for each in truth().values():
        contact = each.record["contact"] or {"phones": [], "address": None}
        assert not phones & set(contact["phones"])
        assert contact["address"] not in {site.footer["address"] for site in corpus().sites.values()}


# The truth


def test_every_line_and_number_of_the_truth_stands_on_the_page():
    expected = truth()
    for report in corpus().reports:
        if (key := f"{corpus().sites[report.site].host}/{report.id}") not in expected:
            continue
        shown = re.sub(r"<!--.*?-->|<[^>]+>|\s|&nbsp;", "", page_of(report), flags=re.DOTALL)
        record = expected[key].record
        for line in record["body"].split("\n"):
            assert re.sub(r"\s", "", line).replace("<", "&lt;").replace(">", "&gt;") in shown
        for indicator, _, value, _ in record["statistics"]["values"]:
            assert value is None or str(value) in shown, (key, indicator)


def test_identities_hold_but_where_the_facts_say_otherwise():
    broken = [report for report in corpus().reports if report.breaks]
    assert 3 <= len(broken) <= 8
    for report in corpus().reports:
        assert failing(report) == report.breaks, report.id


def test_the_municipal_report_of_2018_has_the_numbers_of_the_real_one():
    record = truth()["www.sz.gov.cn/1383075"].record
    numbers = [value for _, _, value, _ in record["statistics"]["values"]]
    assert numbers == [
        *(1175983, 1267, 929909, 156957, 87850),
        *(4411, 3522, 524, 353, 12),
        *(4375, 616, 2089, 250, 329, 1091),
        *(114, 87, 7, 20),
        *(146, 68, 3, 75),
    ]
    assert record["contact"]["phones"] == ["0755-88102842"]
    assert "电话：0755—88102842" in record["body"]
    assert [s["heading"][0] for s in record["sections"] if s["level"] == 1] == list("一二三四五六")
    assert record["published_at"] == "2019-03-25T11:06:00+08:00"
    assert "相关解读" not in record["body"]


def test_a_date_has_no_more_precision_than_the_page_prints():
    for report in corpus().reports:
        if report.meta_line == "none" or report.published is None:
            continue
        assert ("T" in report.published) == (report.meta_line in WITH_TIME), report.id
        assert report.source is None or "{x}" in FORMS[report.meta_line]


def test_dates_are_printed_in_the_ways_of_the_sites():
    day = date(2019, 3, 25)
    assert day_as("chinese", day) == "二〇一九年三月二十五日"
    assert day_as("spaced", day) == "2019年 03月 25日"
    assert day_as("chinese", date(2020, 10, 10)) == "二〇二〇年十月十日"
    assert "09:30来源 : 某局" in meta_line("run-together", "2023-02-17T09:30:00+08:00", "某局", "iso")


def test_rows_behind_a_missing_page_are_listed_nowhere():
    hidden = [key for key, each in truth().items() if not each.listed]
    assert hidden == ["www.yantian.gov.cn/6701158"]


def test_every_copy_of_a_report_is_served():
    for each in truth().values():
        assert each.record["url"] == each.copies[0]
        for url in each.copies:
            host, _, path = url.removeprefix("http://").partition("/")
            assert OFFLINE.answer(host, f"/{path}").status == 200, url


# The catalogue's interface


def rows_of(query, host="wjw.sz.gov.cn", path=CATALOGUE):
    answer = OFFLINE.answer(host, f"{path}?{query}")
    return answer.status, json.loads(answer.body) if answer.status == 200 else None


def test_page_0_of_the_catalogue_equals_page_1():
    assert rows_of("page=0&sid=755020") == rows_of("page=1&sid=755020")
    _, first = rows_of("page=1&sid=755020")
    _, second = rows_of("page=2&sid=755020")
    _, third = rows_of("page=3&sid=755020")
    assert [len(each["articles"]) for each in (first, second, third)] == [4, 3, 0]
    assert first["classify"]["post_count"] == 7


def test_one_catalogue_knows_no_second_page():
    path = "/ytjyj/gkmlpt/api/all/22107"
    assert rows_of("page=2&sid=755342", "www.yantian.gov.cn", path) == (404, None)


def test_one_catalogue_serves_fewer_rows_than_it_claims_and_some_lead_away():
    path = "/gkmlpt/api/all/19870"
    _, answer = rows_of("page=1&sid=755037", "www.baoan.gov.cn", path)
    assert len(answer["articles"]) < answer["classify"]["post_count"]
    assert any("baoan.gov.cn" not in row["url"] for row in answer["articles"])


def test_the_tree_in_the_shell_is_json_and_names_the_column():
    page = OFFLINE.answer("wjw.sz.gov.cn", "/gkmlpt/index").body.decode()
    tree = json.loads(re.search(r"TREE: (.*),\n", page)[1])
    leaves = [leaf for node in tree for leaf in node["children"]]
    assert [leaf["id"] for leaf in leaves if "年度报告" in leaf["name"]] == [10841]


# The wire


def test_hosts_are_told_apart_on_one_port(site):
    assert fetch(site, "www.sz.gov.cn", "/")[1] != fetch(site, "sf.sz.gov.cn", "/")[1]
    assert fetch(site, "nowhere.example", "/")[0].status == 404
    assert fetch(site, "sf.sz.gov.cn:80", "/")[0].status == 200


def test_a_bare_district_host_leads_to_its_www(site):
    answer, _ = fetch(site, "szft.gov.cn", "/bmxx/qczj/xxgknb/")
    assert (answer.status, answer.headers["Location"]) == (301, "http://www.szft.gov.cn/bmxx/qczj/xxgknb/")


def test_a_post_answers_at_its_other_addresses(site):
    _, body = fetch(site, *REPORT)
    host, path = REPORT
    assert fetch(site, host, f"{path}?jump=true")[1] == body
    assert fetch(site, host, path.replace("/content", "//content"))[1] == body
    assert fetch(site, host, "/gkmlpt/content/1/1383/post_1383075.html")[0].status == 200


def test_validators_are_honoured(site):
    answer, body = fetch(site, *REPORT)
    tag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    for headers in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"x", W/{tag}'},
        {"If_Modified_Since": modified},
    ):
        again, nothing = fetch(site, *REPORT, **headers)
        assert (again.status, nothing, again.headers["ETag"]) == (304, b"", tag)
    other, whole = fetch(site, *REPORT, If_None_Match='"other"', If_Modified_Since=modified)
    assert (other.status, whole) == (200, body)
    early = "Mon, 01 Jan 2018 00:00:00 GMT"
    assert fetch(site, *REPORT, If_Modified_Since=early)[0].status == 200


def test_a_connection_is_kept_alive(site):
    connection = http.client.HTTPConnection(site.host, site.port, timeout=5)
    for _ in range(3):
        connection.request("GET", REPORT[1], headers={"Host": REPORT[0]})
        connection.getresponse().read()
    connection.close()
    assert {visit.connection for visit in site.visits.all()} == {1}


def test_one_site_compresses_where_the_client_takes_it(site):
    path = "/zwgk/xxgkml/ndbg/"
    answer, body = fetch(site, "jtys.sz.gov.cn", path, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == fetch(site, "jtys.sz.gov.cn", path)[1]


def test_a_head_request_gets_the_head_alone(site):
    answer, body = fetch(site, *REPORT, method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_visits_are_remembered_with_their_bytes(site):
    before = time.time()
    sent = raw(site, *REPORT, extra="X-Mark: 7\r\n")
    (visit,) = site.visits.all(*REPORT)
    assert before <= visit.at <= time.time()
    assert (visit.method, visit.header("x-mark")) == ("GET", "7")
    assert bytes(visit.sent) == sent


def test_it_speaks_tls(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    made = subprocess.run([*command, "-keyout", key, "-out", certificate], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no openssl here to make a certificate")
    with Replica(tls=(str(certificate), str(key))) as site:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(site.host, site.port, timeout=5, context=context)
        connection.request("GET", "/robots.txt", headers={"Host": "www.sz.gov.cn"})
        assert connection.getresponse().read().startswith(b"User-agent")
        connection.close()


# Faults


def faulty(fault, **options):
    return Replica(faults=[{"fault": fault, "host": REPORT[0], "path": REPORT[1], **options}])


def head_and_body(data):
    head, _, body = data.partition(b"\r\n\r\n")
    return head, body


GOOD = OFFLINE.answer(*REPORT).body


def test_slow():
    with faulty("slow", seconds=0.2) as site:
        started = time.monotonic()
        assert fetch(site, *REPORT)[1] == GOOD
        assert time.monotonic() - started >= 0.2


def test_drip():
    with faulty("drip", bytes=4000, seconds=0.05) as site:
        started = time.monotonic()
        assert fetch(site, *REPORT)[1] == GOOD
        assert time.monotonic() - started >= 0.15


def test_cut():
    with faulty("cut", after=100) as site:
        head, body = head_and_body(raw(site, *REPORT))
        assert f"Content-Length: {len(GOOD)}".encode() in head
        assert body == GOOD[:100]


def test_status_for_the_first_requests_only():
    with faulty("status", status=429, retry_after=3, times=2) as site:
        answers = [fetch(site, *REPORT)[0] for _ in range(3)]
        assert [answer.status for answer in answers] == [429, 429, 200]
        assert answers[0].headers["Retry-After"] == "3"
        assert [visit.fault for visit in site.visits.all()] == ["status", "status", None]


def test_rules_apply_in_order_and_only_where_they_cover():
    rules = [
        {"fault": "status", "status": 503, "path": "*/post_1383075.html", "times": 1},
        {"fault": "status", "status": 404, "path": "*/post_1383075.html", "times": 1},
    ]
    with Replica(faults=rules) as site:
        assert [fetch(site, *REPORT)[0].status for _ in range(3)] == [503, 404, 200]
        assert fetch(site, "www.sz.gov.cn", "/")[0].status == 200


def test_challenge():
    with faulty("challenge") as site:
        answer, body = fetch(site, *REPORT)
        assert answer.status == 412
        assert b"<script>" in body


def test_soft_404():
    with faulty("soft-404") as site:
        answer, body = fetch(site, *REPORT)
        assert answer.status == 200
        assert "不存在" in body.decode()


@pytest.mark.parametrize(("fault", "location"), [("redirect", "/"), ("redirect-loop", REPORT[1])])
def test_redirects(fault, location):
    with faulty(fault) as site:
        answer, _ = fetch(site, *REPORT)
        assert (answer.status, answer.headers["Location"]) == (302, location)


def test_header_bytes():
    with faulty("header-bytes") as site:
        assert "深圳政府在线".encode("gbk") in head_and_body(raw(site, *REPORT))[0]


def test_charset():
    with faulty("charset", charset="gbk") as site:
        answer, body = fetch(site, *REPORT)
        assert answer.headers["Content-Type"] == "text/html; charset=gbk"
        assert body == GOOD


def test_chunked():
    with faulty("chunked", bytes=5000) as site:
        head, body = head_and_body(raw(site, *REPORT))
        assert b"Transfer-Encoding: chunked" in head
        assert body.startswith(b"1388;node=7\r\n")
        assert body.endswith(b"\r\n0\r\nX-Served-In: 0.012\r\n\r\n")
        assert fetch(site, *REPORT)[1] == GOOD


@pytest.mark.parametrize("fault", ["gzip", "gzip-chunked"])
def test_gzip(fault):
    with faulty(fault) as site:
        answer, body = fetch(site, *REPORT)
        assert gzip.decompress(body) == GOOD
        assert (answer.headers["Transfer-Encoding"] == "chunked") == (fault == "gzip-chunked")


def test_http_1_0():
    with faulty("http-1.0") as site:
        head, body = head_and_body(raw(site, *REPORT))
        assert head.startswith(b"HTTP/1.0 200 OK\r\n")
        assert b"content-length" not in head.lower()
        assert body == GOOD


def test_no_reason():
    with faulty("no-reason") as site:
        assert raw(site, *REPORT).startswith(b"HTTP/1.1 200\r\n")


def test_odd_case():
    with faulty("odd-case") as site:
        assert b"cOnTeNt-tYpE: " in raw(site, *REPORT)


def test_duplicate_cookie():
    with faulty("duplicate-cookie") as site:
        assert len(fetch(site, *REPORT)[0].headers.get_all("Set-Cookie")) == 2


def test_reset():
    with faulty("reset") as site, pytest.raises(ConnectionError):
        fetch(site, *REPORT)


def test_every_fault_is_tested_here():
    source = Path(__file__).read_text("utf-8")
    assert all(f'"{fault}"' in source for fault in FAULTS)


def test_an_unknown_fault_is_refused(tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text('[{"fault": "sulk"}]', "utf-8")
    with pytest.raises(ValueError, match="sulk"):
        rules_from_file(rules)


# Days


def test_the_first_day_lacks_what_comes_later():
    site = Replica()
    path = "/zwgk/xxgkml/ndbg/content/post_12588402.html"
    assert site.answer("jtys.sz.gov.cn", path).status == 404
    site.day = 1
    assert site.answer("jtys.sz.gov.cn", path).status == 200
    assert b"post_12588402" in site.answer("jtys.sz.gov.cn", "/zwgk/xxgkml/ndbg/").body


def test_a_correction_changes_page_validators_and_truth():
    before, after = Replica(day=1), Replica(day=2)
    address = ("sf.sz.gov.cn", "/xxgk/xxgkml/ghjh/zfxxgkgzndbg/content/post_11128870.html")
    one, other = before.answer(*address), after.answer(*address)
    assert one.header("ETag") != other.header("ETag")
    assert other.header("Last-Modified") == "Wed, 04 Nov 2026 01:00:00 GMT"
    changed = [truth(day)["sf.sz.gov.cn/11128870"].record["statistics"]["values"] for day in (1, 2)]
    assert sum(one != other for one, other in zip(*changed, strict=True)) == 2


def test_pages_go_and_columns_move():
    site = Replica(day=4)
    assert site.answer("www.lg.gov.cn", "/xxgk/xxgknb/qwgbm/content/post_10387712.html").status == 404
    assert site.answer("cgj.sz.gov.cn", "/zwgk/ndbg/").header("Location") == "/"
    assert site.answer("cgj.sz.gov.cn", "/xxgk/zfxxgkml/ndbg/").status == 200
    assert "cgj.sz.gov.cn/9548816" in truth(4)


def test_a_test_can_bring_its_own_edits():
    edit = {"day": 1, "does": "remove", "site": "sz", "id": "1383075"}
    assert Replica(day=1, edits=[edit]).answer(*REPORT).status == 404
    assert "www.sz.gov.cn/1383075" not in truth(1, [edit])


# The command


def test_the_command_prints_its_address_and_serves(tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps([{"fault": "status", "status": 503, "path": "/robots.txt"}]), "utf-8")
    command = [sys.executable, "-m", "tests.replica", "--port", "0", "--faults", str(rules)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline().strip()
        host, _, port = line.removeprefix("http://").rpartition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=5)
        connection.request("GET", "/robots.txt", headers={"Host": "www.sz.gov.cn"})
        assert connection.getresponse().status == 503
        connection.close()
        running.terminate()
        assert running.wait(timeout=5) == 0
