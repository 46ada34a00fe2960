"""The order in which captures were made, which their dates alone do not tell."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

# Status 200 first, then the later moment, file and place: the same order from an index and from a file.
Rank = tuple[bool, str, str, int]

# How names of WARC files say when the file was begun; how names of runs, and dates, begin.
_STAMP = re.compile(r"-(\d{14})-\d{5}-")
_DATE = re.compile(r"(\d{4}-?\d\d-?\d\dT\d\d:?\d\d:?\d\d)")


def moment_of(captured_at: str, warc: str) -> str:
    """Give the 14 digits by which a capture is older or newer than others.

    They are those of its date, unless its file is named after a later second: a file's name
    never goes back behind what was archived before it (``after``), so the clock had been set
    back when such a record was written, and its date would put it before older ones.
    """
    date, stamp = digits_of(captured_at), _STAMP.search(warc)
    return max(date, stamp[1]) if stamp else date


def digits_of(moment: str) -> str:
    """Give the 14 digits of the second of a date, or of a run's name."""
    return re.sub(r"\D", "", moment.partition(".")[0])[:14]


def rank(status: int, captured_at: str, warc: str, offset: int) -> Rank:
    """Give the order in which captures of one page are preferred, the best greatest."""
    return (status == 200, moment_of(captured_at, warc), warc, offset)


def after(earlier: Iterable[str], now: datetime) -> datetime:
    """Give the moment that names a new run: now, or the second behind the latest that is there.

    ``earlier`` are names of runs and of WARC files, and dates. Only a clock that was set back,
    or a second run within a second, gives another moment than now.
    """
    latest = max(map(_second_of, earlier), default="")
    if digits_of(now.astimezone(UTC).isoformat()) > latest:
        return now
    return datetime.strptime(latest, "%Y%m%d%H%M%S").replace(tzinfo=UTC) + timedelta(seconds=1)


def _second_of(name: str) -> str:
    found = _STAMP.search(name) or _DATE.match(name)
    return digits_of(found[1]) if found else ""
