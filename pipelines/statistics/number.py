"""What a table cell says: a number, nothing, or words."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize


class Reading(NamedTuple):
    """A number with the unit printed beside it; ``value`` is None for a cell left blank."""

    value: int | float | None
    unit: str | None


BLANK = Reading(None, None)

_SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
_DASHES = str.maketrans(dict.fromkeys("−–—―‒﹣─━一‐‑ー⸺", "-") | dict.fromkeys("∕╱⁄", "/"))
_STRUCK_OUT = re.compile(r"[-/\\_.·~*]*|无|空|不适用|N/?A", re.IGNORECASE)
# Signs as the "increase or decrease" columns of 2019 print them.
_SIGNS = {
    "增加": "",
    "减少": "-",
    "新增": "",
    "增": "",
    "减": "-",
    "↑": "",
    "↓": "-",
    "+": "",
    "-": "-",
    "": "",
}
_SIGN = "|".join(re.escape(sign) for sign in _SIGNS if sign)
_UNITS = "万元|亿元|元|件次|人次|件|宗|条|项|个|份|篇|次|起|例|部|人|期|场"
MOST_DIGITS = 15  # more are exact in no JSON reader, and count nothing
_NUMBER = re.compile(
    rf"({_SIGN}|)((?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,{MOST_DIGITS}}})(?:\.\d+)?)({_UNITS}|\((?:{_UNITS})\)|)"
)
_ZERO = frozenset({"零", "〇"})


def plain_number(digits: str) -> int | float:
    """Turn digits with an optional fraction into a number, whole where it is whole."""
    digits = digits.replace(",", "")
    if "." not in digits:
        return int(digits)
    value = float(digits)
    return int(value) if value.is_integer() else value


CHINESE = "零〇一二两三四五六七八九十百千"
_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_IN_WORDS = re.compile(
    "(?:([一二两三四五六七八九])千)?零?(?:([一二两三四五六七八九])百)?(零?)(?:([一二三四五六七八九]?)(十))?([一二两三四五六七八九])?"
)


def number_in_words(text: str) -> int | None:
    """Read a number below ten thousand in Chinese: 十二, 一百零三; None for any other words."""
    if text in _ZERO:
        return 0
    match = _IN_WORDS.fullmatch(text)
    if match is None or not text:
        return None
    thousands, hundreds, gap, tens, ten, ones = match.groups()
    if ones and (hundreds or thousands) and not (gap or ten):
        return None  # 一百二 may be 102 or 120
    digits = [_DIGITS[digit] if digit else 0 for digit in (thousands, hundreds, tens, ones)]
    if ten and not tens:
        digits[2] = 1
    return int("".join(map(str, digits)))


@lru_cache(maxsize=65536)
def read_number(cell: str) -> Reading | None:
    """Read a cell; None when it holds anything but one number with an optional unit.

    A cell that is empty, struck out with ``/``, ``-`` or ``—`` or says 无 gives ``BLANK``.
    Digits that a page splits over spaces are one number: a cell of these tables holds one.
    """
    if len(cell) > 40:
        return None
    text = _SPACE.sub("", normalize("NFKC", cell)).translate(_DASHES)
    match = _NUMBER.fullmatch(text)
    if match:
        sign, digits, unit = match.groups()
        value = plain_number(digits)
        return Reading(-value if _SIGNS[sign] == "-" else value, unit.strip("()") or None)
    if text in _ZERO:
        return Reading(0, None)
    return BLANK if _STRUCK_OUT.fullmatch(text) else None
