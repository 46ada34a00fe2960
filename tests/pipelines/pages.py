"""Pages made of their parts, as captures."""

from collections.abc import Iterable

from archive.capture import Capture
from archive.digest import sha1
from pipelines.dataset import Finder, complete
from pipelines.extract import read_capture
from pipelines.gathered import Gathered
from pipelines.report import AnnualReport

URL = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_1383075.html"
TITLE = "深圳市民政局2018年政府信息公开工作年度报告"
TEXT = (
    "<p>　　根据《中华人民共和国政府信息公开条例》规定，编制本报告。</p><p>　　一、概述</p><p>2018年工作平稳。</p>"
    "<p>二、主动公开政府信息情况</p><p>主动公开政府信息12条。</p><p>三、依申请公开政府信息情况</p><p>收到申请3宗。</p>"
    "<p>四、复议和诉讼情况</p><p>无。</p>"
)


def collect(captures: Iterable[Capture], find: Finder) -> list[AnnualReport]:
    """Read captures into a data set in this process, as the command and the crawl do."""
    gathered = Gathered()
    for each in captures:
        if report := read_capture(each).report:
            gathered.add(report)
    return list(complete(gathered, find))


def capture(
    page: str | bytes, url: str = URL, head: str = "Content-Type: text/html; charset=utf-8", **facts
) -> Capture:
    body = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    status = facts.pop("status", 200)
    message = f"HTTP/1.1 {status} X\r\n{head}\r\n\r\n".encode() + body
    known = {
        "captured_at": "2026-11-23T09:00:00.000000Z",
        "warc": "a.warc.gz",
        "offset": 0,
        "length": len(message),
        "record_id": "<urn:uuid:0>",
        "payload_digest": sha1(body),
    }
    return Capture(url=url, message=message, **{**known, **facts})


def portal(
    body: str = TEXT,
    title: str = TITLE,
    meta: str = "信息来源：深圳市民政局 信息提供日期：2019-03-25 11:06",
    head: str = "",
    after: str = "",
) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}--年度报告</title>{head}</head><body>"
        '<div class="zx_rm_tit">您现在的位置 <a href="/">首页</a> &gt; <a href="/x/">政务公开</a> &gt; 年度报告</div>'
        f'<div class="tit"><h1>{title}</h1><h6>{meta}<span>【字体：大 中 小】视力保护色：</span></h6></div>'
        f'<div class="news_cont_d_wrap">{body}</div>{after}<div class="footer">主办单位：某局　电话：0755-1</div></body></html>'
    )
