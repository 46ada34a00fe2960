"""``verify``: hold collections, WARC files and packages against the rules."""

import argparse
import sys
from pathlib import Path

from archive.problem import Note, Problem
from archive.rules import CLAUSES, FALSE_ALARMS
from archive.verify import verify
from archive.words import counted

HELP = "hold collections, WARC files and packages against the standard, the index and the manifests"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="collection|warc|wacz")
    parser.add_argument(
        "--explain", action="store_true", help="tell the rules, and the false alarms of other validators"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the findings, one a line; 1 where there is one."""
    if arguments.explain:
        _explain()
    elif not arguments.paths:
        print("name a collection, a WARC file or a package to verify", file=sys.stderr)
        return 2
    for path in arguments.paths:
        if not path.exists():
            print(f"{path} does not exist", file=sys.stderr)
            return 2
    count = 0
    for path in arguments.paths:
        for finding in verify(path):
            if isinstance(finding, Note):
                print(finding.message, file=sys.stderr)
            else:
                count += 1
                print(told(finding))
    if arguments.paths:
        print(counted(count, "finding") if count else "nothing found wrong", file=sys.stderr)
    return 1 if count else 0


def told(finding: Problem) -> str:
    """Give the line of a finding: place, rule, clause, message."""
    clause = CLAUSES.get(finding.rule, "")
    return f"{finding.where} {finding.rule}{f' [{clause}]' if clause else ''} {finding.message}"


def _explain() -> None:
    for name, clause in CLAUSES.items():
        print(f"{name:<20} {clause}")
    print("\nWhat other validators say of files that keep these rules:")
    for alarm in FALSE_ALARMS:
        print(f"* {alarm}")
