"""Every number with a counting word in running text, with the words before it."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from pipelines.statistics.number import plain_number


class Mention(NamedTuple):
    """A number: the words before it in its clause, those behind it, and the sentence that holds it."""

    label: str
    value: int | float | None
    unit: str
    behind: str
    start: int
    end: int
    sentence: int


# The rough form finds candidates in one cheap pass, the strict one reads them. 次 and 个 count much
# else: 个工作日, 个月 and 次会议 are no figures of these reports.
_ROUGH = re.compile(r"\d[\d,\uff0c.]*\s?[万亿余多几]{0,2}\s?[宗件条篇份人起例则项个]")
_STRICT = re.compile(
    r"(\d{1,3}(?:[,\uff0c]\d{3})+|\d+(?:\.\d+)?)\s?(万|亿)?(余|多|几)?\s?"
    r"(宗|件次|件|条|篇|份|人次|起|例|则|项|个(?=[,\uff0c。;\uff1b、(\uff08\n]|$))"
)
_SCALES = {"万": 10_000, "亿": 100_000_000}
_CLAUSE_ENDS = (",", "\uff0c", "。", ";", "\uff1b")
_SENTENCE_ENDS = ("。", ";", "\uff1b")
# What stands in brackets, or is a share, says nothing of the next number.
_ASIDE = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]|^[^()\uff08\uff09]*[)\uff09]|占?[^\d占]{0,8}[\d.]+[%\uff05]")
_ASIDE_MARKS = re.compile("[)\uff09%\uff05]")
_JOINTS = " \u3000、和及与“”\"':\uff1a的是为共有"


def mentions(paragraph: str, offset: int) -> Iterator[Mention]:
    """Find the counted numbers of a paragraph that starts at ``offset`` of the body."""
    seen = 0
    for rough in _ROUGH.finditer(paragraph):
        start = rough.start()
        match = _STRICT.match(paragraph, start)
        if match is None or (start and paragraph[start - 1] in "第.〔["):
            continue
        clause = max(seen, *(paragraph.rfind(mark, seen, start) + 1 for mark in _CLAUSE_ENDS))
        label = paragraph[clause:start]
        if _ASIDE_MARKS.search(label):
            label = _ASIDE.sub("", label)
        sentence = max(paragraph.rfind(mark, 0, start) + 1 for mark in _SENTENCE_ENDS)
        yield Mention(
            _after_colon(label).strip(_JOINTS),
            _value(match),
            match[4],
            paragraph[match.end() : match.end() + 16],
            offset + start,
            offset + match.end(),
            offset + sentence,
        )
        seen = match.end()


def _after_colon(label: str) -> str:
    """Drop an introduction (``其中:网络申请``), unless the colon ends the label (``申请数:``)."""
    label = label.replace("\uff1a", ":").rstrip(": ")
    return label[label.rfind(":") + 1 :]


def _value(match: re.Match[str]) -> int | float | None:
    """Give the number; None for one that is only about so much (``100余件``).

    ``1.2万条`` is 12000: the printed words stand for exactly that, and no more can be known.
    """
    digits, scale, vague, _ = match.groups()
    if vague:
        return None
    value = plain_number(normalize("NFKC", digits))
    if scale is None:
        return value
    scaled = round(value * _SCALES[scale], 6)
    return int(scaled) if scaled == int(scaled) else scaled
