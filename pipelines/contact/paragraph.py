"""The paragraphs of a report that could belong to a contact."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.contact.labels import LABEL_LINE, Piece, pieces, plain

# Every contact has one of these; the label lines round them are looked at too.
_SIGNS = ("联系", "电话", "电 话", "热线:", "热线\uff1a", "致电", "@", "疑问", "异议")
_SHENZHEN = re.compile("深圳|福田|罗湖|南山|盐田|宝安|龙岗|龙华|坪山|光明|大鹏|深汕")
_LINES = 8
_LONGEST = 4000
_LONGEST_LINE = 60
_MOST = 100


class Paragraph(NamedTuple):
    """A paragraph in plain width, and its place in the body."""

    start: int
    text: str

    @property
    def is_label_line(self) -> bool:
        """Say whether it starts with a label."""
        return LABEL_LINE.match(self.text) is not None

    def pieces(self, agency: str) -> list[Piece]:
        """Read its labelled values."""
        return list(pieces(self.text, self.start, in_shenzhen=in_shenzhen(agency) or in_shenzhen(self.text)))


def in_shenzhen(text: str) -> bool:
    """Say whether a name or an address is one of Shenzhen, whose telephones have the area code 0755."""
    return _SHENZHEN.search(text) is not None


def paragraphs(body: str) -> list[Paragraph]:
    """Give the paragraphs with a sign of a contact, and the label lines before and after them."""
    starts = set()
    for sign in _SIGNS:
        at = body.find(sign)
        while at >= 0:
            starts.add(body.rfind("\n", 0, at) + 1)
            end = body.find("\n", at)
            at = body.find(sign, end) if end >= 0 else -1
    # A contact stands near the beginning or the end: what has more signs between is no report.
    first = sorted(starts)
    if len(first) > 2 * _MOST:
        first = [*first[:_MOST], *first[-_MOST:]]
    starts = set(first)
    for start in first:
        starts.update(_lines_after(body, start))
        starts.update(_lines_before(body, start))
    return [Paragraph(start, plain(body[start : _end(body, start)])) for start in sorted(starts)]


def _lines_after(body: str, start: int) -> Iterator[int]:
    for _ in range(_LINES):
        start = body.find("\n", start) + 1
        if not start or not _is_label_line(body, start):
            return
        yield start


def _lines_before(body: str, start: int) -> Iterator[int]:
    for _ in range(_LINES):
        start = body.rfind("\n", 0, max(start - 1, 0)) + 1
        if not _is_label_line(body, start):
            return
        yield start


def _is_label_line(body: str, start: int) -> bool:
    line = plain(body[start : min(_end(body, start), start + _LONGEST_LINE)])
    return LABEL_LINE.match(line) is not None


def _end(body: str, start: int) -> int:
    end = body.find("\n", start, start + _LONGEST)
    return end if end >= 0 else start + _LONGEST
