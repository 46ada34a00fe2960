"""``python -m pipelines diff <id>``: two readings of a report side by side."""

import argparse
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.history import Difference, Line, differences
from pipelines.jsonlines import read_lines

_GAP = " │ "


def main(arguments: Sequence[str]) -> int:
    """Show what differs between the newest two readings of a report that differ at all.

    Exit status 0, also where there is no difference, and 2 for an unknown report.
    """
    parser = argparse.ArgumentParser(prog="python -m pipelines diff", description=main.__doc__)
    parser.add_argument("id", help="a report's id, such as www.sz.gov.cn/1383075")
    parser.add_argument("collection", nargs="?", type=Path, default=Path("collections/shenzhen"))
    parser.add_argument("--width", type=int, default=shutil.get_terminal_size((100, 24)).columns)
    wanted = parser.parse_args(arguments)
    readings = list(_readings(wanted.collection, wanted.id))
    if not readings:
        sys.stderr.write(f"python -m pipelines diff: no run of {wanted.collection} has read {wanted.id}\n")
        return 2
    (run, newest), *older = reversed(readings)
    for before_run, before in older:
        if found := differences(before, newest):
            sys.stdout.writelines(f"{line}\n" for line in side_by_side(before_run, run, found, wanted.width))
            return 0
    sys.stderr.write(f"{wanted.id} reads the same in all of its {len(readings)} readings\n")
    return 0


def _readings(collection: Path, number: str) -> Iterator[tuple[str, Line]]:
    for path in sorted(collection.glob("runs/*/reports.jsonl")):
        for line in read_lines(path):
            if line["id"] == number:
                yield path.parent.name, line


def side_by_side(left: str, right: str, found: Sequence[Difference], width: int) -> Iterator[str]:
    """Give the lines of two columns, wide characters counted as the terminal shows them."""
    half = max(20, (width - len(_GAP)) // 2)
    yield _padded(left, half) + _GAP + right
    for difference in found:
        yield ("── " + difference["field"] + " ").ljust(2 * half + len(_GAP), "─")
        a, b = _wrapped(difference["before"], half), _wrapped(difference["after"], half)
        for at in range(max(len(a), len(b))):
            yield _padded(a[at] if at < len(a) else "", half) + _GAP + (b[at] if at < len(b) else "")


def _wrapped(value: object, width: int) -> list[str]:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if columns_of(line + character) > width:
                lines.append(line)
                line = ""
            line += character if character.isprintable() else "�"  # a page may try to steer the terminal
        lines.append(line)
    return lines


def columns_of(text: str) -> int:
    """Count the columns that a terminal needs: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))
