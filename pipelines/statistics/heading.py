"""Headings made comparable: NFKC, no white space, nothing in brackets, no numbering."""

import re
from functools import lru_cache
from unicodedata import normalize

_SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBERING = re.compile(r"(?:[一二三四五六七八九十]+(?=[、.,:])|\d+(?!\d*年)|[、.,:;)\]])+")
_PUNCTUATION = re.compile(r"[\W_]+")
_UNIT = re.compile(r"(?:单位)?:?(万元|亿元|元|件|宗|条|项|个)")
_LONGEST = 80


def compact(text: str) -> str:
    """Give the text in NFKC without any white space."""
    return _SPACE.sub("", normalize("NFKC", text))


def without_brackets(text: str) -> str:
    """Drop brackets with what they hold, innermost first."""
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


@lru_cache(maxsize=65536)
def heading(cell: str) -> str:
    """Give the letters of a heading alone; a cell too long to be one gives ``""``."""
    if len(cell) > _LONGEST * 2:
        return ""
    text = without_brackets(compact(cell))
    numbering = _NUMBERING.match(text)
    if numbering:
        text = text[numbering.end() :]
    text = _PUNCTUATION.sub("", text)
    return text if len(text) <= _LONGEST else ""


@lru_cache(maxsize=4096)
def unit_of(cell: str) -> str | None:
    """Give the unit that a heading names in brackets: ``本年收费金额(单位:万元)``."""
    text = compact(cell)
    for bracket in _BRACKETS.findall(text):
        match = _UNIT.fullmatch(bracket[1:-1])
        if match:
            return match[1]
    return None
