"""What stands in a report's place, by tables of signs: a wall, an error page, a text of others."""

import re
from collections.abc import Sequence
from typing import Literal

from pipelines.line import squeezed
from pipelines.page import Page, text_within

StandIn = Literal["blocked", "soft-404"]

_ANY_CASE = re.IGNORECASE
_MOST = 400  # characters of a page that tells a person why there is nothing else on it
_NOTHING = 30  # a page without more text than this is all script
_WALL_SIZE = 20_000  # characters of markup: a wall has no page around it

# A page that is not there. Walls say none of this, but errors say what walls say: "try again later".
_GONE = tuple(
    re.compile(pattern, _ANY_CASE)
    for pattern in (
        r"^\s*404\b|\b404\s*(?:错误|not\s?found|页面|[-—–])|http\s*404",
        r"(?:page|url|resource|file)\b.{0,24}(?:not\s?(?:be\s?)?found|does\s?not\s?exist)|^not\s?found",
        r"no\s?longer\s?(?:available|exists)",
        r"(?:页面?|网页|文章|内容|信息|网址|栏目|稿件|文件|链接|记录).{0,6}(?:不存在|未找到|丢失|走丢|搬家|无法访问)",
        (
            r"(?:页面?|网页|文章|内容|信息|网址|栏目|稿件|文件).{0,4}已(?:经)?(?:被)?"
            r"(?:删除|撤销|撤回|下线|下架|移除|过期|失效)|已(?:被)?下线"
        ),
        r"(?:找不到|无法找到|未找到|没有找到)(?:到)?(?:该|您|此|所|页面?|网页|文件|相关)",
        r"您(?:要|所)?(?:访问|查看|浏览|请求)的(?:页面|网页|内容|信息).{0,12}(?:不存在|找不到|删除|下线|出错|过期|搬家)",
        r"未通过审核|审核中.{0,6}(?:无法|不能)",
    )
)

# What walls, logins and servers that have too much to do tell a person, a row for each kind.
_WALL = tuple(
    re.compile(pattern, _ANY_CASE)
    for pattern in (
        # a riddle
        (
            r"安全验证|人机验证|访问验证|滑动验证|拖动.{0,6}滑块|(?:请|需).{0,6}输入.{0,8}(?:验证码|字符)|captcha|"
            r"verify.{0,12}human|checking.{0,12}(?:browser|connection|secure)|just\s?a\s?moment"
        ),
        # a browser is wanted
        r"(?:请|需|未)(?:先)?(?:开启|启用)\s*(?:javascript|cookie)|enable\s?(?:javascript|cookies)",
        # a firewall
        (
            r"拦截提示|(?:请求|访问|参数|行为).{0,24}(?:拦截|阻断|屏蔽)|攻击(?:行为|请求)|安全威胁|网站防火墙|"
            r"access\s?denied|\b403\s?forbidden|request\s?(?:was\s?)?(?:blocked|rejected)|(?:没有|无)权限?访问|"
            r"没有权限|ip.{0,10}(?:封禁|禁止|受限|限制)"
        ),
        # a limit
        (
            r"(?:访问|操作|请求|提交|刷新)(?:过于|太过?)频繁|频率(?:过高|受限|超[过出])|访问(?:人数|量)(?:过|太)[多大]|"
            r"too\s?many\s?requests|rate\s?limit"
        ),
        # a server that cannot answer now
        (
            r"(?:系统|服务器?|网络)(?:正?忙|繁忙|异常|错误|发生异常)|(?:稍|晚些时?)[后候]再?(?:重?试|访问)|"
            r"(?:系统|网站|平台|服务器).{0,6}(?:维护|升级)|under\s?maintenance|暂停服务|"
            r"\b50[0234]\s?(?:internal|bad\s?gateway|service|gateway)|service\s?unavailable|\w+\.\w*exception\b"
        ),
        # a door
        (
            r"(?:用户|账号|帐号|会员|管理员)登[录陆]|统一身份认证|(?:尚未|未|请先?)登[录陆]|登[录陆]已?(?:超时|失效|过期)|"
            r"登[录陆]后(?:再|方可|才能|即可|可)?(?:继续)?(?:访问|查看|试)|忘记密码"
        ),
    )
)

