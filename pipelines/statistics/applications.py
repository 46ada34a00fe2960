"""The application table: one row an outcome, one column a kind of applicant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from pipelines.statistics.grid import Findings, Grid, below, fitted, has_value, lined_up
from pipelines.statistics.half import Half
from pipelines.statistics.heading import heading
from pipelines.statistics.number import BLANK, read_number

APPLICANTS = {
    "自然人": "natural_person",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal_service",
    "其他": "other",
    "总计": "total",
    "合计": "total",
}
IN_ORDER = tuple(dict.fromkeys(APPLICANTS.values()))
# 其他, 总计 and 合计 stand elsewhere too: they are no sign of a row of headings.
_TELLING = frozenset(APPLICANTS) - {"其他", "总计", "合计"}

# The outcomes' own group stands before their names where labels are printed in one.
_OF_ALL = "(?:^|办理结果[一二三四五六七]?)"
# First match wins. The words are those of the two official forms, cut to what their misprints leave alone.
_ROWS = tuple(
    (re.compile(pattern), indicator)
    for pattern, indicator in (
        ("[本当]年.{0,2}新收|^新收.*申请", "applications.received"),
        ("上一?年.{0,2}结转", "applications.carried_in"),
        ("结转下一?年|转下年度?继续", "applications.carried_out"),
        ("国家秘密", "applications.refused.state_secret"),
        ("法律.*禁止公开", "applications.refused.prohibited_by_law"),
        ("三安全.?一稳定|^危及", "applications.refused.security_and_stability"),
        ("第三方合法", "applications.refused.third_party_rights"),
        ("内部事务", "applications.refused.internal_affairs"),
        ("过程性信息", "applications.refused.process_information"),
        ("执法案卷", "applications.refused.enforcement_files"),
        ("行政查询", "applications.refused.administrative_inquiry"),
        ("不掌握", "applications.unavailable.not_held"),
        ("没有现成|另行制作", "applications.unavailable.must_be_created"),
        ("补正后.*不明确|仍不明确", "applications.unavailable.still_unclear"),
        ("信访", "applications.not_processed.petition"),
        ("重复申请", "applications.not_processed.repeated"),
        ("公开出版物", "applications.not_processed.publication"),
        ("大量反复", "applications.not_processed.excessive"),
        ("重新出具", "applications.not_processed.reissue"),
        ("逾期不补正|逾期未补正", "applications.otherwise.not_corrected"),
        ("收费通知|缴纳费用", "applications.otherwise.fee_unpaid"),
        (rf"{_OF_ALL}其他处理\d?其他(?:情形)?$", "applications.otherwise.other"),
        (f"{_OF_ALL}其他处理", "applications.otherwise"),
        (f"{_OF_ALL}予以公开", "applications.granted"),
        (f"{_OF_ALL}部分公开", "applications.partly_granted"),
        (f"{_OF_ALL}(?:总计|合计)$", "applications.concluded"),
        ("^其他(?:情形)?$", "applications.otherwise.other"),
    )
)
# Words that stand in the label columns and name a group, the table or nothing.
_OTHERWISE = "applications.otherwise"


@lru_cache(maxsize=4096)
def row_indicator(label: str) -> str | None:
    """Find what a row counts by its innermost label."""
    if len(label) < 2:
        return None
    return next((indicator for pattern, indicator in _ROWS if pattern.search(label)), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which applicant stands in which column; ``sound`` if they stand one after the other.

    ``spans`` are all columns below the heading of each, and empty where each has one column.
    """

    places: tuple[tuple[str, int], ...] = ()
    spans: tuple[range, ...] = ()
    first: int = 0
    last: int = -1
    sound: bool = False

    @classmethod
    def of(cls, named: dict[str, range], order: Iterable[str] = IN_ORDER) -> "Columns":
        """Put the columns of a table in an order of applicants."""
        known = [applicant for applicant in order if applicant in named]
        spans = tuple(named[applicant] for applicant in known)
        places = tuple((applicant, span.start) for applicant, span in zip(known, spans, strict=True))
        sound = all(left.stop <= right.start for left, right in pairwise(spans))
        first, last = min(span.start for span in spans), max(span.start for span in spans)
        wide = any(len(span) > 1 for span in spans)
        return cls(places, spans if wide else (), first, last, sound)


