"""Titles that a page breaks over several lines or headings."""

import re
from collections.abc import Iterator, Sequence

from pipelines.title import agency_in_title, is_report_title, year_in_title

_MOST_PARTS = 4
_LONGEST = 120
_SENTENCE = re.compile(r"[。；;：:！？]")
# What the names of those end with who publish reports; the name of a column or a site is none of them.
_SOMEBODY = re.compile(
    r"(?:[局厅委署站院团校室处所办部会联关道区市县镇队馆台庭]|中心|公司|集团)(?:[（(][^（()）]*[)）])?$"
)
_NOBODY = re.compile(r"公开|年报|报告|网|栏目|首页")


def whole_title(parts: Sequence[str]) -> str | None:
    """Give the title of a report that texts one below the other make; ``None`` where they make none.

    One that says year and agency goes before one that leaves either to a text that is no part of it.
    """
    said = [title for title in _joined(parts) if is_report_title(title)]
    printed = [title for title in said if title in parts]
    named = (
        title for title in said if year_in_title(title) and _names_somebody(title, doubted=title not in parts)
    )
    return next(named, None) or next(iter(printed or said), None)


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """Give what some of the texts make together, as few as can be first."""
    for count in range(1, min(_MOST_PARTS, len(parts)) + 1):
        for first in range(len(parts) - count + 1):
            joined = "".join(parts[first : first + count])
            if len(joined) <= _LONGEST and not _SENTENCE.search(joined):
                yield joined


def _names_somebody(title: str, *, doubted: bool) -> bool:
    """Tell whether a title names an agency; one of several parts may begin with the name of a column."""
    name = agency_in_title(title)
    if name is None or not doubted:
        return name is not None
    return _SOMEBODY.search(name) is not None and not _NOBODY.search(name)
