"""What changes on the sites from day to day, by a table of edits."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .corpus import DATA, Corpus, Report, corpus

Edit = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Today:
    """The corpus of one day, and what the edits left behind."""

    corpus: Corpus
    day: int = 0
    moved: dict[str, list[str]] = field(default_factory=dict)  # host to columns that are no more
    edited: dict[tuple[str, str], int] = field(default_factory=dict)  # (site, id) to day of the last edit
    listed: dict[str, int] = field(default_factory=dict)  # site to day on which its listing last changed


def edits() -> list[Edit]:
    """The table of edits that belongs to the corpus."""
    return list(tomllib.loads((DATA / "edits.toml").read_text("utf-8"))["edit"])


def on_day(day: int, more: Iterable[Edit] = ()) -> Today:
    """The sites as they are on a day; `more` are edits besides those of the table."""
    today = Today(corpus(), day)
    for edit in sorted([*edits(), *more], key=lambda each: each["day"]):
        if edit["does"] == "add":
            today = _hold_back(today, edit) if edit["day"] > day else _note(today, edit)
        elif edit["day"] <= day:
            today = _note(EDITS[edit["does"]](today, edit), edit)
    return today


def _note(today: Today, edit: Edit) -> Today:
    listed = {**today.listed, edit["site"]: edit["day"]}
    edited = today.edited
    if edit["does"] in ("correct", "retitle"):
        edited = {**edited, (edit["site"], edit["id"]): edit["day"]}
    return replace(today, listed=listed, edited=edited)


def _with_reports(today: Today, reports: Iterable[Report]) -> Today:
    return replace(today, corpus=replace(today.corpus, reports=tuple(reports)))


def _is(report: Report, edit: Edit) -> bool:
    return (report.site, report.id) == (edit["site"], edit["id"])


def _hold_back(today: Today, edit: Edit) -> Today:
    return _with_reports(today, (r for r in today.corpus.reports if not _is(r, edit)))


def _correct(today: Today, edit: Edit) -> Today:
    return _with_reports(today, (_corrected(r, edit) if _is(r, edit) else r for r in today.corpus.reports))


def _corrected(report: Report, edit: Edit) -> Report:
    form, rows = next(iter(report.statistics.items()))
    changed = {indicator: list(row) for indicator, row in rows.items()}
    for indicator, place, value in edit["cells"]:
        changed[indicator][place] = value
    return replace(report, statistics={form: changed})


def _retitle(today: Today, edit: Edit) -> Today:
    reports = today.corpus.reports
    return _with_reports(today, (replace(r, title=edit["title"]) if _is(r, edit) else r for r in reports))


def _move(today: Today, edit: Edit) -> Today:
    site = today.corpus.sites[edit["site"]]
    sites = {**today.corpus.sites, site.key: replace(site, column=edit["column"])}
    moved = {**today.moved, site.host: [*today.moved.get(site.host, []), site.column]}
    return replace(today, corpus=replace(today.corpus, sites=sites), moved=moved)


EDITS = {"correct": _correct, "retitle": _retitle, "remove": _hold_back, "move": _move}
