"""The sentence that invites questions: 如对本报告有异议,请与X联系(地址:…,电话:…)."""

import re
from collections.abc import Iterator, Sequence

from pipelines.contact.labels import LABEL_LINE, Piece, pieces
from pipelines.contact.paragraph import Paragraph, in_shenzhen
from pipelines.contact.phone import phones

_ASKS = re.compile(
    r"(?:(?:异议|疑问|疑义|意见|问题|建议|不明|更多信息)[^。\n]{0,120}?|(?:[请可或][与向])[^。\n]{0,160}?)"
    "(?:联系|咨询|反映|反馈|致电|拨打|垂询|来电|查询)"
    r"|报告[^。\n]{0,120}?(?:联系|咨询)电话:|(?:本|该|此|年度?)报告?由[^。\n]{2,60}?(?:负责)?解释"
)
_INVITES = re.compile("[如若]|对本|对此|对该|任何|欢迎|需要?|请|由.*解释|电话:")
_OF_THE_REPORT = re.compile("报告|年报")
# A name may have the one that it is known by in brackets behind it.
_NAME = (
    r"[^,;。:()\n]{2,40}?(?:\([^()\d:,;]{1,4}\)[^,;。:()\n]{1,20}?)??"
    r"(?:\([^()\d:,;]{1,12}[办处科室股组局]\))?"
)
_OFFICE = re.compile(
    rf"(?:与|向|同|和)(?P<with>{_NAME})(?:\([^()]*\))?(?:进行|取得)?(?:联系|咨询|反映|提出|查询)"
    rf"|(?:与|向|同|和)(?P<of>{_NAME})(?=\([^()]{{0,4}}(?:电话|地址|邮编))"
    rf"|由(?P<by>{_NAME})(?:负责)?解释"
    rf"|(?:联系|致电|致函(?!或)|拨打|咨询|垂询|(?:反馈|反映|寄|送)[至给]):?(?P<at>{_NAME})(?=[,;。:(\n]|电话|$)"
)
# 如有意见和建议请与X联系: the name starts behind the last of these.
_BEFORE_A_NAME = re.compile(".*(?:请|可|直接)(?:与|向|同|和|联系)")
_NO_OFFICE = re.compile(
    ".*(?:热线|\\d)|我们|方式|电话|地址|咨询$|部门$|单位$|科室$|邮箱|传真|人员?$|.*(?:内容|情况|事宜|事项|报告|年报|问题|详情)$|时间|\\d+$|了解|.*信息$"
)
_PLACE = re.compile(r"(?=.*\d)[^,;:()\n]*[路街道巷村园厦楼栋座号室区][^,;:()\n]*")
_BRACKET = re.compile(r"[^,;。:()\n]{0,6}\(")
_BARE = re.compile(r"(?:[,; ]+(?P<code>\d{6})(?!\d))?(?:[,; ]+(?P<numbers>[\d()+\- /、转]{7,60}))?\)")
_LONGEST = 600
_LONGEST_INVITATION = 80
_LINES = 8


def in_sentence(known: Sequence[Paragraph], agency: str) -> list[Piece]:
    """Read the contact of the first sentence that invites questions and names somebody."""
    for at, paragraph in enumerate(known):
        for asks in _ASKS.finditer(paragraph.text):
            start = max(paragraph.text.rfind("。", 0, asks.start()) + 1, asks.start() - _LONGEST_INVITATION)
            invitation = paragraph.text[start : asks.end()]
            if _INVITES.search(invitation) is None:
                continue
            found = _passage(known[at : at + 1 + _LINES], start, agency)
            # An office alone may be anybody's, unless the sentence speaks of the report.
            if any(piece.kind != "office" for piece in found) or _OF_THE_REPORT.search(invitation):
                return found
    return []


def _passage(known: Sequence[Paragraph], start: int, agency: str) -> list[Piece]:
    """Read what the sentence names, and the label lines that follow its paragraph."""
    offset = known[0].start + start
    text = known[0].text[start : start + _LONGEST]
    local = in_shenzhen(agency) or in_shenzhen(text)
    found = [*_office(text, offset, local=local), *pieces(text, offset, in_shenzhen=local)]
    for line in known[1:]:
        if not line.is_label_line:
            break
        found += pieces(line.text, line.start, in_shenzhen=local)
    return found


def _office(text: str, offset: int, *, local: bool) -> Iterator[Piece]:
    """Read the office that a sentence names, and the address behind it in brackets without a label."""
    for match in _OFFICE.finditer(text):
        group = next(name for name in ("with", "of", "by", "at") if match[name])
        before = _BEFORE_A_NAME.match(match[group])
        start = match.start(group) + (before.end() if before else 0)
        name = text[start : match.end(group)].strip()
        if name and _NO_OFFICE.match(name) is None:
            yield Piece("office", name, offset + start, offset + start + len(name))
            bracket = _BRACKET.match(text, start + len(name))
            if bracket:
                yield from _unlabelled(text, bracket.end(), offset, in_shenzhen=local)
            return


def _unlabelled(text: str, start: int, offset: int, *, in_shenzhen: bool) -> Iterator[Piece]:
    """Read an address that a bracket begins with, and the postcode and number that follow it like it."""
    place = _PLACE.match(text, start)
    if place is None or LABEL_LINE.match(place[0]):
        return
    yield Piece("address", place[0].strip(), offset + start, offset + place.end())
    rest = _BARE.match(text, place.end())
    if rest and rest["code"]:
        yield Piece("postcode", rest["code"], offset + rest.start("code"), offset + rest.end("code"))
    if rest and rest["numbers"]:
        at = offset + rest.start("numbers")
        for number, first, last in phones(rest["numbers"], in_shenzhen=in_shenzhen):
            yield Piece("phone", number, at + first, at + last)
