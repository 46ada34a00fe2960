"""What is different about a run, compared with the runs before (pure, no I/O).

Each comparison is with one run before, not with all: what has changed is told on the day it
changes, and again only while a wall or errors keep a site from being what it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from archive.problem import Problem
from crawler.ledger import ANSWERED

Run = Mapping[str, Any]
Site = Mapping[str, Any]

# How many runs before are looked at.
_LOOK_BACK = 14
_HURT = ("blocked", "error")


@dataclass(frozen=True, slots=True)
class Rise:
    """How much more of something is no ordinary variation: at least so many, by such a share."""

    rule: str
    group: str
    least: int
    share: float


# The groups of outcomes that a site's pages may suddenly have.
_RISES = (
    Rise("drift.blocked", "blocked", 2, 0.1),
    Rise("drift.errors", "error", 3, 0.1),
    Rise("drift.gone", "gone", 3, 0.2),
    Rise("drift.redirected", "redirected", 3, 0.2),
)
_GROUPS = {
    **dict.fromkeys(ANSWERED, "answered"),
    **dict.fromkeys(("blocked", "not-reached", "soft-404"), "blocked"),
    "truncated": "error",
    "gone": "gone",
    "redirected": "redirected",
    "robots-excluded": "blocked",
}
# Reports: fewer by two at least and by a fifth; one that vanished is told by its own page.
_FEWER = (2, 0.2)
# Fields: empty in two reports more, and in a third more of all reports.
_EMPTIER = (2, 1 / 3)
# Seconds for a response: three times the usual, and half a second more.
_SLOWER = (3.0, 0.5)
# Days without a run: a week at least, and ten times the usual, of which so many must be known.
_GAP = (7, 10, 3)
_DAY = timedelta(days=1)


def find_drift(now: Run, before: Sequence[Run]) -> list[Problem]:
    """Compare a ``run.json`` with those of earlier runs of the same kind, in any order.

    Runs that were cut short, failed, were answered from an archive or asked for other years
    are no measure. Without any measure there is no drift.
    """
    before = sorted(before, key=lambda run: str(run["run"]), reverse=True)
    found = list(_clock(now, before))
    if not _is_whole(now):
        return found
    comparable = [run for run in before if _is_whole(run) and _kind(run) == _kind(now)][:_LOOK_BACK]
    for name, site in now["sites"].items():
        known = [run["sites"][name] for run in comparable if name in run["sites"]]
        if known:
            found += _slower(site, known, name)
            # The newest of those that walls and errors hurt least.
            reference = min(known, key=_hurt)
            found += [
                Problem(rule, words, where or name) for rule, words, where in _compare(site, reference, name)
            ]
            found += _moved(site, known, name)
    return found


def _is_whole(run: Run) -> bool:
    return run.get("reason") == "finished" and not run.get("failed") and isinstance(run.get("sites"), Mapping)


def _kind(run: Run) -> tuple[object, object]:
    return (bool(run.get("replay_of")), (run.get("arguments") or {}).get("years", ""))


def _hurt(site: Site) -> int:
    groups = _grouped(site)
    return sum(groups.get(name, 0) for name in _HURT)


def _compare(now: Site, then: Site, name: str) -> Iterator[tuple[str, str, str]]:
    yield from _fewer(now, then, name)
    yield from _status_mix(now, then, name)
    yield from _emptier(now, then, name)


def _fewer(now: Site, then: Site, name: str) -> Iterator[tuple[str, str, str]]:
    had, has = then["reports"], now["reports"]
    least, share = _FEWER
    if (had - has >= least and had - has >= share * had) or (had and not has):
        yield "drift.fewer-reports", f"{name} gave {has} reports, {had} before", ""


def _status_mix(now: Site, then: Site, name: str) -> Iterator[tuple[str, str, str]]:
    mix, usual = _grouped(now), _grouped(then)
    pages, usual_pages = sum(mix.values()) or 1, sum(usual.values()) or 1
    for rise in _RISES:
        count, before = mix.get(rise.group, 0), usual.get(rise.group, 0)
        if count - before >= rise.least and count / pages - before / usual_pages >= rise.share:
            words = f"{count} of {pages} pages of {name} are {_NAMES[rise.group]}"
            told = _told(now, rise.group)
            yield rise.rule, f"{words}, {before} of {usual_pages} before ({told})", ""


_NAMES = {"blocked": "blocked", "error": "errors", "gone": "gone", "redirected": "redirected"}


def _told(site: Site, group: str) -> str:
    return ", ".join(
        f"{count} {name}" for name, count in site.get("outcomes", {}).items() if _group(name) == group
    )


def _grouped(site: Site) -> dict[str, int]:
    groups: dict[str, int] = {}
    for outcome, count in site.get("outcomes", {}).items():
        groups[_group(outcome)] = groups.get(_group(outcome), 0) + count
    return groups


def _group(outcome: str) -> str:
    if outcome in _GROUPS:
        return _GROUPS[outcome]
    return "error" if outcome.startswith(("error-", "http-")) else "other"


def _emptier(now: Site, then: Site, name: str) -> Iterator[tuple[str, str, str]]:
    if not (now["reports"] and then["reports"]):
        return
    for field, count in now.get("empty", {}).items():
        before = then.get("empty", {}).get(field, 0)
        if _is_emptier(count, before, now, then):
            words = f"{field} is empty in {count} of {now['reports']} reports of {name}"
            yield "drift.field", f"{words}, in {before} of {then['reports']} before", ""
    count, before = (site.get("readers", {}).get("generic", 0) for site in (now, then))
    if _is_emptier(count, before, now, then):
        words = f"the design of {count} of {now['reports']} reports of {name} is not known any more"
        yield "drift.design", f"{words}: no reader's selectors match", ""


def _is_emptier(count: int, before: int, now: Site, then: Site) -> bool:
    least, share = _EMPTIER
    return count - before >= least and count / now["reports"] - before / then["reports"] >= share


def _moved(now: Site, comparable: Sequence[Site], name: str) -> Iterator[Problem]:
    """Compare each listing with the last run that was told anything there, and anything by it."""
    for listing, posts in now.get("listings", {}).items():
        before = next((site for site in comparable if listing in site.get("listings", {})), None)
        if before is None:
            continue
        named = before["listings"][listing]
        if named and not posts:
            words = f"a listing of {name} names no report any more; it named {named} before"
            yield Problem("drift.listing", words, listing)
        elif listing in now.get("redirected", ()) and not _led_away(listing, comparable):
            words = f"a listing of {name} leads to another address since this run"
            yield Problem("drift.listing", words, listing)


def _led_away(listing: str, comparable: Sequence[Site]) -> bool:
    """Tell whether a listing led to another address when it last named a report; true where it never did."""
    named = (site for site in comparable if site.get("listings", {}).get(listing))
    before = next(named, {"redirected": (listing,)})
    return listing in before.get("redirected", (listing,))


def _slower(now: Site, comparable: Sequence[Site], name: str) -> Iterator[Problem]:
    """A server that is slow is told as long as that is not the usual thing."""
    usual = median(site.get("seconds", 0.0) for site in comparable)
    seconds, (times, more) = now.get("seconds", 0.0), _SLOWER
    if usual and seconds > times * usual and seconds - usual > more:
        yield Problem("drift.slow", f"a response of {name} takes {seconds:.1f} s, {usual:.1f} s before", name)


def _clock(now: Run, before: Sequence[Run]) -> Iterator[Problem]:
    """A clock that was set back gives captures that seem older than those before them."""
    begun = _moment(now["started_at"])
    if _moment(now["finished_at"]) < begun:
        yield Problem(
            "drift.clock", f"the run ended at {now['finished_at']}, before it began at {now['started_at']}"
        )
    if not before:
        return
    ended = before[0]["finished_at"]
    if begun < _moment(ended):
        yield Problem(
            "drift.clock", f"the run began at {now['started_at']}, before the last one ended at {ended}"
        )
    starts = [_moment(run["started_at"]) for run in before]
    days = [(later - earlier) / _DAY for later, earlier in pairwise(starts)]
    least, times, known = _GAP
    gap = (begun - _moment(ended)) / _DAY
    if len(days) >= known and gap > max(least, times * median(days)):
        words = f"the last run ended {gap:.0f} days ago; the machine was off, or its clock was set forward"
        yield Problem("drift.gap", words)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
