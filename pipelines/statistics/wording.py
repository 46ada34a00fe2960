"""The words with which reports before 2019 state their numbers."""

import re
from typing import NamedTuple


class Wording(NamedTuple):
    """Which words before a number (and, if any, behind it) mean which indicator.

    A lower ``rank`` is the better statement of the same thing; ``own`` words are too plain to
    mean it anywhere but in the section of their topic.
    """

    indicator: str
    before: re.Pattern[str]
    behind: re.Pattern[str] | None = None
    rank: int = 0
    own: bool = False


_REQUEST = "(?:信息公开(?:的)?申请|依申请公开|公开申请|公开政府信息的?申请|信息申请)"
_CLOSED = "(?:办结|审结|结案|判决|裁定)"
_RECEIVED = "(?:收到|受理|接收|收悉|接到|核收|新收|接受)"
_SAYS_HOW_MANY = (
    '(?:事项|案件|件|案|数|总数|总量|量|数量|共计|共|总计|合计|总共|累计|为|有|达到?|了|的|约?:|[:“”"\\s])*$'
)

_ANY = re.compile("")
# Sentences that state a whole, below a sign without which none of them fits. Checked in this order:
# the first that fits names the topic.
TOTALS = (
    (
        "诉讼",
        (
            Wording("litigation.total", re.compile(f"诉讼.*{_CLOSED}|{_CLOSED}.*诉讼")),
            Wording("litigation.total", re.compile("诉讼"), None, 1),
            Wording("litigation.total", _ANY, re.compile("(?:政府信息公开)?(?:类|的)?行政诉讼"), 1),
        ),
    ),
    (
        "复议",
        (
            Wording("reconsideration.total", re.compile(f"复议.*{_CLOSED}|{_CLOSED}.*复议")),
            Wording("reconsideration.total", re.compile("复议"), None, 1),
            Wording("reconsideration.total", _ANY, re.compile("(?:政府信息公开)?(?:类|的)?行政复议"), 1),
        ),
    ),
    (
        "公开",
        (
            Wording("applications.received", re.compile(f"{_RECEIVED}.*{_REQUEST}.{{0,6}}?{_SAYS_HOW_MANY}")),
            Wording(
                "applications.received",
                re.compile(f"{_RECEIVED}{_SAYS_HOW_MANY}"),
                re.compile(
                    "[^,\uff0c。;\uff1b]{0,8}?(?:信息公开.{0,2}申请|依申请公开|公开申请|公开政府信息)"
                ),
            ),
        ),
    ),
    (
        "答复",
        (
            Wording("applications.answered", re.compile("答复.*(?:申请|告知书?|答复书).{0,6}$")),
            Wording("applications.answered", re.compile(f"答复{_SAYS_HOW_MANY}")),
        ),
    ),
    (
        "办结",
        (Wording("applications.answered", re.compile(f"办结{_SAYS_HOW_MANY}"), None, 2, own=True),),
    ),
    (
        "申请",
        (
            Wording(
                "applications.answered",
                re.compile(f"(?:办结|办理|处理).*{_REQUEST}{_SAYS_HOW_MANY}"),
                None,
                1,
            ),
            Wording(
                "applications.received", re.compile(f"{_REQUEST}(?:受理|收到|接收)?{_SAYS_HOW_MANY}"), None, 1
            ),
            Wording(
                "applications.received", re.compile(f"{_RECEIVED}.*申请{_SAYS_HOW_MANY}"), None, 2, own=True
            ),
        ),
    ),
    (
        "主动公开",
        (
            # What was published since the beginning may stand before it.
            Wording("proactive.published", re.compile("新增主动公开.*信息$"), None, -1),
            Wording(
                "proactive.published",
                re.compile(f"主动公开[了的]?(?:各类|各种|全部)?的?(?:政府|政务|公共)?信息{_SAYS_HOW_MANY}"),
            ),
            Wording(
                "proactive.published",
                re.compile("主动公开(?:了|共|各类)*$"),
                re.compile("(?:政府|政务)?信息"),
            ),
        ),
    ),
)
# Words that only look like one of these wholes.
NOT_A_TOTAL = {
    "applications.received": re.compile("复议|诉讼|意见|建议|提案|投诉|咨询|信访|补正|结转"),
    "applications.answered": re.compile(
        "按时|按期|延期|逾期|超期|当场|超时|期限|咨询|意见|建议|提案|未答复|诉求|来信|网民|留言"
    ),
    "proactive.published": re.compile("不予|依申请"),
    "reconsideration.total": re.compile("未|尚|正在|待"),
    "litigation.total": re.compile("未|尚|正在|待|[一二]审"),
}
# A sentence that begins so counts from the beginning of disclosure, up to its next year.
SINCE_LONG_AGO = re.compile(r"(?:实施|施行|开展|成立|日|月)以来(?!.*\d{4}年)|历年来")
# A number beside these words is no figure of the year.
BESIDE_THE_POINT = re.compile(
    "同比|环比|比上|比去|比前|比20|较上|较去|较前|较20|增长|增加|减少|下降|上升|历年|以来|未办结|未审结|约$|近$|超$|超过$|不足$|逾$"
)


