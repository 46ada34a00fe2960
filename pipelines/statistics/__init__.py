"""The numbers of a report, each with its unit and the place where it stands."""

from collections.abc import Sequence

from archive.problem import Problem
from pipelines.statistics.figure import Cell, Span, Statistic, Statistics
from pipelines.statistics.grid import Findings, Grid
from pipelines.statistics.linearised import read_linearised
from pipelines.statistics.narrative import read_narrative
from pipelines.statistics.older import OlderReader, is_older
from pipelines.statistics.older_lines import read_older_lines
from pipelines.statistics.standard import KINDS, form_of, read_standard
from pipelines.table import Table

__all__ = ["Cell", "Span", "Statistic", "Statistics", "read_statistics"]


# The title of a section that exists only since the fixed tables do.
_HAS_FIXED_TABLES = "收到和处理政府信息公开申请情况"


def read_statistics(body: str, tables: Sequence[Table]) -> Statistics:
    """Read the numbers of a report out of its tables, or out of its sentences if it has no tables.

    Tables go before the same tables in lines of text, these before the older table, and that
    before sentences: what the prose of a report repeats of its tables is not read again.
    """
    grids = [Grid.of(index, table) for index, table in enumerate(tables)]
    form = form_of(frozenset().union(*(grid.words for grid in grids)))
    findings = read_standard(grids) if form else Findings()
    if len(findings.kinds) < len(KINDS):
        form = _add_lines(body, findings, form)
    if form:
        figures, conflicts = _settle(findings.figures)
        return Statistics(form, figures, (*findings.problems, *conflicts))
    if any(map(is_older, grids)):
        return _older(grids)
    in_lines = read_older_lines(body)
    if in_lines.figures:
        return Statistics("table", tuple(in_lines.figures), tuple(in_lines.problems))
    if _HAS_FIXED_TABLES in body:
        # The tables are an image or an attachment; what the prose repeats of them is no report of its own.
        return Statistics(None, (), tuple(findings.problems))
    values, problems = read_narrative(body)
    return Statistics("narrative" if values else None, tuple(values), tuple(problems))


def _add_lines(body: str, findings: Findings, form: str | None) -> str | None:
    """Add the tables that the page prints as lines of text, of the kinds that no table gave."""
    found = read_linearised(body)
    missing = [kind for kind in KINDS if kind not in findings.kinds]
    figures = [figure for kind in missing for figure in found.figures.get(kind, ())]
    findings.figures += figures
    if figures or not findings.kinds:
        findings.problems += found.problems
    return form or (form_of(found.words) if figures else None)


def _older(grids: Sequence[Grid]) -> Statistics:
    findings = Findings()
    reader = OlderReader()
    for grid in grids:
        reader.read(grid, findings)
    return Statistics(
        "table" if findings.figures else None, tuple(findings.figures), tuple(findings.problems)
    )


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
            message = f"{' '.join(filter(None, key))}: {other.value} kept, {figure.value} printed again"
            problems.append(Problem("statistics.conflict", message, "statistics"))
    return tuple(kept.values()), problems
