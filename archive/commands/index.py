"""``index``: write the index of a collection anew from its WARC files."""

import argparse
import sys
from pathlib import Path

from archive.collection import Collection
from archive.indexing import rebuild

HELP = "write the index of a collection anew from its WARC files"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild ``indexes/index.cdxj``; it appears whole or not at all."""
    index = Collection(arguments.collection).index
    count = rebuild(arguments.collection, index)
    print(f"{index}: {count} captures", file=sys.stderr)
    return 0
