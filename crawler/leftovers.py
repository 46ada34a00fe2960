"""What earlier runs meant to fetch and did not reach: asked for first by the next."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.ledger import NOT_REACHED

# Runs that are looked through for the last one of a site.
_LOOK_BACK = 30
# How the spider reads what can be asked for by itself; pages of an API are found again from its first.
_READERS = {
    "listing": "parse_listing",
    "guess": "parse_listing",
    "report": "parse_report",
    "vanished": "parse_report",
    "postmeta": "parse_nothing",
    "attachment": "parse_nothing",
    "requisite": "parse_requisite",
}


def leftovers(runs: Path, before: str, sites: Iterable[str], years: str) -> Iterator[dict[str, str]]:
    """Give the rows of the ledgers that were not reached, for each site from its last run for the same years.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line of a ledger is no JSON.
    """
    wanted = set(sites)
    folders = sorted((path for path in runs.glob("*") if path.name < before), reverse=True)
    for folder in folders[:_LOOK_BACK]:
        here = wanted & _sites_of(folder, years)
        wanted -= here
        if here and (ledger := folder / "ledger.jsonl").exists():
            with ledger.open(encoding="utf-8") as lines:
                rows = map(json.loads, lines)
                yield from (row for row in rows if _is_left(row) and row.get("site") in here)


def _is_left(row: dict[str, str]) -> bool:
    return row["outcome"] == NOT_REACHED and row["kind"] in _READERS


def reader_of(url: str, kind: str) -> str:
    """Name the spider's method for an address: the JSON of a column is read, that of a post is kept."""
    return "parse_column_json" if kind == "postmeta" and "/postmeta/i/" in url else _READERS[kind]


def _sites_of(folder: Path, years: str) -> set[str]:
    try:
        told: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # still open, or told by whoever compares the runs
        return set()
    is_alike = (told.get("arguments") or {}).get("years", "") == years and not told.get("replay_of")
    return set(told.get("sites") or ()) if is_alike else set()
