"""The rules of an index: sorted, and line by line what the records say."""

import json
from collections.abc import Iterable, Iterator, Sequence

from archive.claims import Claims
from archive.index import read_line
from archive.problem import Problem

_INDEX, _RECORD = "index", "record"


def claim_record(line: str, filename: str, offset: int, claims: Claims) -> None:
    """Note the line that a record should have."""
    claims.note(f"{filename}@{offset}", _RECORD, line)


def check_lines(lines: Iterable[bytes], name: str, claims: Claims) -> Iterator[Problem]:
    """Read an index, note its lines; give those that are none, or in no order."""
    before = b""
    for number, raw in enumerate(lines, 1):
        place = f"{name}:{number}"
        if raw < before:
            yield Problem("index.sorted", "the line sorts before the one above it", place)
        elif raw == before:
            yield Problem("index.repeated", "the line stands twice", place)
        before = raw
        try:
            line = raw.decode()
            entry = read_line(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield Problem("index.line", f"no line of an index: {error!r}", place)
            continue
        if not line.endswith("\n"):
            yield Problem("index.line", "the last line has no end", place)
        claims.note(f"{entry.filename}@{entry.offset}", _INDEX, line.rstrip("\n"), place)


def judge_index(claims: Claims, names: Sequence[str], *, is_ours: bool) -> Iterator[Problem]:
    """Give the captures without a line, the lines without a capture, and those that differ.

    Each of our indexes is whole. Where they are not ours, captures may be shared out among
    several, a line may hold more fields, and other records may have lines.
    """
    for place, rows in claims.groups():
        told = [row[1:] for row in rows if row[0] == _INDEX]
        due = next((row[1] for row in rows if row[0] == _RECORD), None)
        holders = [at.rpartition(":")[0] for _line, at in told]
        if due is None:
            problems = [Problem("index.nowhere", f"no capture lies at {place}", at) for _line, at in told]
            yield from problems if is_ours else ()
            continue
        for name in names if is_ours or not told else ():
            if name not in holders:
                yield Problem("index.missing", f"{name} has no line for the capture", place)
        for number, (line, at) in enumerate(told):
            if holders[number] in holders[:number]:
                yield Problem("index.repeated", f"a second line for {place}: {line[:80]}", at)
            if differing := _differing(line, due, is_ours=is_ours):
                yield Problem("index.differs", f"of {place}: {differing}", at)


def _differing(line: str, due: str, *, is_ours: bool) -> str:
    """Name the fields in which two lines differ; empty where they agree."""
    if line == due:
        return ""
    told, wanted = _fields(line), _fields(due)
    # Other tools print types and URLs of records as they think fit (a POST's body in its URL).
    names = wanted.keys() | told.keys() if is_ours else {"timestamp", "length", "digest"} & told.keys()
    wrong = [
        f"{name} is {told.get(name)!r}, the record's {wanted.get(name)!r}"
        for name in sorted(names)
        if told.get(name) != wanted.get(name)
    ]
    if not wrong and is_ours:
        return "the line is not written as this archive writes lines"
    return "; ".join(wrong)


def _fields(line: str) -> dict[str, str]:
    key, timestamp, values = line.split(" ", 2)
    return {"key": key, "timestamp": timestamp, **{name: str(v) for name, v in json.loads(values).items()}}
