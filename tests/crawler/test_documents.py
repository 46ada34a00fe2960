"""What a listing leads to besides posts: documents, its own attachments, the place where it is now."""

from tests.crawler import runs
from tests.crawler.raw_server import Answer, RawServer

INDEX = "/cn/xxgk/ndxxgkbg/index.html"
OLD = "/attachment/0/812/812345.pdf"
ANNEX = "/attachment/1/1456/1456789.pdf"
TITLE = "深圳市人民政府2021年政府信息公开工作年度报告"
PAGE = f"""<html><head><title>{TITLE}</title></head><body>
<div class="tit"><h1>{TITLE}</h1><h6><span>信息来源：深圳市人民政府办公厅</span><span>信息提供日期：2022-03-18</span></h6></div>
<div class="news_cont_d_wrap"><p>一、总体情况</p><p>本机关落实政府信息公开条例。</p><p>二、主动公开政府信息情况</p>
<p>全年主动公开政府信息1200条。</p></div>
<div class="fjdown"><a href="{ANNEX}">{TITLE}.pdf</a></div>
<ul><li><a href="{OLD}" title="深圳市人民政府2008年政府信息公开工作年度报告">2008年报告</a></li></ul></body></html>"""


def _answer(kind: str, body: bytes) -> Answer:
    return Answer(
        b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
        % (kind.encode(), len(body), body)
    )


def test_documents_are_kept_and_one_that_no_report_has_is_told_once(tmp_path):
    answers = {INDEX: _answer("text/html; charset=utf-8", PAGE.encode())}
    answers |= {path: _answer("application/pdf", b"%PDF-1.4 " + path.encode()) for path in (OLD, ANNEX)}
    with RawServer(answers) as site:
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
        again = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
    (line,) = runs.lines(tmp_path / "c" / "reports.jsonl")
    (attachment,) = line["attachments"]
    assert attachment["capture"]["length"], "the document of an index that is a report is kept"
    not_read = [told for told in process.stderr.splitlines() if "completeness.not-" in told]
    assert [told.rpartition(" ")[2] for told in not_read] == [f"http://www.sz.gov.cn{OLD}"]
    assert "completeness.not-" not in again.stderr
    rows = {row["url"]: row for row in runs.lines(runs.last_run(tmp_path / "c") / "ledger.jsonl")}
    assert rows[f"http://www.sz.gov.cn{OLD}"]["outcome"] == "unchanged"


def test_a_listing_is_followed_to_where_it_gives_way_to(tmp_path):
    away = b'<html><head><meta http-equiv="refresh" content="0; url=/zwgk/ndbg/"></head></html>'
    column = '<html><ul><li><a href="content/post_7.html">2021年</a></li></ul></html>'.encode()
    answers = {
        INDEX: _answer("text/html; charset=utf-8", away),
        "/zwgk/ndbg/": _answer("text/html; charset=utf-8", column),
        "/zwgk/ndbg/content/post_7.html": _answer("text/html; charset=utf-8", PAGE.encode()),
    }
    with RawServer(answers) as site:
        process = runs.crawl(tmp_path / "c", "-a", "site=sz", port=site.port)
    assert "listing.empty" not in process.stderr
    assert [line["id"] for line in runs.lines(tmp_path / "c" / "reports.jsonl")] == ["www.sz.gov.cn/7"]
