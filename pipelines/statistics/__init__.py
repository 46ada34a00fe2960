"""The numbers of a report, each with its unit and the place where it stands."""

from collections.abc import Sequence

from archive.problem import Problem
from pipelines.statistics.figure import Cell, Span, Statistic, Statistics
from pipelines.statistics.grid import Findings, Grid
from pipelines.statistics.narrative import read_narrative
from pipelines.statistics.older import is_older, read_older
from pipelines.statistics.standard import form_of, read_standard
from pipelines.table import Table

__all__ = ["Cell", "Span", "Statistic", "Statistics", "read_statistics"]


# The title of a section that exists only since the fixed tables do.
_HAS_FIXED_TABLES = "收到和处理政府信息公开申请情况"


def read_statistics(body: str, tables: Sequence[Table]) -> Statistics:
    """Read the numbers of a report out of its tables, or out of its sentences if it has no tables."""
    grids = [Grid.of(index, table) for index, table in enumerate(tables)]
    form = form_of(grids)
    if form is None and (older := [grid for grid in grids if is_older(grid)]):
        return _older(older)
    if form is None:
        if _HAS_FIXED_TABLES in body:
            # The tables are an image or an attachment; what the prose repeats of them is no report of its own.
            return Statistics(None, ())
        values, problems = read_narrative(body)
        return Statistics("narrative" if values else None, tuple(values), tuple(problems))
    findings = read_standard(grids)
    figures, conflicts = _settle(findings.figures)
    return Statistics(form, figures, (*findings.problems, *conflicts))


def _older(grids: Sequence[Grid]) -> Statistics:
    findings = Findings()
    for grid in grids:
        read_older(grid, findings)
    return Statistics("table" if findings.figures else None, tuple(findings.figures), tuple(findings.problems))


def _settle(figures: Sequence[Statistic]) -> tuple[tuple[Statistic, ...], list[Problem]]:
    """Keep one figure an indicator and applicant: the first that says something."""
    kept = {(figure[0], figure[1]): figure for figure in figures}
    if len(kept) == len(figures):
        return tuple(figures), []
    kept.clear()
    problems = []
    for figure in figures:
        key = figure.indicator, figure.applicant
        other = kept.setdefault(key, figure)
        if other is figure or figure.value is None:
            continue
        if other.value is None:
            kept[key] = figure
        elif other.value != figure.value:
            message = f"{figure.indicator} {figure.applicant or ''}: {other.value} kept, {figure.value} printed again"
            problems.append(Problem("statistics.conflict", message, "statistics"))
    return tuple(kept.values()), problems
