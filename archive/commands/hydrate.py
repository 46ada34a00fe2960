"""``hydrate``: make one run stand alone."""

import argparse
import sys
from pathlib import Path

from archive.collection import Collection
from archive.hydrate import hydrate

HELP = "copy one run with everything that its revisits repeat, so that it stands alone"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", type=Path)
    parser.add_argument("run")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a folder that is not there yet"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the new collection."""
    if arguments.out.exists():
        print(f"{arguments.out} exists already", file=sys.stderr)
        return 2
    alone = hydrate(Collection(arguments.collection), arguments.run, arguments.out)
    print(f"{alone.root} stands alone", file=sys.stderr)
    return 0
