"""What stands in a report's place is told by signs, and a report that speaks of such things is a report."""

import pytest

from pipelines.extract import read_capture
from tests.pipelines.pages import TEXT, TITLE, capture, portal

WALLS = {
    "a cookie and once more": "<script>document.cookie=('_j')+('sl_c')+'learance=1';location.href=location.pathname</script>",
    "once more by itself": "<html><script>document.cookie='sid=1';</script><meta http-equiv='refresh' content='0'></html>",
    "a riddle of letters": "<title>安全检查</title><p>为了继续，请您输入图片中的字符</p>",
    "a slider": "<title>提示</title><p>向右拖动下方滑块，完成后继续浏览</p>",
    "a firewall": "<title>提示</title><p>您的请求带有不合法的参数，已被网站管理员设置拦截</p>",
    "a firewall in English": "<title>Access Denied</title><p>Reference #18.2d4c</p>",
    "a firewall that names an attack": "<h2>您的请求疑似攻击行为</h2><p>事件编号：77301</p>",
    "a limit": "<title>提示信息</title><p>操作过于频繁，五分钟之后再来</p>",
    "a limit for an address": "<p>访问频率超过限制，IP地址已被临时封禁</p>",
    "many visitors": "<title>系统提示</title><p>当前访问人数过多</p>",
    "a busy server": "<title>系统繁忙</title><p>系统繁忙，请稍后再试！</p>",
    "maintenance": "<h1>公告</h1><p>网站正在升级，预计明日恢复，敬请谅解。</p>",
    "a gateway": "<title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1></center>",
    "a broken program": "<pre>java.lang.NullPointerException at cms.Show.get(Show.java:88)</pre>",
    "a login": "<title>统一身份认证平台</title><form><input name='n'><input type='password'></form>",
    "a form for a password alone": "<form><input name='n'><input type='password' name='w'></form>",
    "a session that is over": "<title>提示</title><p>登录已超时，返回</p>",
}
GONE = (
    "您要查看的页面已删除或不存在",
    "很抱歉，您要访问的页面已经搬家了",
    "页面走丢了，5秒后带您回首页",
    "无法找到该页",
    "Sorry, the page you requested was not found",
    "The requested URL was not found on this server.",
    "该栏目已撤销",
    "此稿件已被撤回",
    "您查看的内容已过期",
    "HTTP 404 - 未找到文件",
    "没有找到相关内容",
    "信息未通过审核",
)
FOREIGN = {
    "a line among the others": TEXT + "<p>葡京娱乐场官网，真人视讯百家乐，注册就送彩金</p>",
    "the place of all": "<p>六合彩资料、时时彩平台，开户下注，APP下载</p>" * 9,
    "English": "<p>The best casino slots online, free bonus, cheap viagra.</p>" * 9,
    "another language": "<p>ブランドコピーのとけいをおてごろなねだんでおとどけします。</p>" * 12,
    "documents for sale": TEXT + "<p>代开发票，办证刻章，电话微信同号</p>",
}
REPORTS = {
    "captchas and limits": "<p>网站新增滑动验证，访问过于频繁时请输入验证码；用户登录更方便。</p>",
    "errors and maintenance": "<p>整改“404 Not Found”“页面不存在”等错误链接，系统维护期间请稍后再试。</p>",
    "a fight against gambling": "<p>严厉打击百家乐、六合彩等网络赌博平台，查处代开发票、办证刻章案件。</p>",
    "lotteries and game rooms": "<p>公示娱乐场所和体育彩票投注站名单，可在线注册、下载。</p>",
    "words in Latin letters": "<p>上线 English 版，开通 WeChat、Weibo、iOS、Android 客户端。</p>",
}


def _reason(page):
    return read_capture(capture(page)).reason


@pytest.mark.parametrize("page", WALLS.values(), ids=WALLS)
def test_a_wall_with_status_200_is_blocked(page):
    assert _reason(page) == "blocked"


@pytest.mark.parametrize("words", GONE)
def test_a_page_that_says_there_is_none_is_a_soft_404_under_any_title(words):
    assert _reason(f"<title>{words}</title><p>{words}</p><a href='/'>返回首页</a>") == "soft-404"
    assert _reason(f"<title>提示信息</title><p>{words}</p>") == "soft-404"
    assert _reason(portal(f"<p>{words}</p>", "提示")) == "soft-404"


def test_an_error_under_a_reports_own_title_is_a_soft_404():
    assert _reason(portal("<p>该信息不存在或已被删除。</p>")) == "soft-404"


def test_a_home_page_at_the_address_of_a_post_is_a_soft_404():
    news = "".join(f"<li><a href='/x/content/post_{n}.html'>我局召开第{n}次会议</a></li>" for n in range(9))
    assert _reason(f"<title>某局</title><ul>{news}</ul><div>版权所有</div>") == "soft-404"


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_refusal_and_a_limit_are_walls(status):
    assert read_capture(capture("<h1>No</h1>", status=status)).reason == "blocked"


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
def test_a_text_of_others_is_foreign_whatever_stands_around_it(body):
    assert _reason(portal(body)) == "foreign"


def test_a_title_of_others_is_foreign():
    assert _reason(portal(TEXT, f"葡京娱乐场官网_百家乐在线-{TITLE}")) == "foreign"


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_a_report_that_speaks_of_such_things_is_a_report(words):
    assert _reason(portal(TEXT + words)) is None


def test_a_short_report_that_speaks_of_them_is_a_report():
    body = "<p>2017年主动公开信息20条，依申请公开0件。网站系统维护期间页面不存在的问题已经解决，申请人登录后访问。</p>"
    assert _reason(portal(body)) is None


def test_a_report_whose_page_carries_the_script_of_a_wall_or_a_login_box_is_a_report():
    script = "<script>var _$ts={};document.cookie='acw_sc__v2=1';location.reload()</script>"
    login = "<form>用户登录<input type='password'>忘记密码</form>"
    assert _reason(portal(TEXT, head=script, after=login)) is None
    assert (
        _reason(portal("<p>一、主动公开</p><p>全年公开信息12条，收到申请0件。</p>", head=script, after=login))
        is None
    )
