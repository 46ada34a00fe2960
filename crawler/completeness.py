"""What the listings promised against what was fetched and read (pure, no I/O)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archive.problem import Problem
from crawler.addresses import post_key
from crawler.known import DATA_SET
from crawler.ledger import ANSWERED, Row

# Why a page that a listing leads to need not be a report: other documents stand in the same columns.
_NO_LOSS = ("no report: not-a-report", "no report: listing")


@dataclass(frozen=True, slots=True)
class Promise:
    """What one page of a listing says that there is.

    ``kind`` is ``rows`` (the posts that it links to or lists, in ``urls``) or ``pages`` (how many
    pages the listing has).
    ``listing`` is the address as it was asked for.
    """

    site: str
    listing: str
    kind: Literal["rows", "pages"]
    count: int
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The posts of one site: promised by its listings, answered, and read as reports."""

    promised: int
    fetched: int
    read: int

    def to_json(self) -> dict[str, int]:
        """Give the part of the site's entry in ``run.json``."""
        return {"promised": self.promised, "fetched": self.fetched, "read": self.read}


def tally(promises: Iterable[Promise], rows: Iterable[Row]) -> dict[str, Tally]:
    """Count each promised post once, whatever listings and addresses name it; by site."""
    outcomes = _by_post(rows)
    posts: dict[str, set[object]] = {}
    for promise in promises:
        posts.setdefault(promise.site, set()).update(_post(url) for url in promise.urls)
    return {
        site: Tally(
            len(named),
            sum(1 for post in named if any(row.outcome in ANSWERED for row in outcomes.get(post, ()))),
            sum(1 for post in named if any(row.report for row in outcomes.get(post, ()))),
        )
        for site, named in posts.items()
    }


def shortfalls(
    promises: Sequence[Promise], rows: Sequence[Row], attached: Container[str] = ()
) -> list[Problem]:
    """Find what was promised and not had.

    What the ledger calls a miss is a finding already; these are the posts that were never
    asked for, the pages that were fetched and not read, and the pages of a listing that are
    missing. Documents that hang on a report, the ``attached``, are no loss.
    """
    outcomes = _by_post(rows)
    urls = {_post(url): url for promise in promises for url in promise.urls}
    found = [
        Problem("completeness.not-asked", "a listing names it and it was never asked for", url)
        for post, url in sorted(urls.items(), key=lambda pair: pair[1])
        if post not in outcomes
    ]
    found += [
        Problem("completeness.not-read", _not_read(row), row.url)
        for rows_of_post in outcomes.values()
        for row in rows_of_post[:1]
        if all(
            each.site and each.outcome in ANSWERED and each.kind == "report" and not each.report
            for each in rows_of_post
        )
        and (row.via == DATA_SET or row.detail not in _NO_LOSS)
        and row.url not in attached
    ]
    return found + [
        Problem(
            "completeness.pages", f"the listing has {promise.count} pages, {had} were had", promise.listing
        )
        for promise in promises
        if promise.kind == "pages" and (had := _pages_had(promise, rows)) < promise.count
    ]


def missing_years(lines: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, ...]]:
    """Give for each publisher the years between its first and its last report that have none."""
    years: dict[str, set[int]] = {}
    for line in lines:
        if line["agency"] and line["year"]:
            years.setdefault(line["agency"], set()).add(line["year"])
    gaps = {agency: tuple(set(range(min(had), max(had))) - had) for agency, had in sorted(years.items())}
    return {agency: tuple(sorted(missing)) for agency, missing in gaps.items() if missing}


def new_gaps(before: Mapping[str, Sequence[int]], now: Mapping[str, Sequence[int]]) -> list[Problem]:
    """Find the years that a series lacks since this run: a gap of long standing is no news."""
    return [
        Problem("completeness.year", f"the series has no report for {year}, but one for a later year", agency)
        for agency, years in sorted(now.items())
        for year in years
        if year not in before.get(agency, ())
    ]


def _not_read(row: Row) -> str:
    reason = row.detail or "nobody read it"
    if row.via == DATA_SET:
        return f"a report was read here before, and the page is none any more: {reason}"
    return f"the page was had and {reason}"


def _by_post(rows: Iterable[Row]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        if row.kind in ("report", "vanished", "scheme", "listing", "attachment"):
            found.setdefault(_post(row.url), []).append(row)
    return {post: sorted(each, key=lambda row: row.outcome not in ANSWERED) for post, each in found.items()}


def _post(url: str) -> object:
    return post_key(url) or url.partition("://")[2]


def _pages_had(promise: Promise, rows: Iterable[Row]) -> int:
    """Count the first page, and those asked for because of it that are there."""
    return 1 + sum(
        1
        for row in rows
        if row.via == promise.listing and row.kind in ("listing", "guess") and row.outcome in ANSWERED
    )