# What the scripts of walls leave in pages, and what any of them does: set a cookie, ask again.
_WALL_SCRIPT = re.compile(r"__jsl_clearance|_\$ts\s*=|\$_ts\s*=|acw_sc__v|wzwsquestion")
_ASKS_AGAIN = re.compile(
    r"document\s*\.\s*cookie\s*=|location\s*\.\s*reload|location[\w.]*\s*=\s*(?:\w+\.)*location", _ANY_CASE
)

# A text that was put there by others has what they sell, and the words with which they call.
_LURES = re.compile(
    r"百家乐|葡京|博彩|真人视讯|真人娱乐|老虎机|六合彩|时时彩|娱乐[场城]|彩票平台|体育投注|捕鱼游戏|棋牌游戏|足球竞彩|赌场|"
    r"成人视频|无码|情色|约炮|一本道|代开发票|办证刻章|毕业证|代孕|伟哥|私服|"
    r"casino|slots?\b|betting|poker|baccarat|porn|viagra|cialis|replica\s?watch"
)
_CALLS = re.compile(
    r"官网|注册|开户|下载|平台|彩金|礼金|在线|投注|下注|免费|高清|微信|电话|代办|优惠|"
    r"online|bonus|free|cheap|best|buy|download"
)
# An authority names such things too: where it fights, licenses or counts them.
_OF_AN_AUTHORITY = re.compile(
    r"打击|查处|查获|整治|取缔|处罚|犯罪|违法|案件|诈骗|监管|监督|防范|宣传|许可|审批|办理|指南|公开|公示"
)
_LURES_WANTED = 2
_LETTERS_WANTED = 200
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_ROWS = bytes(range(0x4E, 0xA0))  # of Unicode's table, that hold these


def says(words: str) -> StandIn | None:
    """Tell a wall or an error page by what it says."""
    if any(sign.search(words) for sign in _GONE):
        return "soft-404"
    return "blocked" if any(sign.search(words) for sign in _WALL) else None


def stand_in(page: Page, told: str) -> StandIn | None:
    """Tell a wall or an error page by what it says, or by its scripts where it says nothing.

    ``told`` is what was read of the page. The rest of its text counts where there is little of it.
    """
    seen = _seen_text(page)
    length = len(squeezed(seen))
    if reason := says(f"{_title_of(page)}\n{told}\n{seen if length <= _MOST else ''}"):
        return reason
    has_script = bool(_WALL_SCRIPT.search(page.html))
    if length > _NOTHING:
        return "blocked" if has_script and len(page.html) < _WALL_SIZE else None
    asks_a_password = any(field.get("type") == "password" for field in page.root.iter("input"))
    return "blocked" if has_script or asks_a_password or _ASKS_AGAIN.search(page.html) else None


def is_foreign(title: str, lines: Sequence[str]) -> bool:
    """Tell whether others have put their text into a page, in a line of it or in the place of all.

    A line is theirs that names two of the things they sell and calls for them, in no words of an
    authority; a page, whose text is not Chinese at all.
    """
    text = "".join(lines)
    if _lures_in(text) and any(_is_sold(line) and not _OF_AN_AUTHORITY.search(line) for line in lines):
        return True
    if _is_sold(title):
        return True
    chinese = _count_chinese(text)
    if len(text) - chinese <= chinese:
        return False
    letters = sum(map(str.isalpha, _CHINESE.sub("", text)))
    return letters >= _LETTERS_WANTED and letters > chinese


def _count_chinese(text: str) -> int:
    """Count by the upper bytes of UTF-16, in a tenth of the time that a pattern takes for a long text."""
    rows = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(rows) - len(rows.translate(None, _ROWS))


def _is_sold(line: str) -> bool:
    return _lures_in(line) >= _LURES_WANTED and _CALLS.search(_LURES.sub("", line.lower())) is not None


def _lures_in(text: str) -> int:
    return len(set(_LURES.findall(text.lower())))


def _seen_text(page: Page) -> str:
    body = next(page.root.iter("body"), page.root)
    unseen = ("script", "style", "noscript", "title")
    shown = (text for part in body.iter() for text in (part.tag not in unseen and part.text, part.tail))
    return "\n".join(text.strip() for text in shown if text and text.strip())


def _title_of(page: Page) -> str:
    return " ".join(text_within(title) for title in page.root.iter("title"))
