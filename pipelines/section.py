"""The headings of a report and how far each reaches."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.flow import Line
from pipelines.line import squeezed
from pipelines.title import is_report_title

_HAN = "一二三四五六七八九十"
# The numbering of official documents (GB/T 9704-2012, 7.3.3). A level is absolute, whatever is left out.
_NUMBERS = re.compile(
    rf"(?P<l1>[{_HAN}]{{1,3}}\s*[、.．，]|第[{_HAN}]{{1,2}}(?:部分|章))"
    rf"|(?P<l2>[（(]\s*[{_HAN}]{{1,3}}\s*[)）]\s*[、.．]?)"
    r"|(?P<l3>\d{1,2}\s*[.．、](?!\d))"
    r"|(?P<l4>[（(]?\s*\d{1,2}\s*[)）]\s*[、.．]?)"
    r"|(?P<l5>[①-⑳])"
)
_FIRST = frozenset(f"{_HAN}第（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_LONGEST = 48
_TEXT = 8  # characters: less behind bold words is the rest of a heading, not a text
_COUNTED = re.compile(r"\d[\d.,]*\s*(?:余|多)?(?:件|条|宗|次|份|个|起|人|篇|期|%|％|万|项|例|名|元)")
_STOP = "。；;，,：:"
# （一）主动公开情况：全年公开12条。 What follows the colon or the space is a sentence, no bare count.
_OPENED = re.compile(
    r"\s*(?:[^。，；：:\s]{2,24}(?=[：:])|[^。，；：:\s]{4,24}(?=\s))"
    r"(?=.(?!\s*\d[\d.,]*\s*[^\d年月.,\s]).{6,}。)"
)

# Behind an entry of a table of contents.
_PAGE_NUMBER = re.compile(r"[\s.…·．⋯_\-—]*\d{0,3}$")
_FEWEST_ENTRIES = 3

# The main headings of the three generations of reports, for pages that print them without numbers.
_PLAIN = frozenset(
    squeezed(heading)
    for heading in (
        "概述",
        "总体情况",
        "基本情况",
        "工作概述",
        "主动公开政府信息情况",
        "主动公开情况",
        "主动公开政府信息的情况",
        "依申请公开政府信息情况",
        "依申请公开情况",
        "依申请公开政府信息受理情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开相关费用情况",
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "申请行政复议和提起行政诉讼情况",
        "存在问题及改进措施",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
        "附件",
        "附表",
    )
)


Heading = tuple[str, int, int]
"""A heading, its level, and the place in the body where it begins."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the span of the body, in characters, from it to the next of its level or above."""

    heading: str
    level: int
    start: int
    end: int

    def to_json(self) -> dict[str, object]:
        """Give the section as the JSON line has it."""
        return {"heading": self.heading, "level": self.level, "start": self.start, "end": self.end}


def find_sections(lines: Sequence[Line], starts: Sequence[int], size: int) -> tuple[Section, ...]:
    """Find the headings of a body's lines. ``starts`` are the lines' offsets, ``size`` the body's length."""
    found: list[Heading] = []
    for line, start in zip(lines, starts, strict=True):
        if heading := numbered_heading(line.text, line.lead):
            found.append((*heading, start))
    if not any(level == 1 for _, level, _ in found):
        found = sorted([*found, *_plain_headings(lines, starts)], key=lambda heading: heading[2])
    found = _without_contents(found, dict(pairwise(starts)))
    ends = [size] * len(found)
    open_: list[int] = []  # headings whose section goes on
    for at, (_, level, start) in enumerate(found):
        while open_ and found[open_[-1]][1] >= level:
            ends[open_.pop()] = start - 1
        open_.append(at)
    return tuple(Section(*heading, end) for heading, end in zip(found, ends, strict=True))


def _without_contents(found: list[Heading], below: Mapping[int, int]) -> list[Heading]:
    """Leave out a table of contents: headings line below line which come again above their text.

    ``below`` gives the offset of the line below one.
    """
    names = [_PAGE_NUMBER.sub("", squeezed(heading)) for heading, _, _ in found]
    kept: list[Heading] = []
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end][2] == below.get(found[end - 1][2]):
            end += 1
        again = [i for i in range(at, end) if found[i][1] == 1 and names[i] in names[i + 1 :]]
        entries = again[-1] + 1 if len(again) >= _FEWEST_ENTRIES else at
        kept += found[entries:end]
        at = end
    return kept


def numbered_heading(text: str, lead: int = 0) -> tuple[str, int] | None:
    """Give the heading that a line is, or opens with, and its level.

    A paragraph such as ``1.着力强化组织领导。深圳市……`` is headed by its first sentence; an item of a
    list (``1.网络申请12件；``) or a paragraph that only has a number is no heading. Bold words, ``lead``
    characters at the beginning, are a sentence of their own.
    """
    number = _NUMBERS.match(text) if text[:1] in _FIRST else None
    if number is None:
        return None
    level = int((number.lastgroup or "l1")[1:])
    if number.end() + 1 < lead < len(text) - _TEXT:
        text = text[:lead].rstrip(_STOP + " ") + "。" + text[lead:]
    opened = _OPENED.match(text, number.end()) if level < 3 or len(text) > _LONGEST else None
    sentence, stop, rest = (text[: opened.end()], "：", text) if opened else text.partition("。")
    said = sentence[number.end() :]
    if not said.strip() or len(sentence) > _LONGEST or "；" in said or ";" in said:
        return None
    if _COUNTED.search(said):
        return None
    if stop and not rest and level > 2 and ("，" in said or len(said) > 20):
        return None  # a whole sentence in a list
    if not stop and said[-1] in "；;，,":
        return None
    return sentence.rstrip(_STOP + " "), level


def _plain_headings(lines: Sequence[Line], starts: Sequence[int]) -> list[Heading]:
    ranks = [line.rank for line in lines if line.rank and not is_report_title(line.text)]
    top = min(ranks, default=0)
    found = []
    for line, start in zip(lines, starts, strict=True):
        if len(line.text) > _LONGEST or line.text[-1:] in _STOP or numbered_heading(line.text):
            continue
        if squeezed(line.text).rstrip("：:") in _PLAIN:
            found.append((line.text, 1, start))
        elif line.rank and not is_report_title(line.text):
            found.append((line.text, 1 + line.rank - top, start))
    return found
