"""The table of reconsideration and litigation: fifteen numbers in one row."""

from dataclasses import dataclass, field

from pipelines.statistics.grid import Findings, Grid, below, has_value
from pipelines.statistics.number import read_number

BLOCKS = {
    "行政复议": "reconsideration",
    "行政复议情况": "reconsideration",
    "行政诉讼情况": "litigation",
    "行政诉讼": "litigation",
    "未经复议直接起诉": "litigation.direct",
    "未经复议直接起诉的": "litigation.direct",
    "直接起诉": "litigation.direct",
    "复议后起诉": "litigation.after_reconsideration",
    "复议后起诉的": "litigation.after_reconsideration",
    "经复议后起诉": "litigation.after_reconsideration",
}
LEAVES = {
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "结果纠错": "corrected",
    "其他结果": "other",
    "尚未审结": "pending",
    "未审结": "pending",
    "总计": "total",
    "合计": "total",
}
_TELLING = frozenset(LEAVES) - {"总计", "合计"} | frozenset(BLOCKS)
RESULTS = ("upheld", "corrected", "other", "pending", "total")
IN_ORDER = tuple(
    f"{block}.{result}"
    for block in ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
    for result in RESULTS
)
_INDICATORS = frozenset(IN_ORDER)


@dataclass(slots=True)
class DisputeReader:
    """Reads the row of figures below, or beside, the headings of one report."""

    blocks: dict[int, str] = field(default_factory=dict)
    leaves: dict[int, str] = field(default_factory=dict)
    in_headings: bool = False

    def read(self, grid: Grid, findings: Findings) -> None:
        """Add the figures of a table; rows of other tables are passed over."""
        outside = BLOCKS.get(grid.caption, "")
        headed, left_blank = False, None
        for number, labels in enumerate(grid.headings):
            if _TELLING.isdisjoint(labels):
                if self.in_headings and self.leaves and has_value(grid.cells[number]):
                    self._take(grid, number, outside, findings)
                    self.in_headings = False
                elif headed and not any(grid.cells[number]):
                    left_blank = number
            elif self.leaves and any(_is_number(grid.cells[number], column) for column in self.leaves):
                beside = [BLOCKS[label] for label in labels if label in BLOCKS]
                self._take(grid, number, max(beside, key=len, default=outside), findings)
            else:
                self._learn(labels)
                headed, left_blank = True, None
        if self.in_headings and self.leaves and left_blank is not None:
            self._take(grid, left_blank, outside, findings)  # unless the next table has the numbers

    def _learn(self, labels: tuple[str, ...]) -> None:
        if not self.in_headings:
            self.blocks, self.leaves = {}, {}
        self.in_headings = True
        results = any(label in LEAVES and label in _TELLING for label in labels)
        alone = {label for label in labels if label}
        if len(alone) == 1 and alone <= BLOCKS.keys():
            labels = (*alone,) * len(labels)  # a block's name is of the whole row if nothing else is
        for column, label in enumerate(labels):
            if label in BLOCKS:
                self.blocks[column] = BLOCKS[label]
            elif results and label in LEAVES:
                self.leaves[column] = LEAVES[label]

    def _take(self, grid: Grid, number: int, block: str, findings: Findings) -> None:
        row = grid.cells[number]
        spans = self._spans(block)
        chosen = None
        headed = {at for span in spans.values() for at in span}
        if spans and _INDICATORS.issuperset(spans) and not has_value(_but(row, headed)):
            chosen = below(row, list(spans.values()))
        else:
            # The headings do not say whose results they are: only all fifteen are known by their order.
            spans = dict.fromkeys(IN_ORDER, range(0))
        if chosen is None or None in [read_number(row[at]) for at in chosen]:
            chosen = _in_order(row, len(spans)) or chosen
        if chosen is None:
            findings.unaligned(grid, number, "reconsideration and litigation")
            return
        for indicator, column in zip(spans, chosen, strict=True):
            findings.take(grid, (number, column), indicator, "件")

    def _spans(self, block: str) -> dict[str, range]:
        """Give the columns below each heading, named with its block; none where a name comes twice."""
        spans: dict[str, range] = {}
        for at, leaf in sorted(self.leaves.items()):
            name = f"{block or self.blocks.get(at, '')}.{leaf}"
            span = spans.get(name, range(at, at))
            if span.stop != at:
                return {}  # a second heading of the same name
            spans[name] = range(span.start, at + 1)
        return spans


def _but(row: tuple[str, ...], columns: set[int]) -> list[str]:
    return [cell for at, cell in enumerate(row) if at not in columns]


def _in_order(row: tuple[str, ...], count: int) -> list[int] | None:
    """Choose the cells that hold a number or a blank, if they are as many as the headings."""
    chosen = [at for at in range(len(row)) if read_number(row[at]) is not None]
    while len(chosen) > count and not row[chosen[-1]]:
        chosen.pop()
    return chosen if len(chosen) == count else None


def _is_number(row: tuple[str, ...], column: int) -> bool:
    reading = read_number(row[column]) if column < len(row) else None
    return reading is not None and reading.value is not None
