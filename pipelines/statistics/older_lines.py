"""The table of reports before 2019 where a page prints its cells as lines of text."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from archive.problem import Problem
from pipelines.statistics.cell_lines import Text, cells
from pipelines.statistics.figure import Span, Statistic
from pipelines.statistics.grid import Findings
from pipelines.statistics.heading import compact
from pipelines.statistics.number import BLANK, read_number
from pipelines.statistics.older import NAMES, UNITS, VALUES, Tree


def _spaced(words: Iterable[str]) -> str:
    """Write a pattern for words that may be printed with gaps: 单 位."""
    return "(?:" + "|".join(r"\s*".join(word) for word in sorted(words, key=len, reverse=True)) + ")"


_HEAD = re.compile(rf"^\s*{_spaced(NAMES)}[\s|]*{_spaced(UNITS)}[\s|]*{_spaced(VALUES)}[\s|]*$", re.MULTILINE)
_KNOWN_UNITS = frozenset({*"条件次篇个人元宗份期场项部", "人次", "万元", "件次"})
_LONGEST = 20_000  # many times what the table has


def read_older_lines(body: str) -> Findings:
    """Read rows of a label, a unit and a number; a row whose number was left blank gives null.

    Only what has a unit is a figure: without it a line of text could be anything.
    """
    findings = Findings()
    end = 0
    for head in _HEAD.finditer(body):
        if head.end() >= end:
            end = head.end() + _LONGEST
            _read(takewhile(bool, cells(body[head.end() : end], head.end())), findings)
    return findings


def _read(rows: Iterable[Text | None], findings: Findings) -> None:
    tree = Tree()
    path = ""
    unit: Text | None = None
    numbers: list[Text] = []
    for cell in (*(part for row in rows if row for part in _unit_apart(row)), None):
        if cell is not None and read_number(cell.text) is not None:
            numbers.append(cell)
            continue
        if unit is not None and len(numbers) < 2:
            place = (numbers or [unit])[0]
            value, printed = (numbers and read_number(place.text)) or BLANK
            findings.figures.append(Statistic(path, None, value, printed or unit.text, place.span))
        elif unit is not None:
            message = f"{path}: {len(numbers)} numbers in the text for one column"
            findings.problems.append(Problem("statistics.unaligned", message, "body"))
        numbers = []
        unit = cell if cell is not None and compact(cell.text) in _KNOWN_UNITS else None
        if cell is not None and unit is None:
            path = f"table.{tree.path(cell.text)}"


def _unit_apart(cell: Text) -> Iterator[Text]:
    """Cut the unit from a label that stands in one line with it."""
    label, gap, unit = cell.text.rpartition(" ")
    if label and compact(unit) in _KNOWN_UNITS:
        at = cell.span.start + len(label) + len(gap)
        yield Text(label, Span(cell.span.start, cell.span.start + len(label)))
        yield Text(unit, Span(at, cell.span.end))
    else:
        yield cell
