"""The reports of a collection held against what its archived bytes say when they are read again."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from tempfile import TemporaryFile

from archive.problem import Note, Problem

_SKIPPED = "reports.jsonl was not held against the archived bytes"


def verify_reports(lines: Iterable[bytes], archive: str, name: str) -> Iterator[Problem | Note]:
    """Extract anew, in another process, and compare line by line.

    ``archive`` names what is extracted from, ``lines`` are those to be proved.
    """
    command = [sys.executable, "-m", "pipelines", archive]
    with TemporaryFile() as fresh, TemporaryFile() as words:
        try:
            status = subprocess.run(command, stdout=fresh, stderr=words, check=False).returncode  # noqa: S603
        except OSError as error:
            yield Note(f"{_SKIPPED}: {error}")
            return
        words.seek(0)
        told = words.read().decode("utf-8", "replace").strip()
        # 0 and 1 are done, with findings or without; Python itself ends with 1 where there is nothing to run.
        if status not in (0, 1) or "No module named" in told or "Traceback" in told:
            last = told.splitlines()[-1] if told else "it said nothing"
            yield Note(f"{_SKIPPED}: the extraction ended with {status}: {last}")
            return
        fresh.seek(0)
        yield from _compare(lines, fresh, name)


def _compare(lines: Iterable[bytes], fresh: Iterable[bytes], name: str) -> Iterator[Problem]:
    count = 0
    for number, (kept, anew) in enumerate(zip_longest(lines, fresh), 1):
        if kept == anew:
            continue
        count += 1
        if count <= 3:
            message = f"it has {_told(kept)}, the archived bytes give {_told(anew)}"
            yield Problem("reports.differ", message, f"{name}:{number}")
    if count > 3:
        yield Problem("reports.differ", f"{count} lines differ in all", name)


def _told(line: bytes | None) -> str:
    if line is None:
        return "no such line"
    try:
        return f"report {json.loads(line)['id']} ({len(line)} bytes)"
    except (ValueError, KeyError, TypeError):
        return f"{line[:60]!r}"
