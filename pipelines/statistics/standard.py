"""The fixed tables of the 2019 and 2021 forms, however a page cuts or turns them."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from pipelines.statistics import applications, disputes, proactive
from pipelines.statistics.grid import Findings, Grid, has_value


class Kind(NamedTuple):
    """One of the three fixed tables: its name, its reader, and how to know a table of it."""

    name: str
    read: Callable[[Grid, Findings], None]
    headings: frozenset[str]
    row_of: Callable[[str], str | None]


PROACTIVE, APPLICATIONS, DISPUTES = "proactive", "applications", "disputes"
KINDS = (PROACTIVE, APPLICATIONS, DISPUTES)  # in the order of the form
_PROACTIVE = frozenset(proactive.COLUMNS)
_APPLICANTS = frozenset({"自然人", "商业企业", "科研机构"})
_RESULTS = frozenset({"结果维持", "结果纠正", "尚未审结"})


def read_standard(grids: Sequence[Grid]) -> Findings:
    """Read every figure of the three standard tables out of a report's tables."""
    findings = Findings()
    disputed = disputes.DisputeReader()
    kinds = (
        Kind(PROACTIVE, proactive.ProactiveReader().read, _PROACTIVE, proactive.row_indicator),
        Kind(APPLICATIONS, applications.ApplicationReader().read, _APPLICANTS, applications.row_indicator),
        Kind(DISPUTES, disputed.read, _RESULTS, disputes.BLOCKS.get),
    )
    for grid in grids:
        for name, read, headings, row_of in kinds:
            has_headings = not headings.isdisjoint(grid.words)
            waits = name == DISPUTES and disputed.in_headings  # for numbers, which need no words beside them
            if not has_headings and not waits and not any(map(row_of, grid.words)):
                continue
            before = len(findings.figures)
            read(grid, findings)
            if has_headings and len(findings.figures) == before and any(map(has_value, grid.cells)):
                # Headings, but no figures below them: they stand down the side.
                read(grid.turn(), findings)
            if len(findings.figures) > before:
                findings.kinds.add(name)
    return findings


def form_of(seen: Collection[str]) -> str | None:
    """Tell the form by the headings of the tables alone; None when there is no standard table.

    The year and the letter that a report cites say nothing: both are wrong on real pages. Where the
    table of proactive disclosure is missing, the rows under 其他处理 decide, and without these 2019:
    the form that brought the remaining tables.
    """
    votes = [proactive.FORMS[name] for name in seen if name in proactive.FORMS]
    if votes:
        return max(sorted(set(votes)), key=votes.count)
    indicators = {applications.row_indicator(name) for name in seen}
    if indicators & {"applications.otherwise.not_corrected", "applications.otherwise.fee_unpaid"}:
        return "2021"
    standard = "applications.received" in indicators or "结果维持" in seen
    return "2019" if standard else None