class Parts:
    """The parts of a whole, found by one search: where several fit, the first in the text counts."""

    __slots__ = ("_indicators", "_pattern")

    def __init__(self, *words: tuple[str, str]) -> None:
        """Take pairs of an indicator and the words that mean it."""
        self._indicators = [indicator for indicator, _ in words]
        self._pattern = re.compile("|".join(f"({pattern})" for _, pattern in words))

    def find(self, label: str) -> str | None:
        """Give the indicator that a label means."""
        match = self._pattern.search(label)
        return self._indicators[match.lastindex - 1] if match and match.lastindex else None

    def all(self, label: str) -> set[str]:
        """Give every indicator that a label mentions."""
        return {
            self._indicators[match.lastindex - 1]
            for match in self._pattern.finditer(label)
            if match.lastindex
        }


_CHANNELS = (
    ("applications.online", "网络|网上|互联网|在线|网站|线上"),
    ("applications.letter", "信函|邮寄|邮政|来信|信件"),
    ("applications.in_person", "当面|现场|窗口|来访|上门"),
    ("applications.fax", "传真"),
    ("applications.other_channels", "其[他它](?:申请)?(?:方式|渠道|途径|形式)"),
)
_OUTCOMES = (
    ("applications.already_public", "已.{0,4}主动公开|主动公开范围"),
    ("applications.partly_granted", "部分公开"),
    ("applications.refused", "不同意公开|不予公开|拒绝公开"),
    ("applications.granted", "同意公开|予以公开|同意提供"),
    ("applications.otherwise", "其[他它](?:答复|情形|情况|处理)"),
)
OUTCOMES = frozenset(indicator for indicator, _ in _OUTCOMES)
# What the parts of a whole are called. A court that dismisses the claim lets the decision stand; a
# reconsideration that is dismissed does not say so.
PARTS = {
    "applications.received": Parts(*_CHANNELS, *_OUTCOMES),
    "applications.answered": Parts(*_OUTCOMES),
    "proactive.published": Parts(
        ("proactive.gazette", "公报"),
        ("proactive.website", "网站|门户|政府在线|官网|政务网|在线网"),
        ("proactive.social_media", "微博|微信|两微|新媒体|公众号"),
        ("proactive.other_channels", "其[他它](?:方式|渠道|途径|形式|媒体)|报刊|报纸|广播|电视"),
    ),
    "reconsideration.total": Parts(
        ("reconsideration.upheld", "维持"),
        ("reconsideration.corrected", "纠错|纠正|败诉|撤销|责令"),
        ("reconsideration.other", "其[他它]"),
    ),
    "litigation.total": Parts(
        ("litigation.upheld", "维持|驳回"),
        ("litigation.corrected", "纠错|纠正|败诉|撤销|责令"),
        ("litigation.other", "其[他它]"),
    ),
}
# A number that stands before its name: 其中3件为网络申请.
NAMED_BEHIND = re.compile(
    "(?:为|是|系|属于?|通过|采用|以)([^,\uff0c。;\uff1b、]{2,12})(?=[,\uff0c。;\uff1b、]|$)"
)
NO_NAME = re.compile("(?:其中)?[:\uff1a]?")
BARE_OTHER = re.compile("^(?:以)?其[他它](?:的)?$")
# What the words before the number of a channel of publication may end with: 发布图文519条 is no information.
ENDS_A_CHANNEL = re.compile(
    "(?:信息|公开|发布|方式|渠道|途径|形式|网站|公报|微信|微博|新媒体|公众号|电视|媒体)(?:共|数|量|为|计|了|的|达|总)*$"
)

# A number that names a whole with one of these words is a part of it: 维持行政复议决定3宗.
RESULT_OF_A_DISPUTE = re.compile("维持|驳回|纠错|纠正|败诉|撤销|责令")
# Closed cases are the whole, not those that came in.
SETTLED = re.compile("^(?!.*(?:未|尚|正在|待)).*(?:办结|审结|结案|判决|裁定)")

# Who asked, not what was asked for: 收到12人次提出的申请15件.
PEOPLE = frozenset({"人", "人次"})
# Units of what is published; all others count cases.
TEXTS = frozenset({"条", "篇", "则", "项"})

# Which section of the six is the topic's own; a number there goes before the same number elsewhere.
OWN_SECTION = {
    "applications.received": re.compile("申请公开|依申请|公开申请"),
    "applications.answered": re.compile("申请公开|依申请|公开申请"),
    "proactive.published": re.compile("主动公开"),
    "reconsideration.total": re.compile("复议|诉讼"),
    "litigation.total": re.compile("复议|诉讼"),
}
