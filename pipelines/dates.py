"""Dates as Chinese government pages print them, to ISO 8601 in China's time."""

import re
from datetime import UTC, datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))
_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict.fromkeys("零○ＯOoΟ０", 0),
    "两": 2,
}
_HAN = "〇零○ＯOoΟ一二两三四五六七八九十０"
_DATE = (
    rf"(?P<year>(?:19|20)\d\d|[一二][九〇零○ＯOoΟ０][{_HAN}]{{2}})\s*(?:[-/.]|年度?)\s*"
    rf"(?P<month>\d{{1,2}}|[{_HAN}]{{1,2}})\s*[-/.月]\s*"
    rf"(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})(?:(?!\d)|(?=\d\d:\d\d))\s*日?"
)
_TIME = (
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{2})"
    r"(?:\s*[:：分]\s*(?P<second>\d{2})(?:\.\d+)?\s*秒?|\s*分)?"
)
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_MOMENT = re.compile(_DATE + _TIME + _ZONE)
_BARE = re.compile(r"(20\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．　", "0123456789-/. ")
YEAR = rf"(?:(?:19|20)\d\d|[一二][九〇零○ＯOoΟ０][{_HAN}]{{2}})"


def year_of(printed: str) -> int:
    """Give the number of a year printed in digits or Chinese numerals."""
    return int(printed) if printed.isdecimal() else int("".join(str(_DIGITS[sign]) for sign in printed))


def find_date(text: str) -> str | None:
    """Find the first date of a text and give it with the precision printed there.

    A date with hours and minutes is ``2019-03-25T11:06:00+08:00``, one without ``2019-03-25``.
    A day that does not exist (2019-02-30) is no date.
    """
    text = text.translate(_FULL_WIDTH)
    for found in _MOMENT.finditer(text):
        if date := _iso(found.groupdict()):
            return date
    if bare := _BARE.match(text.strip()):
        return _iso(
            dict(zip(("year", "month", "day", "hour", "minute", "second"), bare.groups(), strict=True))
        )
    return None


def without_dates(text: str) -> str:
    """Take every date and its time out of a text."""
    return _MOMENT.sub(" ", text.translate(_FULL_WIDTH))


def from_unix(seconds: float) -> str | None:
    """Give unix seconds as a moment in China's time; ``None`` for 0 and what no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, _CHINA).isoformat(timespec="seconds") if seconds > 0 else None
    except (OverflowError, ValueError, OSError):
        return None


def finer(date: str | None, other: str | None) -> str | None:
    """Give the more precise of two statements of one date; the first where they differ.

    A midnight in ``other`` is a date that software has filled up, not a time.
    """
    if date is None:
        return other
    if other and len(date) == len("2019-03-25") and other.startswith(f"{date}T") and "T00:00:00" not in other:
        return other
    return date


def _iso(parts: dict[str, str | None]) -> str | None:
    year, month, day = (_number(parts[name] or "") for name in ("year", "month", "day"))
    try:
        date = datetime(year, month, day, tzinfo=_CHINA)
    except ValueError:
        return None
    if not parts.get("hour"):
        return date.date().isoformat()
    try:
        moment = date.replace(
            hour=int(parts["hour"] or 0), minute=int(parts["minute"] or 0), second=int(parts["second"] or 0)
        )
    except ValueError:
        return date.date().isoformat()
    zone = parts.get("zone")
    if zone == "Z":
        moment = moment.replace(tzinfo=UTC)
    elif zone:
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment = (
            moment.replace(tzinfo=timezone(offset if zone[0] == "+" else -offset))
            if offset < _DAY
            else moment
        )
    return moment.astimezone(_CHINA).isoformat(timespec="seconds")


_DAY = timedelta(days=1)


def _number(printed: str) -> int:
    """Give the number of a year, month or day in digits or Chinese numerals; 0 for none."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.partition("十")
    if ten:
        return _number_or(tens, 1) * 10 + _number_or(ones, 0)
    digits = [str(_DIGITS[sign]) for sign in printed if sign in _DIGITS]
    return int("".join(digits)) if len(digits) == len(printed) and digits else 0


def _number_or(printed: str, empty: int) -> int:
    return _number(printed) if printed else empty
