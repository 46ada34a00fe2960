"""What lies in a collection beside its WARC files, held against them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive import rules_index
from archive.chain import verify_chain
from archive.claims import Claims
from archive.collection import Collection
from archive.problem import Note, Problem
from archive.reextraction import verify_reports
from archive.rules_between import name_capture
from archive.warc_file import OPEN


def verify_beside(root: Path, ids: Claims, places: Claims) -> Iterator[Problem | Note]:
    """Check the index, the ledgers, the reports, the seals, and that nothing was left open."""
    collection = Collection(root)
    for path in sorted([*collection.archive.glob(f"*{OPEN}"), *collection.runs.glob(f"*/*{OPEN}")]):
        message = "left open: a run that was killed did not close it, or one still writes it"
        yield Problem("file.open", message, path.relative_to(root).as_posix())
    yield from _verify_index(collection, places)
    for ledger in sorted(collection.runs.glob("*/ledger.jsonl")):
        with ledger.open("rb") as lines:
            yield from name_captures(lines, ledger.relative_to(root).as_posix(), ids)
    yield from verify_chain(collection)
    changes = root / "changes.jsonl"
    if changes.is_file():
        with changes.open("rb") as lines:
            yield from (problem for problem, _row in rows_of(lines, changes.name) if problem)
    reports = root / "reports.jsonl"
    if reports.is_file():
        with reports.open("rb") as lines:
            yield from name_captures(lines, reports.name, ids)
            lines.seek(0)
            yield from verify_reports(lines, str(root), reports.name)
    elif any(path.stat().st_size for path in collection.runs.glob("*/reports.jsonl")):
        message = "it is not there, and runs have read reports; `python -m pipelines --out` makes it"
        yield Problem("reports.absent", message, reports.name)


def _verify_index(collection: Collection, places: Claims) -> Iterator[Problem]:
    name = collection.index.relative_to(collection.root).as_posix()
    if collection.index.is_file():
        with collection.index.open("rb") as lines:
            yield from rules_index.check_lines(lines, name, places)
    else:
        yield Problem("index.absent", "there is no index; `python -m archive index` makes it", name)
    yield from rules_index.judge_index(places, [name], is_ours=True)


def name_captures(lines: Iterable[bytes], name: str, ids: Claims) -> Iterator[Problem]:
    """Note the captures that lines name: a record id, or a report's capture."""
    for number, (problem, row) in enumerate(rows_of(lines, name), 1):
        if problem:
            yield problem
        capture = row.get("capture")
        if isinstance(capture, dict):
            capture = capture.get("record_id")
        if capture:
            name_capture(ids, str(capture), f"{name}:{number}")


def rows_of(lines: Iterable[bytes], name: str) -> Iterator[tuple[Problem | None, dict[str, Any]]]:
    """Read lines of JSON objects; one that is none is a problem, and empty."""
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict) and line.endswith(b"\n"):
            yield None, row
        else:
            yield Problem("ledger.line", f"no line with a JSON object: {line[:60]!r}", f"{name}:{number}"), {}
