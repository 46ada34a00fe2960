"""Tables of a collection that a person reads on a terminal."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive import http
from archive.capture import Capture
from archive.collection import Collection
from archive.index import Entry
from archive.reading import capture_of, open_warc
from archive.revisit import original_entry, with_body_of
from archive.stored import Stored, read_stored_at

# Outcomes of the ledger that are as they should be; the rest is listed URL by URL.
_WELL = ("new", "unchanged", "not-modified", "changed", "redirected")


def runs_of(collection: Collection) -> Iterator[str]:
    """Give a line for each run, oldest first."""
    yield f"{'run':<20} {'exit':>4} {'reports':>7} {'responses':>9} {'archived':>9}  files"
    for folder in sorted(path for path in collection.runs.glob("*") if path.is_dir()):
        facts = _read_facts(folder / "run.json")
        if facts is None:
            yield f"{folder.name:<20} not finished"
            continue
        size = f"{facts.get('bytes_archived', 0) / 1e6:.1f} MB"
        numbers = f"{facts.get('exit_status', '?'):>4} {facts.get('reports', '?'):>7}"
        files = ", ".join(facts.get("warcs") or ("none",))
        yield f"{folder.name:<20} {numbers} {facts.get('responses', '?'):>9} {size:>9}  {files}"


def _read_facts(path: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None


def captures_of(collection: Collection, entries: Iterable[Entry]) -> Iterator[str]:
    """Give a line for each capture of a page, and say whether its content was new."""
    before = ""
    yield f"{'captured (UTC)':<19} {'status':>6} {'bytes':>9} {'content':<12} {'type':<24} place"
    for entry in entries:
        stored = read_entry(collection, entry)
        kind = stored.record.type
        word = "revisit" if kind == "revisit" else "first" if not before else "changed"
        if kind != "revisit" and entry.digest == before:
            word = "same again"
        size = len(http.entity(stored.record.block, http.read_head(stored.record.block)))
        before = entry.digest
        moment = (stored.record.get("WARC-Date") or entry.timestamp)[:19].replace("T", " ")
        place = f"{entry.filename}@{entry.offset}"
        yield f"{moment:<19} {entry.status or '-':>6} {size:>9} {word:<12} {entry.mime:<24} {place}"


def read_entry(collection: Collection, entry: Entry) -> Stored:
    """Read the record of an index line. Raises ``DamagedRecord``."""
    with open_warc(collection.root, entry.filename) as file:
        return read_stored_at(file, entry.filename, (entry.offset, entry.length))


def resolve(collection: Collection, entry: Entry) -> Capture:
    """Read a capture; of a revisit the body is that of the capture that it refers to."""
    stored = read_entry(collection, entry)
    place = (entry.offset, entry.length)
    if stored.record.type != "revisit":
        return capture_of(stored.record, entry.filename, place)
    original = original_entry(stored.record, collection.captures_of)
    first = read_entry(collection, original).record
    return capture_of(stored.record, entry.filename, place, with_body_of(stored.record.block, first.block))


def ledger_of(collection: Collection, run: str, outcome: str | None) -> Iterator[str]:
    """Give the outcomes of a run by number and kind, then the rows that need a look."""
    rows = [json.loads(line) for line in (collection.runs / run / "ledger.jsonl").read_bytes().splitlines()]
    if not outcome:
        yield f"run {run}: {len(rows)} URLs"
        for (name, kind), count in sorted(Counter((row["outcome"], row["kind"]) for row in rows).items()):
            yield f"{count:>7}  {name:<18} {kind}"
    for row in rows:
        if row["outcome"] == outcome or (not outcome and row["outcome"] not in _WELL):
            yield f"{row['outcome']:<18} {row['kind']:<10} {row['url']}  {row.get('detail', '')}".rstrip()
