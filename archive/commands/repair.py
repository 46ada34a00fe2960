"""``repair``: mend what can be mended, into new files."""

import argparse
import sys
from pathlib import Path

from archive.repair import repair
from archive.words import counted

HELP = "mend a damaged collection or file into a new collection; the old one is only read"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", type=Path, metavar="collection|warc|wacz")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a folder that is not there yet"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what was done; 1 where bytes had to be put aside."""
    if arguments.out.exists():
        print(f"{arguments.out} exists already; repair never writes over anything", file=sys.stderr)
        return 2
    done = repair(arguments.path, arguments.out)
    for line in done.told:
        print(line)
    print(
        f"{counted(done.records, 'record')} kept, {counted(done.bytes_aside, 'byte')} put aside",
        file=sys.stderr,
    )
    return 1 if done.bytes_aside else 0
