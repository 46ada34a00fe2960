"""Every number with a counting word in running text, with the words before it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.statistics.number import CHINESE, MOST_DIGITS, number_in_words, plain_number


class Mention(NamedTuple):
    """A number: the words before it in its clause, those behind it, and its place in the paragraph."""

    label: str
    value: int | float
    unit: str
    behind: str
    start: int
    end: int


# The rough form finds candidates in one cheap pass, the strict one reads them. 次 and 个 count much
# else: 个工作日, 个月 and 次会议 are no figures of these reports.
_ROUGH = re.compile(rf"[\d{CHINESE}][\d{CHINESE},\uff0c.]*\s?[万亿余多几]{{0,2}}\s?[宗件条篇份人起例则项个]")
_STRICT = re.compile(
    rf"(\d{{1,3}}(?:[,\uff0c]\d{{3}})+|\d+(?:\.\d+)?|[{CHINESE}]+)\s?(万|亿)?(余|多|几)?\s?"
    r"(宗|件次|件|条|篇|份|人次|起|例|则|项|个(?=[,\uff0c。;\uff1b、(\uff08\n]|$))"
)
# Before a number these say that it is another thing, or only about so much: 第三条, 数十件, 上百件.
_NO_NUMBER_BEHIND = frozenset("第.〔[")
_VAGUE_BEFORE = frozenset("第数几上近逾超好唯统同每")
_CASES = ("案", "案件", "复议", "诉讼")  # right behind these 一起 is one case
_SCALES = {"万": 10_000, "亿": 100_000_000}
# What stands in brackets, or is a share, says nothing of the next number.
_ASIDE = re.compile(
    r"[(\uff08][^()\uff08\uff09]*[)\uff09]|^[^()\uff08\uff09]*[)\uff09]|占?[^\d占]{0,8}[\d.]+[%\uff05]"
)
_ASIDE_MARKS = re.compile("[)\uff09%\uff05]")
_CLAUSE_END = re.compile("[,\uff0c。;\uff1b]")
_COLONS = ":\uff1a "
_SENTENCE_ENDS = ("。", "\uff1b", ";")
_LONGEST_LABEL, _LONGEST_SENTENCE = 60, 600
_JOINTS = " \u3000、和及与“”\"':\uff1a的是为共有"


def mentions(paragraph: str) -> Iterator[Mention]:
    """Find the counted numbers of a paragraph; those that are only about so much are left out."""
    seen = 0
    for rough in _ROUGH.finditer(paragraph):
        start, end = rough.span()
        match = _STRICT.match(paragraph, start)
        if match is None or (start and paragraph[start - 1] in _NO_NUMBER_BEHIND):
            continue
        digits, scale, vague, unit = match.groups()
        value = None if vague else _value(paragraph, start, digits, scale, unit)
        if value is not None:
            yield Mention(_label(paragraph, seen, start), value, unit, paragraph[end : end + 16], start, end)
        seen = end


def _label(paragraph: str, seen: int, start: int) -> str:
    """Give the words of a clause before its number, without asides and without its introduction."""
    words = _CLAUSE_END.split(paragraph[max(seen, start - _LONGEST_LABEL) : start])[-1]
    if _ASIDE_MARKS.search(words):
        words = _ASIDE.sub("", words)
    words = words.rstrip(_COLONS)
    colon = max(words.rfind(":"), words.rfind("\uff1a"))
    return words[colon + 1 :].strip(_JOINTS)


def sentence_start(paragraph: str, at: int) -> int:
    """Give the place where the sentence, or the part of it up to a semicolon, starts that holds ``at``."""
    far = max(at - _LONGEST_SENTENCE, 0)
    start = max(far, *(paragraph.rfind(mark, far, at) + 1 for mark in _SENTENCE_ENDS))
    while start < at and paragraph[start].isspace():
        start += 1
    return start


def _value(paragraph: str, start: int, digits: str, scale: str | None, unit: str) -> int | float | None:
    """Give the number; none where Chinese numerals are no count: 一起 is together, 数十件 is some."""
    if digits[0].isdecimal():
        return _scaled(digits, scale) if len(digits) <= MOST_DIGITS else None
    together = unit == "起" and digits == "一" and not paragraph.endswith(_CASES, 0, start)
    said_otherwise = (
        unit in {"个", "人", "项"} or together or scale or (start and paragraph[start - 1] in _VAGUE_BEFORE)
    )
    return None if said_otherwise else number_in_words(digits)


def _scaled(digits: str, scale: str | None) -> int | float:
    """Give the number; ``1.2万条`` is 12000: the words stand for exactly that, and no more can be known."""
    value = plain_number(digits.replace("\uff0c", ","))
    if scale is None:
        return value
    scaled = round(value * _SCALES[scale], 6)
    return int(scaled) if scaled == int(scaled) else scaled