def _side_by_side(spans: Iterable[range]) -> bool:
    return all(left.stop == right.start for left, right in pairwise(spans))


def _down_the_side(grid: Grid) -> bool:
    """Say whether the applicants stand one below the other: no two of them in any row."""
    named = _TELLING & grid.words
    return len(named) > 1 and all(len(named.intersection(labels)) < 2 for labels in grid.headings)


@dataclass(slots=True)
class ApplicationReader:
    """Reads the rows of one report's application table, which may be cut over several tables."""

    columns: Columns = Columns()
    named: dict[str, range] = field(default_factory=dict)
    in_headings: bool = False
    group: str = ""
    title: range = range(-1)
    half: Half | None = None

    def read(self, grid: Grid, findings: Findings) -> None:
        """Add the figures of a table; rows of other tables are passed over."""
        if _down_the_side(grid):
            grid = grid.turn()
        for number, labels in enumerate(grid.headings):
            if not _TELLING.isdisjoint(labels):
                self._learn(labels)
            else:
                if self.in_headings and self.columns.spans:
                    self._fit(grid, number)
                self.in_headings = False
                self._read_row(grid, number, findings)

    def _learn(self, labels: tuple[str, ...]) -> None:
        """Take in a row of headings; the lowest row that names an applicant says its column."""
        if not self.in_headings:
            self.named = {}
        self.in_headings = True
        named: dict[str, range] = {}
        for column, label in enumerate(labels):
            applicant = APPLICANTS.get(label)
            if applicant:
                span = named.get(applicant, range(column, column))
                if span.stop == column:
                    named[applicant] = range(span.start, column + 1)
        self.named.update(named)
        # A row that names them all, side by side, says their order, too; else only the form's is sure.
        in_one_row = len(named) == len(self.named) and _side_by_side(named.values())
        self.columns = Columns.of(self.named, named if in_one_row else IN_ORDER)

    def _fit(self, grid: Grid, start: int) -> None:
        """Look at the rows below the headings, too, for where the columns begin."""
        columns = self.columns
        if not columns.sound or columns.spans[-1].stop > len(grid.cells[start]):
            return
        rows = [
            row
            for row, labels in zip(grid.cells[start:], grid.headings[start:], strict=True)
            if columns.first and row_indicator(labels[columns.first - 1])
        ]
        self.columns = replace(columns, spans=tuple(fitted(columns.spans, rows)))

    def _read_row(self, grid: Grid, number: int, findings: Findings) -> None:
        labels = grid.headings[number]
        label_at = self._label_at(labels)
        above, known = self.half, label_at is not None
        is_last = number + 1 == len(grid.cells)
        half = Half.of(grid, number, known=known) if above or is_last else None
        if half and is_last and not half.is_whole:
            self.half = half
        elif known:
            self.half = None
        if above and half and above.goes_on_in(half) and self._mend(above, half, findings):
            return
        if label_at is not None:
            self._take(grid, number, labels, label_at, findings)

    def _mend(self, above: Half, below: Half, findings: Findings) -> bool:
        """Read a row that a page break cuts in two, if both halves together name one."""
        label = heading(above.label + below.label)
        whole = below if below.has_values else above
        grid, number, at = whole.grid, whole.number, whole.at
        if not row_indicator(label) or self._place(grid, grid.cells[number], at) is None:
            return False
        labels = grid.headings[number]
        self._take(grid, number, (*labels[:at], label, *labels[at + 1 :]), at, findings)
        return True

    def _take(
        self, grid: Grid, number: int, labels: tuple[str, ...], label_at: int, findings: Findings
    ) -> None:
        indicator = self._indicator(labels, label_at)
        if indicator is None:
            return
        row = grid.cells[number]
        places = self._place(grid, row, label_at)
        if places is not None:
            before = len(findings.figures)
            findings.take_row(grid, number, indicator, places)
            if indicator.startswith(_OTHERWISE):
                self._drop_title(indicator, before, findings)
        elif self.columns.places and has_value(row[label_at + 1 :]):
            findings.unaligned(grid, number, indicator)

    def _drop_title(self, indicator: str, before: int, findings: Findings) -> None:
        """Take back a row 其他处理 without numbers, once rows of its own follow: it was their title."""
        if indicator == _OTHERWISE:
            self.title = range(before, len(findings.figures))
        elif self.title.stop == before:
            title = slice(self.title.start, before)
            if all(figure.value is None for figure in findings.figures[title]):
                del findings.figures[title]

    def _label_at(self, labels: tuple[str, ...]) -> int | None:
        """Find the column of the innermost label: left of the values, or wherever a misprint put it."""
        first = self.columns.first
        if 0 < first <= len(labels) and row_indicator(labels[first - 1]) not in (None, _OTHERWISE):
            pushed = (
                first < len(labels) and labels[first] != labels[first - 1] and row_indicator(labels[first])
            )
            return first if pushed else first - 1
        named = [at for at, label in enumerate(labels) if row_indicator(label)]
        inner = [at for at in named if row_indicator(labels[at]) != _OTHERWISE]
        if not inner and named and named[-1] + 1 < first <= len(labels) and len(labels[first - 1]) > 1:
            return None  # 其他处理 beside another label is a group and no row
        return next(reversed(inner or named), None)

    def _indicator(self, labels: tuple[str, ...], label_at: int) -> str | None:
        """Name the row; 其他 and 总计 mean something only where the row before says so."""
        indicator = row_indicator(labels[label_at])
        if indicator == "applications.otherwise.other":
            inside = self.group == _OTHERWISE or "其他处理" in "".join(labels)
            return indicator if inside else None
        if indicator == "applications.concluded" and not self.group:
            return None
        self.group = _OTHERWISE if indicator and indicator.startswith(_OTHERWISE) else indicator or ""
        return indicator

    def _place(self, grid: Grid, row: tuple[str, ...], label_at: int) -> Sequence[tuple[str, int]] | None:
        """Pair applicants with the columns of a row, by position or, failing that, by order."""
        columns = self.columns
        if columns.sound and label_at < columns.first and columns.last < len(row):
            between = row[label_at + 1 : columns.first]
            short = has_value(between) or (
                between and not row[columns.last] and self._is_short(grid, row, label_at)
            )
            if row[columns.first] != row[label_at] and not short:
                if not columns.spans:
                    return columns.places
                chosen = below(row, columns.spans)
                if chosen is not None:
                    return [
                        (applicant, at) for (applicant, _), at in zip(columns.places, chosen, strict=True)
                    ]
        applicants = [applicant for applicant, _ in columns.places] or list(IN_ORDER)
        lined = lined_up(row, label_at, len(applicants))
        return None if lined is None else list(zip(applicants, lined, strict=True))

    def _is_short(self, grid: Grid, row: tuple[str, ...], label_at: int) -> bool:
        """Say whether a row whose first and last value seem blank lacks the cell of its group instead.

        Then its values stand one column too far left: the last is their sum, or other rows that
        are labelled in the same column have a value right beside the label.
        """
        first, last = self.columns.first, self.columns.last
        *parts, total = ((read_number(cell) or BLANK).value or 0 for cell in row[first - 1 : last])
        if total and sum(parts) == total:
            return True
        return any(
            has_value(other[label_at + 1 : first]) and self._label_at(labels) == label_at
            for other, labels in zip(grid.cells, grid.headings, strict=True)
        )
