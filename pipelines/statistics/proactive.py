"""The table of proactive disclosure: rules and decisions, one block of rows a set of columns."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from pipelines.statistics.grid import Findings, Grid, below, fitted, lined_up
from pipelines.statistics.heading import unit_of

COLUMNS = {
    "本年制发件数": "issued",
    "本年废止件数": "repealed",
    "现行有效件数": "in_force",
    "本年处理决定数量": "decisions",
    "处理决定数量": "decisions",
    "本年收费金额": "amount",
    "收费金额": "amount",
    "本年新制作数量": "issued",
    "本年新公开数量": "newly_published",
    "对外公开总数量": "published_total",
    "上一年项目数量": "items_last_year",
    "上年项目数量": "items_last_year",
    "上一年度项目数量": "items_last_year",
    "本年增减": "change",
    "采购项目数量": "items",
    "采购总金额": "amount",
    "采购金额": "amount",
    "本年收费金额单位万元": "amount",
    "本年新制作件数": "issued",
    "本年新公开件数": "newly_published",
    "对外公开总件数": "published_total",
}
COLUMNS |= {title.replace("本年", "本年度", 1): measure for title, measure in COLUMNS.items()}
_HEADINGS = frozenset(COLUMNS)
# Headings that belong to one form alone; 处理决定数量 without 本年 is that of 2019.
FORMS = {
    "本年制发件数": "2021",
    "本年废止件数": "2021",
    "现行有效件数": "2021",
    "本年处理决定数量": "2021",
    "本年收费金额": "2021",
    "本年收费金额单位万元": "2021",
    "本年新制作件数": "2019",
    "本年新公开件数": "2019",
    "对外公开总件数": "2019",
    "本年新制作数量": "2019",
    "本年新公开数量": "2019",
    "对外公开总数量": "2019",
    "上一年项目数量": "2019",
    "处理决定数量": "2019",
    "本年增减": "2019",
    "采购项目数量": "2019",
    "采购总金额": "2019",
}
FORMS |= {title.replace("本年", "本年度", 1): form for title, form in FORMS.items()}
_ROWS = tuple(
    (re.compile(pattern), indicator)
    for pattern, indicator in (
        ("^(?:政府|部门)?规章$", "proactive.rules"),
        ("^(?:行政)?规范性文件", "proactive.normative_documents"),
        ("^行政许可", "proactive.licensing"),
        ("^其他对外管理服务", "proactive.other_services"),
        ("^行政处罚", "proactive.penalties"),
        ("^行政强制", "proactive.coercion"),
        ("^行政事业性收费", "proactive.fees"),
        ("^政府集中采购", "proactive.procurement"),
    )
)
_DOCUMENTS = frozenset({"issued", "repealed", "in_force", "newly_published", "published_total"})
_ITEMS = frozenset({"items_last_year", "change", "decisions"})
COUNTED = {
    "proactive.rules": _DOCUMENTS,
    "proactive.normative_documents": _DOCUMENTS,
    "proactive.licensing": _ITEMS,
    "proactive.other_services": _ITEMS,
    "proactive.penalties": _ITEMS,
    "proactive.coercion": _ITEMS,
    "proactive.fees": frozenset({"items_last_year", "change", "amount"}),
    "proactive.procurement": frozenset({"items", "amount"}),
}
# The unit where neither the cell nor its heading prints one. The amount of a procurement has no
# unit of its own: some publish yuan, some ten thousands of yuan.
_UNITS = {"items_last_year": "项", "change": "项", "items": "项", "amount": None}


@lru_cache(maxsize=4096)
def row_indicator(label: str) -> str | None:
    """Find what a row of the table is about."""
    return next((indicator for pattern, indicator in _ROWS if pattern.search(label)), None)


@dataclass(slots=True)
class ProactiveReader:
    """Reads the rows of one report's table of proactive disclosure, which may be cut over several tables."""

    columns: dict[str, range] = field(default_factory=dict)
    units: dict[str, str | None] = field(default_factory=dict)

    def read(self, grid: Grid, findings: Findings) -> None:
        """Add the figures of a table; rows of other tables are passed over."""
        for number, labels in enumerate(grid.headings):
            if not _HEADINGS.isdisjoint(labels):
                self._learn(grid, number)
            elif self.columns:
                self._read_row(grid, number, findings)

    def _learn(self, grid: Grid, number: int) -> None:
        self.columns, self.units = {}, {}
        for column, label in enumerate(grid.headings[number]):
            measure = COLUMNS.get(label)
            if not measure:
                continue
            spanned = self.columns.get(measure, range(column, column))
            if spanned.stop == column:
                self.columns[measure] = range(spanned.start, column + 1)
                self.units[measure] = unit_of(grid.cells[number][column])
        if any(len(span) > 1 for span in self.columns.values()):
            self._fit(grid, number + 1)

    def _fit(self, grid: Grid, start: int) -> None:
        """Look at the rows below the headings, too, for where the columns begin."""
        below_them = takewhile(
            lambda number: _HEADINGS.isdisjoint(grid.headings[number]), range(start, len(grid.cells))
        )
        rows = [grid.cells[number] for number in below_them if any(map(row_indicator, grid.headings[number]))]
        self.columns = dict(zip(self.columns, fitted(list(self.columns.values()), rows), strict=True))

    def _read_row(self, grid: Grid, number: int, findings: Findings) -> None:
        labels = grid.headings[number]
        label = next(filter(row_indicator, labels), None)
        if label is None:
            return
        label_at = labels.index(label)
        first = min(*(spanned.start for spanned in self.columns.values()), len(labels))
        indicator = row_indicator(label) or ""
        row = grid.cells[number]
        measures = [measure for measure in self.columns if measure in COUNTED[indicator]]
        beside = label_at < first and (row[label_at] == row[first - 1] or not any(row[label_at + 1 : first]))
        places = below(row, [self.columns[measure] for measure in measures]) if beside and measures else None
        if places is None:
            places = lined_up(row, label_at, len(measures))
        if places is None:
            findings.unaligned(grid, number, indicator)
            return
        for measure, column in zip(measures, places, strict=True):
            unit = unit_for(indicator, measure, self.units[measure])
            findings.take(grid, (number, column), f"{indicator}.{measure}", unit)


def unit_for(indicator: str, measure: str, printed: str | None) -> str | None:
    """Give the unit of a measure: the one that its heading prints, else the one of the form."""
    if measure == "amount" and indicator == "proactive.fees":
        return printed or "万元"
    return printed or _UNITS.get(measure, "件")
