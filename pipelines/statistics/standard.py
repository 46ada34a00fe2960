"""The fixed tables of the 2019 and 2021 forms, however a page cuts or turns them."""

from collections.abc import Callable, Sequence

from pipelines.statistics import applications, disputes, proactive
from pipelines.statistics.grid import Findings, Grid

Reader = Callable[[Grid, Findings], None]


def read_standard(grids: Sequence[Grid]) -> Findings:
    """Read every figure of the three standard tables out of a report's tables."""
    findings = Findings()
    kinds: tuple[tuple[Reader, frozenset[str]], ...] = (
        (proactive.ProactiveReader().read, frozenset(proactive.COLUMNS)),
        (applications.ApplicationReader().read, frozenset({"自然人", "商业企业", "科研机构"})),
        (disputes.DisputeReader().read, frozenset({"结果维持", "结果纠正", "尚未审结"})),
    )
    for grid in grids:
        named = frozenset().union(*grid.headings)
        for read, signs in kinds:
            before = len(findings.figures)
            read(grid, findings)
            if len(findings.figures) == before and not signs.isdisjoint(named):
                read(grid.turn(), findings)
    return findings


def form_of(grids: Sequence[Grid]) -> str | None:
    """Tell the form by the headings of the tables alone; None when there is no standard table.

    The year and the letter that a report cites say nothing: both are wrong on real pages. Where the
    table of proactive disclosure is missing, the rows under 其他处理 decide, and without these 2019:
    the form that brought the remaining tables.
    """
    seen = frozenset().union(*(row for grid in grids for row in grid.headings))
    votes = [proactive.FORMS[name] for name in seen if name in proactive.FORMS]
    if votes:
        return max(sorted(set(votes)), key=votes.count)
    indicators = {applications.row_indicator(name) for name in seen}
    if indicators & {"applications.otherwise.not_corrected", "applications.otherwise.fee_unpaid"}:
        return "2021"
    standard = "applications.received" in indicators or "结果维持" in seen
    return "2019" if standard else None
