"""The table of reports before 2019: a row a figure, its place in the tree told by its numbering."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.statistics.grid import Findings, Grid
from pipelines.statistics.heading import compact, without_brackets
from pipelines.statistics.number import read_number

NAMES = frozenset(
    {"统计指标", "指标", "指标名称", "统计指标名称", "统计项目", "统计内容", "指标内容", "项目名称"}
)
UNITS = frozenset({"单位", "计量单位", "统计单位"})
VALUES = frozenset(
    {
        "统计数",
        "统计数据",
        "统计数量",
        "统计结果",
        "数量",
        "数据",
        "数值",
        "本年统计数",
        "本年数",
        "本年累计",
        "本期实际",
        "合计",
        "年度数据",
    }
)

# How deep a row stands by the way it is numbered; rows without a number are told by their neighbours.
_NUMBERING = (
    (1, re.compile(r"[一二三四五六七八九十]+[、.,]")),
    (2, re.compile(r"\([一二三四五六七八九十]+\)、?")),
    (3, re.compile(r"\d+[、.,](?!\d)")),
    (4, re.compile(r"\(\d+\)、?")),
    (5, re.compile(r"[①-⑳]")),
)
_OF_WHICH = re.compile(r"其中[:、,]?")
_TRIM = ":、.,;。"
_UNIT = re.compile(r"[^\W\d_]{1,4}|%")
_UNNUMBERED = 0
_AMONG = 9


@dataclass(frozen=True, slots=True)
class Headings:
    """The row that says what the columns are."""

    row: int
    name: int
    unit: int | None
    values: tuple[int, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class Tree:
    """The labels above the row being read, each with the depth of its numbering."""

    branch: list[tuple[int, str]] = field(default_factory=list)

    def path(self, printed: str) -> str:
        """Take the label of the next row and give its path from the root."""
        depth, label = self._depth(printed)
        while self.branch and self.branch[-1][0] >= depth:
            self.branch.pop()
        self.branch.append((depth, label))
        return "/".join(name for _, name in self.branch)

    def _depth(self, printed: str) -> tuple[int, str]:
        text = _circled_kept(printed)
        of_which = _OF_WHICH.match(text)
        if of_which:
            text = text[of_which.end() :]
        for depth, pattern in _NUMBERING:
            number = pattern.match(text)
            if number:
                return depth, _label(text[number.end() :])
        if of_which:
            return _AMONG, _label(text)
        return self._unnumbered(), _label(text)

    def _unnumbered(self) -> int:
        """Place a row without a number: level with the row before, which may be one of 其中."""
        if not self.branch or self.branch[0][0] == _UNNUMBERED:
            return _UNNUMBERED
        return self.branch[-1][0]


def _circled_kept(printed: str) -> str:
    """Give a label compact, its ①②③ not yet turned into digits."""
    pieces = re.split("([①-⑳])", printed)
    return "".join(piece if "①" <= piece <= "⑳" else compact(piece) for piece in pieces)


def _label(text: str) -> str:
    return without_brackets(text).strip(_TRIM).replace("/", "或")


def is_older(grid: Grid) -> bool:
    """Say whether a table is one of indicators, units and numbers."""
    return _headings(grid) is not None


@dataclass(slots=True)
class OlderReader:
    """Reads the older table of one report, which may be cut over several tables.

    Its rows changed by place and year, so none is known beforehand: the indicator is
    ``table.<path>``, built of the labels. A row without unit and without number is the title of
    those below it; with several columns of numbers the heading of the column ends the path.
    """

    tree: Tree = field(default_factory=Tree)
    heads: Headings | None = None
    width: int = 0

    def read(self, grid: Grid, findings: Findings) -> None:
        """Add every row of a table; one without headings goes on where the table before it ended."""
        printed, width = _headings(grid), len(grid.cells[0]) if grid.cells else 0
        heads = printed or self.heads
        if heads is None or (printed is None and width != self.width):
            return
        self.heads, self.width = heads, width
        for number in range(printed.row + 1 if printed else 0, len(grid.cells)):
            if grid.cells[number][heads.name].strip() and grid.headings[number][heads.name] not in NAMES:
                self._read_row(grid, number, heads, findings)

    def _read_row(self, grid: Grid, number: int, heads: Headings, findings: Findings) -> None:
        cells = grid.cells[number]
        path = self.tree.path(_name(cells, heads))
        unit = cells[heads.unit].strip("-—–/ ") or None if heads.unit is not None else None
        if unit is not None and not is_unit(unit):
            return  # who filled the table in, and when
        for column, ending in _columns(heads):
            reading = read_number(cells[column])
            if unit is None and (reading is None or reading.value is None):
                continue
            findings.take(grid, (number, column), f"table.{path}{ending}", unit)


def is_unit(text: str) -> bool:
    """Say whether a cell is a unit: 件, 条, 人次, 万元."""
    return _UNIT.fullmatch(compact(text)) is not None


def _name(cells: tuple[str, ...], heads: Headings) -> str:
    """Give a row's label: of several label columns the last, where numbering may stand before it."""
    end = heads.unit if heads.unit is not None and heads.unit > heads.name else heads.values[0]
    labels = list(dict.fromkeys(cell for cell in cells[heads.name : end] if cell.strip()))
    if len(labels) > 1 and not compact(labels[-1])[:1].isdigit() and len(compact(labels[0])) <= len("(十二)"):
        return "".join(labels)
    return labels[-1]


def _columns(heads: Headings) -> Iterator[tuple[int, str]]:
    for column, title in zip(heads.values, heads.titles, strict=True):
        yield column, "" if len(heads.values) == 1 else f"/{title}"


def _headings(grid: Grid) -> Headings | None:
    for number, labels in enumerate(grid.headings):
        if NAMES.isdisjoint(labels):
            continue
        name = next(at for at, label in enumerate(labels) if label in NAMES)
        unit = next((at for at, label in enumerate(labels) if label in UNITS), None)
        firsts = {label: at for at, label in reversed(list(enumerate(labels)))}
        values = sorted(at for label, at in firsts.items() if label in VALUES or label.endswith("统计数"))
        if values:
            return Headings(number, name, unit, tuple(values), tuple(labels[at] for at in values))
    return None
