"""What a run found of each site, in numbers that the next runs compare (pure, no I/O)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.completeness import Promise
from crawler.ledger import ANSWERED, Row

# Fields that a report usually has; how each is empty.
FIELDS = (
    "year",
    "agency",
    "source",
    "published_at",
    "breadcrumbs",
    "contact",
    "body",
    "sections",
    "statistics",
)
# Outcomes of a listing that say what it names: nothing, where it leads away. A wall says nothing.
_TELLING = ANSWERED | {"redirected", "gone", "soft-404"}
_WANTED = ("listing", "api", "report", "attachment")


@dataclass(slots=True)
class Facts:
    """One site's: how its pages ended, how many posts each listing named, which fields were empty.

    ``listings`` counts posts by the listing's first address, its further pages included, and
    ``redirected`` names those that lead to another address;
    ``readers`` counts reports by the reader that read them.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    listings: Counter[str] = field(default_factory=Counter)
    redirected: Counter[str] = field(default_factory=Counter)
    empty: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, dict[str, int]]:
        """Give the part of the site's entry in ``run.json``."""
        return {name: dict(sorted(getattr(self, name).items())) for name in self.__slots__}


def facts_of(
    rows: Iterable[Row], lines: Iterable[Mapping[str, Any]], promises: Iterable[Promise]
) -> dict[str, Facts]:
    """Gather the facts by site from a run's ledger, its reports and what its listings promised."""
    found: dict[str, Facts] = {}
    site_of: dict[str, str] = {}
    via: dict[str, str] = {}
    silent: set[str] = set()
    for row in rows:
        via[row.url] = row.via
        if row.report:
            site_of.setdefault(row.report, row.site)
        if row.kind == "listing" and row.outcome not in _TELLING:
            silent.add(row.url)
        if row.kind in _WANTED and row.site:
            facts = found.setdefault(row.site, Facts())
            facts.outcomes[row.outcome] += 1
            if row.kind == "listing" and not row.via and row.outcome in _TELLING:
                facts.listings[row.url] += 0
                facts.redirected.update([row.url] if row.outcome == "redirected" else ())
    for site, first, urls in _by_listing(promises, via):
        if first not in silent:
            found.setdefault(site, Facts()).listings[first] += len(urls)
    for line in lines:
        facts = found.setdefault(site_of.get(line["id"], ""), Facts())
        facts.readers[line["reader"]["name"]] += 1
        facts.empty.update(name for name in FIELDS if is_empty(line[name]))
    found.pop("", None)
    return found


def _by_listing(promises: Iterable[Promise], via: Mapping[str, str]) -> Iterable[tuple[str, str, set[str]]]:
    gathered: dict[tuple[str, str], set[str]] = {}
    for promise in promises:
        if promise.kind == "rows":
            gathered.setdefault((promise.site, _first(promise.listing, via)), set()).update(promise.urls)
    return ((site, first, urls) for (site, first), urls in gathered.items())


def _first(url: str, via: Mapping[str, str]) -> str:
    """Follow back how a page of a listing was found, to the address that the table of sites has."""
    seen = {url}
    while (before := via.get(url)) and before not in seen and before in via:
        seen.add(before)
        url = before
    return url


def is_empty(value: object) -> bool:
    """Tell whether a field says nothing: null, an empty list or text, statistics without a number."""
    if isinstance(value, Mapping) and "values" in value:
        return not any(each["value"] is not None for each in value["values"])
    return not value
