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
_DASHES = str.maketrans("−–—―‒﹣─━一", "---------")
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
_NUMBER = re.compile(rf"({_SIGN}|)((?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)({_UNITS}|)")
_ZERO = frozenset({"零", "〇"})


def plain_number(digits: str) -> int | float:
    """Turn digits with an optional fraction into a number, whole where it is whole."""
    digits = digits.replace(",", "")
    if "." not in digits:
        return int(digits)
    value = float(digits)
    return int(value) if value.is_integer() else value


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
        return Reading(-value if _SIGNS[sign] == "-" else value, unit or None)
    if text in _ZERO:
        return Reading(0, None)
    return BLANK if _STRUCK_OUT.fullmatch(text) else None
