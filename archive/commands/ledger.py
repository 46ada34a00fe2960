"""``ledger``: tell how the URLs of a run ended."""

import argparse
import sys
from pathlib import Path

from archive import show
from archive.collection import Collection

HELP = "tell how every URL of a run ended"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", type=Path)
    parser.add_argument("run", nargs="?", help="the newest by default")
    parser.add_argument("--outcome", help="only the URLs that ended so")


def run(arguments: argparse.Namespace) -> int:
    """Print the table of outcomes, then the URLs that need a look."""
    collection = Collection(arguments.collection)
    runs = sorted(path.parent.name for path in collection.runs.glob("*/ledger.jsonl"))
    chosen = arguments.run or (runs[-1] if runs else "")
    if chosen not in runs:
        there = f"it has those of {', '.join(runs)}" if runs else "no run has come to its end there"
        print(
            f"{arguments.collection} has no ledger{f' of {chosen}' if chosen else ''}: {there}",
            file=sys.stderr,
        )
        return 2
    for line in show.ledger_of(collection, chosen, arguments.outcome):
        print(line)
    return 0
