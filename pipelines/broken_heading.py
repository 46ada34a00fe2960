"""Headings that a page breaks over several lines."""

import re
from collections.abc import Sequence

from pipelines.line import squeezed
from pipelines.section import numbered_heading

# The main headings of the three generations of reports, in the words that vary least.
_MAIN = re.compile(
    r".{1,3}[、.．，](?:(?:行政|本)?机关|(?:政府信息|政务|信息)(?:公开(?:工作)?中?)?|本年度)?(?:"
    r"主动公开(?:政府)?(?:信息)?(?:的)?情况"
    r"|(?:收到和处理|依申请公开|受理|处理)(?:政府)?(?:信息)?.{0,14}情况"
    r"|.{0,16}复议.{0,10}诉讼.{0,5}情况"
    r"|.{0,4}(?:收费|费用).{0,6}情况"
    r"|存在的?(?:主要)?(?:问题|不足).{0,8}(?:情况|措施|打算|问题|不足)"
    r"|.{0,2}需要(?:报告|说明)的.{0,4}事项"
    r")"
)
# What a heading ends with, and the words between two parts of one.
_WHOLE = re.compile(r"(?:情况|措施|事项|问题|打算|计划|建议)$")
_JOINT, _GOES_ON = re.compile(r"[、和与及的]$"), re.compile(r"[、和与及的]")
_TEXT = re.compile(r"[。；;：:，,！？\d]")
_LONGEST, _MOST_LINES, _DEEPEST = 48, 3, 2


def whole_headings(texts: Sequence[str]) -> list[tuple[range, str]]:
    """Give lines with the parts of a broken heading joined, each with the lines that it is made of."""
    joined: list[tuple[range, str]] = []
    at = 0
    while at < len(texts):
        may_be_broken = at + 1 < len(texts) and len(texts[at]) + len(texts[at + 1]) <= _LONGEST
        end = _end_of_heading(texts, at) if may_be_broken else at + 1
        joined.append((range(at, end), "".join(texts[at:end])))
        at = end
    return joined


def _end_of_heading(texts: Sequence[str], at: int) -> int:
    """Give the line behind a heading: the next, or one below without which it is none, or goes on."""
    above = texts[at]
    heading = numbered_heading(above)
    if heading is None or heading[1] > _DEEPEST:
        return at + 1
    for end in range(at + 2, min(at + _MOST_LINES, len(texts)) + 1):
        below = texts[end - 1]
        goes_on = _JOINT.search(above) or _GOES_ON.match(below)
        if len(above + below) > _LONGEST or _TEXT.search(below) or numbered_heading(below):
            break
        if _is_main(above) and not goes_on:
            break
        above += below
        if _is_main(above) or (goes_on and _WHOLE.search(above)):
            return end
    return at + 1


def _is_main(line: str) -> bool:
    return _MAIN.fullmatch(squeezed(line)) is not None
