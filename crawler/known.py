"""Reports that earlier runs read: asked for again, though a listing may have dropped them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.addresses import host_of

# What the ledger says of where such a report was named.
DATA_SET = "the data set"


@dataclass(frozen=True, slots=True)
class Known:
    """A report of the data set; ``is_gone`` where its page was found missing before."""

    id: str
    url: str
    year: int | None
    is_gone: bool


def known_reports(root: Path, hosts: frozenset[str]) -> Iterator[Known]:
    """Read the data set of a collection for the reports on some hosts.

    Raises:
        ValueError: a line of the collection's files is no JSON; names file and line.
    """
    last = {line["id"]: line["change"] for line in _lines(root / "changes.jsonl")}
    for line in _lines(root / "reports.jsonl"):
        if host_of(line["url"]) in hosts:
            yield Known(line["id"], line["url"], line["year"], last.get(line["id"]) == "gone")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number} is no JSON: {error}") from error
