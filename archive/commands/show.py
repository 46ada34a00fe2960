"""``show``: list the runs of a collection, or the captures of a page."""

import argparse
import sys
from pathlib import Path

from archive import show
from archive.collection import Collection

HELP = "list the runs of a collection, or all captures of a page"
DEFAULT = "collections/shenzhen"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", nargs="?", default=DEFAULT, help=f"by default {DEFAULT}")
    parser.add_argument("url", nargs="?", help="a page; it can stand first, or alone")
    parser.add_argument(
        "--at", metavar="TIMESTAMP", help="the capture of this time, or the first digits of it"
    )
    parser.add_argument("--headers", action="store_true", help="print the head of the newest capture")
    parser.add_argument("--body", action="store_true", help="print its decoded body, byte for byte")


def run(arguments: argparse.Namespace) -> int:
    """Print a table, or what one capture holds; 1 where a page was never captured."""
    if "://" in arguments.collection:
        arguments.collection, arguments.url = arguments.url or DEFAULT, arguments.collection
    collection = Collection(Path(arguments.collection))
    if not collection.archive.is_dir():
        print(f"{arguments.collection} is no collection: it has no archive/", file=sys.stderr)
        return 2
    if not arguments.url:
        for line in show.runs_of(collection):
            print(line)
        return 0
    entries = [
        entry
        for entry in collection.captures_of(arguments.url)
        if entry.timestamp.startswith(arguments.at or "")
    ]
    if not entries:
        print(f"{arguments.url} was never captured in {arguments.collection}", file=sys.stderr)
        return 1
    if not (arguments.headers or arguments.body):
        for line in show.captures_of(collection, entries):
            print(line)
        return 0
    capture = show.resolve(collection, entries[-1])
    if arguments.headers:
        sys.stdout.buffer.write(capture.message[: capture.headers.size])
    if arguments.body:
        sys.stdout.buffer.write(capture.payload)
    return 0
