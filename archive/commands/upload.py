"""``upload``: copy a collection to object storage, with proof."""

import argparse
import json
import sys
from pathlib import Path

from archive.collection import Collection
from archive.reading import Unreadable
from archive.storage import check_address
from archive.uploading import upload_collection

HELP = "copy to object storage what is not there yet, and prove every copy by reading it back"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", type=Path)
    parser.add_argument("--to", required=True, metavar="URI", help="such as s3://bucket/folder")
    parser.add_argument("--json", action="store_true", help="print what is not there as lines of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what could not be brought there; 1 where there is something."""
    collection = Collection(arguments.collection)
    if not collection.archive.is_dir():
        raise Unreadable(f"{arguments.collection} is no collection: it has no folder archive/")
    check_address(arguments.to)
    done = upload_collection(collection, arguments.to)
    for problem in done.problems:
        words = json.dumps(problem.to_json(), ensure_ascii=False)
        print(words if arguments.json else f"{problem.rule} {problem.where} {problem.message}")
    print(f"{arguments.to}: {done.there} files are there, {done.new} of them new", file=sys.stderr)
    return 1 if done.problems else 0
