"""A run at its end beside the runs before: the facts of its sites, what fell short, what drifted."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.collection import Collection
from archive.problem import Problem
from crawler.completeness import Promise, missing_years, new_gaps, shortfalls, tally
from crawler.drift import find_drift
from crawler.facts import Facts, facts_of
from crawler.folder import ENDED
from crawler.ledger import Row
from crawler.news import news_of
from crawler.recorded import unrecorded
from crawler.run import Outcome, SiteCount

Run = Mapping[str, Any]

# Runs before that are read, the newest.
_LOOK_BACK = 30
# What the sites do every day and nobody here can mend: told once, and again when it changes. But a
# listing that is not where it was is told every day: its row in the table can be mended.
_STANDING = frozenset(
    {
        "listing.shortfall",
        "completeness.not-read",
        "ledger.gone",
        "ledger.soft-404",
        "ledger.redirected",
        "ledger.robots-excluded",
    }
)


def reckon(
    outcome: Outcome, collection: Collection, rows: Sequence[Row], promises: Sequence[Promise]
) -> Outcome:
    """Add to a run's outcome what only its listings, its reports and the runs before can tell.

    Raises:
        OSError: a file of the collection cannot be read.
        ValueError: a line of its data is no JSON.
    """
    reports = collection.runs / outcome.run / "reports.jsonl"
    before, unreadable = _runs_before(collection, outcome.run)
    missing = missing_years(_lines(collection.root / "reports.jsonl"))
    news = _news(collection, outcome.run)
    sites = _sites_with_facts(outcome, rows, promises, reports)
    outcome = replace(outcome, sites=sites, missing_years=missing, news=news)
    found = [*unreadable, *find_drift(outcome.to_json(), before)]
    if not outcome.replay_of:  # what a replay read lies in the archive that answered it
        found += unrecorded(_lines(reports), collection.root)
    if outcome.reason == "finished" and not outcome.failed:
        attached = {each["url"] for line in _lines(reports) for each in line["attachments"]}
        found += shortfalls(promises, rows, attached)
        known = [run["missing_years"] for run in before if "missing_years" in run]
        found += new_gaps(known[0], missing) if known else []
    told = [*outcome.findings, *found]
    last = _last_of_its_kind(outcome, before)
    listings = {row.url for row in rows if row.kind == "listing"}
    standing = tuple(each for each in told if each.where not in listings and _is_standing(each, last))
    return replace(outcome, findings=tuple(each for each in told if each not in standing), standing=standing)


def _sites_with_facts(
    outcome: Outcome, rows: Sequence[Row], promises: Sequence[Promise], reports: Path
) -> tuple[SiteCount, ...]:
    facts, tallies = facts_of(rows, _lines(reports), promises), tally(promises, rows)
    found = []
    for site in outcome.sites:
        counted = tallies.get(site.name)
        promised = counted.to_json() if counted else {}
        more = facts.get(site.name, Facts()).to_json()
        found.append(replace(site, facts={**site.facts, **promised, **more}))
    return tuple(found)


def _last_of_its_kind(outcome: Outcome, before: Sequence[Run]) -> Run:
    """Give the last run that came to its end, for the same years and for no fewer sites."""
    sites, years = {site.name for site in outcome.sites}, outcome.arguments.get("years", "")
    alike = (
        run
        for run in before
        if run.get("reason") == "finished"
        and sites <= set(run.get("sites") or ())
        and (run.get("arguments") or {}).get("years", "") == years
    )
    return next(alike, {})


def _is_standing(finding: Problem, last: Run) -> bool:
    """Tell whether a finding is one of those that stay as they are, and was told before."""
    told = (*last.get("findings", ()), *last.get("standing", ()))
    return finding.rule in _STANDING and finding.to_json() in told


def _news(collection: Collection, run: str) -> list[dict[str, str]]:
    changes = [each for each in _lines(collection.root / "changes.jsonl") if each["run"] == run]
    changed = {str(each["id"]) for each in changes}
    data_set = _lines(collection.root / "reports.jsonl") if changes else ()
    titles = {str(line["id"]): str(line["title"]) for line in data_set if line["id"] in changed}
    return news_of(changes, titles)


def _runs_before(collection: Collection, run: str) -> tuple[list[Mapping[str, Any]], list[Problem]]:
    """Read what the runs before said at their end, the newest first."""
    found: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    folders = sorted((path for path in collection.runs.iterdir() if path.name != run), reverse=True)
    for file in [folder / ENDED for folder in folders if (folder / ENDED).is_file()][:_LOOK_BACK]:
        try:
            found.append(json.loads(file.read_text("utf-8")))
        except ValueError as error:
            problems.append(
                Problem("run.unreadable", f"an earlier run cannot be compared: {error}", str(file))
            )
    return found, problems


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open("rb") as file:
            yield from map(json.loads, file)
