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
    not_asked = sorted(url for post, url in urls.items() if post not in outcomes)
    return [
        *(
            Problem("completeness.not-asked", "a listing names it and it was never asked for", u)
            for u in not_asked
        ),
        *(
            Problem("completeness.not-read", _not_read(posts[0]), posts[0].url)
            for posts in outcomes.values()
            if _is_unread(posts) and posts[0].url not in attached
        ),
        *(
            Problem("completeness.pages", f"the listing has {each.count} pages, {had} were had", each.listing)
            for each in promises
            if each.kind == "pages" and (had := _pages_had(each, rows)) < each.count
        ),
    ]


def _is_unread(rows: Sequence[Row]) -> bool:
    """Tell whether a post was had, by whatever addresses, and nobody read a report of it."""
    had = all(
        row.site and row.outcome in ANSWERED and row.kind == "report" and not row.report for row in rows
    )
    return had and (rows[0].via == DATA_SET or rows[0].detail not in _NO_LOSS)


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
