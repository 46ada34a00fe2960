"""Digits with a gap between them: two numbers, or the thousands and hundreds of one."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipelines.statistics.cell_lines import Text
from pipelines.statistics.figure import Span
from pipelines.statistics.number import BLANK, read_number

_BEGINS, _GOES_ON = re.compile(r"[1-9]\d{0,2}(?: \d{3})*"), re.compile(r"\d{3}")
_MOST = 12  # numbers of a row: what has more cannot be told apart


def add_up(numbers: Sequence[Text]) -> bool:
    """Say whether the last of some numbers is the sum of the others."""
    *parts, total = ((read_number(number.text) or BLANK).value for number in numbers)
    said = [part for part in parts if part is not None]
    return len(said) == len(parts) and sum(said) == total


def put_together(numbers: Sequence[Text], count: int) -> tuple[Text, ...]:
    """Make at most so many numbers of the digits of a row that the last is the sum of the others.

    Gives the numbers as they are where no digits make such a row, and none where several ways do, or one
    that leaves a column without a number.
    """
    if len(numbers) > _MOST:
        return tuple(numbers)
    ways = (way for way in _ways(tuple(numbers)) if len(way) <= count and add_up(way))
    found = list(islice(ways, 2))
    if not found:
        return tuple(numbers)
    return found[0] if len(found) == 1 and len(found[0]) == count else ()


def _ways(numbers: tuple[Text, ...]) -> Iterator[tuple[Text, ...]]:
    if not numbers:
        yield ()
        return
    first, *rest = numbers
    for way in _ways(tuple(rest)):
        yield (first, *way)
    if rest and _is_one(first, rest[0]):
        joined = Text(f"{first.text} {rest[0].text}", Span(first.span.start, rest[0].span.end))
        yield from _ways((joined, *rest[1:]))


def _is_one(left: Text, right: Text) -> bool:
    beside = right.span.start == left.span.end + 1
    return beside and bool(_BEGINS.fullmatch(left.text) and _GOES_ON.fullmatch(right.text))
