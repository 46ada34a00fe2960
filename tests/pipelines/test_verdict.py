import pytest

from pipelines.extract import read_capture
from tests.pipelines.pages import TEXT, TITLE, capture, portal

HTML = "Content-Type: text/html"
PROSE = "<p>我市认真推进信息公开，依申请公开工作受到好评，有关负责人出席了会议并讲话。</p>" * 9


def reason(page, **facts):
    return read_capture(capture(page, **facts)).reason


@pytest.mark.parametrize(
    ("status", "why"),
    [(404, "status"), (301, "status"), (412, "blocked"), (521, "blocked"), (202, "blocked")],
)
def test_an_answer_that_is_no_page_is_told_by_its_status(status, why):
    assert reason(portal(), status=status) == why


def test_bytes_that_are_no_page_or_not_all_of_one_are_not_read():
    assert reason(b"%PDF-1.4", head="Content-Type: application/pdf") == "not-html"
    assert reason(portal(), truncated="length") == "truncated"
    assert reason("", head=HTML) == "empty"
    assert reason("<html></html>") == "empty"
    assert reason(portal(body="")) == "empty"


def test_a_page_without_a_declared_type_is_read_if_it_looks_like_one():
    assert reason(portal(), head="Server: x") is None
    assert reason(portal(), head="Content-Type: text/plain") is None


def test_a_coding_that_cannot_be_taken_away_is_a_problem():
    reading = read_capture(capture(portal(), head=f"{HTML}\r\nContent-Encoding: compress"))
    assert reading.reason == "unexpected"
    assert [problem.rule for problem in reading.problems] == ["page.coding"]


@pytest.mark.parametrize(
    "wall",
    [
        "<html><script>var _$ts={a:1};location.reload()</script></html>",
        "<html><title>安全验证</title><body>请输入验证码继续访问</body></html>",
        "<html><body><script>document.cookie='__jsl_clearance=1'</script>x</body></html>",
    ],
)
def test_a_wall_is_blocked_whatever_its_status(wall):
    assert reason(wall) == "blocked"


def test_a_report_that_speaks_of_captchas_and_errors_is_a_report():
    assert reason(portal(TEXT + "<p>优化验证码，修复“您访问的页面不存在”等404错误，captcha。</p>")) is None


@pytest.mark.parametrize(
    "page",
    [
        "<title>页面不存在</title><body><h1>抱歉，您访问的页面不存在或已被删除</h1></body>",
        "<title>404</title><body>404 Not Found</body>",
        "<title>深圳政府在线</title><body><div>头条：欢迎访问深圳政府在线，今天天气晴，请关注服务。</div></body>",
    ],
)
def test_an_error_page_with_status_200_is_a_soft_404(page):
    assert reason(page) == "soft-404"


def test_a_listing_is_a_listing_and_an_index_that_is_a_report_is_a_report():
    links = "".join(
        f"<li><a href='content/post_{i}.html'>{TITLE[:9]}{2000 + i}年报</a></li>" for i in range(9)
    )
    index = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/index.html"
    assert (
        reason(f"<title>信息公开工作年度报告</title><h2>信息公开工作年度报告</h2><ul>{links}</ul>", url=index)
        == "listing"
    )
    own = "<script>NFCMS_POST_ID='12675915';NFCMS_PUB_TYPE='post'</script>"
    report = read_capture(capture(portal(head=own, after=f"<ul>{links}</ul>"), url=index)).report
    assert report.id == "www.sz.gov.cn/12675915"


@pytest.mark.parametrize(
    "title",
    [
        "深圳市政府信息公开指南",
        "2019年政务公开工作要点",
        "我市召开会议部署2018年政府信息公开工作年度报告",
        "深圳市法治政府建设年度报告",
        "《深圳市2018年政府信息公开工作年度报告》解读",
    ],
)
def test_a_document_of_another_kind_is_no_report(title):
    assert reason(portal(PROSE, title)) == "not-a-report"


def test_a_report_of_files_or_pictures_alone_is_a_report():
    assert reason(portal("<p><a href='a.pdf'>全文</a></p>")) is None
    assert reason(portal("<p><img src='/img/1.png'></p>")) is None


def test_a_notice_that_brings_the_report_along_is_the_report():
    title = "深圳市民政局关于印发2018年政府信息公开工作年度报告的通知"
    report = read_capture(capture(portal(title=title))).report
    assert (report.agency, report.year) == ("深圳市民政局", 2018)
    assert reason(portal("<p>各科室：现将报告印发给你们，请认真学习。</p>", title=title)) == "not-a-report"
    assert reason(portal(title="关于印发《政府信息公开工作年度报告格式》的通知")) == "not-a-report"


def test_a_report_under_a_bare_title_is_known_by_its_chapters():
    report = read_capture(capture(portal(TEXT, "2018年年报"))).report
    assert report.year == 2018
