"""The hours of the day in which a site may be asked, as an operator writes them (pure, no I/O)."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Where the sites are, and where nobody says otherwise.
SHENZHEN = "+08:00"
_HOURS = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)(?:\s+(\S+))?")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of the day in a time zone; it may reach over midnight. ``begin`` is in it, ``end`` is not."""

    begin: time
    end: time
    zone: tzinfo
    text: str

    def hold(self, now: datetime) -> bool:
        """Tell whether a moment lies within them."""
        clock = now.astimezone(self.zone).time()
        if self.begin < self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


def read_hours(text: str) -> Hours | None:
    """Read ``22:00-06:00``, with a zone behind it or in Shenzhen's time; ``None`` for an empty text.

    Raises:
        ValueError: says what is wrong and what would be right.
    """
    if not text.strip():
        return None
    match = _HOURS.fullmatch(text.strip())
    if not match:
        raise ValueError(f"hours={text!r} is no span of the day such as 22:00-06:00")
    try:
        begin = time(int(match[1]), int(match[2]))
        end = time(0 if match[3] == "24" else int(match[3]), int(match[4]))
    except ValueError as error:
        raise ValueError(f"hours={text!r} has no such time of day: {error}") from error
    if begin == end:
        raise ValueError(f"hours={text!r} end when they begin; leave them out for the whole day")
    return Hours(begin, end, _zone(match[5] or SHENZHEN), " ".join(text.split()))


def _zone(name: str) -> tzinfo:
    if offset := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        if ahead < timedelta(hours=24):
            return timezone(ahead if offset[1] == "+" else -ahead)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        words = "write +08:00, or a name such as Asia/Shanghai"
        raise ValueError(f"no time zone is called {name!r}; {words}") from error
