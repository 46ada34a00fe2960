"""The cells of a table that a page prints as lines of text, one cell or one row a line."""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.statistics.figure import Span
from pipelines.statistics.heading import heading
from pipelines.statistics.number import read_number

_LONGEST_CELL = 90
_LONGEST_ROW, _LONGEST_WORD = 400, 45
# A word, or a number whose thousands or unit stand apart: 1, 234 and 12 件.
_PIECE = re.compile(
    r"(?:\d{1,3}(?:[,\uff0c]\s?\d{3})+(?:\.\d+)?|\S+)(?:\s(?:万元|[元件宗条项个])(?=\s|$)|(?=\s|$)|\S+)"
)
_CELL = re.compile(r"[^\t|\u3000]+?(?=\s*(?:[\t|]|\u3000|  |$))")
# Alone on its line it is one cell: a row would begin with its label.
_SPACED_NUMBER = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,2}")
# Enough for the longest head of a table: fifteen results in narrow columns, of two lines and more each.
_MOST_LABELS = 80


class Text(NamedTuple):
    """One cell, with its place in the body."""

    text: str
    span: Span


class Run(NamedTuple):
    """The labels that stand before some numbers, and these numbers."""

    labels: tuple[Text, ...]
    numbers: tuple[Text, ...]


def runs(body: str) -> Iterator[Run]:
    """Give every run of number cells with the label cells before it; running text separates runs."""
    labels: deque[Text] = deque(maxlen=_MOST_LABELS)
    numbers: list[Text] = []
    for cell in cells(body):
        is_number = cell is not None and read_number(cell.text) is not None
        if numbers and not is_number:
            yield Run(tuple(labels), tuple(numbers))
            labels.clear()
            numbers = []
        if cell is None:
            labels.clear()
        elif is_number:
            numbers.append(cell)
        elif heading(cell.text):
            labels.append(cell)
    if numbers:
        yield Run(tuple(labels), tuple(numbers))


def cells(body: str, start: int = 0) -> Iterator[Text | None]:
    """Give the cells of a text that begins at ``start``, in their order, None for a line of running text."""
    for line in body.split("\n"):
        if "。" in line or (len(line) > _LONGEST_CELL and not _is_row(line)):
            yield None
        elif _SPACED_NUMBER.fullmatch(line):
            yield Text(line, Span(start, start + len(line)))
        elif line.strip():
            yield from _split(line, start)
        start += len(line) + 1


def _is_row(line: str) -> bool:
    """Say whether a long line can be the row of a table: it has gaps, running text has none."""
    return len(line) <= _LONGEST_ROW and max(map(len, line.split())) <= _LONGEST_WORD


def _split(line: str, start: int) -> Iterator[Text]:
    """Cut a line into cells where it is a row of a table: at tabs and bars, and before numbers."""
    for piece in _CELL.finditer(line) if re.search(r"[\t|\u3000]|\S  +\S", line) else [re.match(".*", line)]:
        if piece is None or not piece[0].strip():
            continue
        at = start + piece.start()
        words = list(_PIECE.finditer(piece[0]))
        first = len(words)
        while first and read_number(words[first - 1][0]) is not None:
            first -= 1
        if first:
            begin, end = words[0].start(), words[first - 1].end()
            yield Text(piece[0][begin:end], Span(at + begin, at + end))
        for word in words[first:]:
            yield Text(word[0], Span(at + word.start(), at + word.end()))
