"""A static web site over a collection: coverage, reports, figures, changes and the health of the runs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.site.contents import read_contents
from pipelines.site.write import NotOurs, write_site
from pipelines.status import NOTHING_DONE, WELL, WRONG_USE


def main(arguments: Sequence[str]) -> int:
    """Write the site; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipelines site", description=__doc__)
    parser.add_argument("collection", type=Path, help="a collection that has a reports.jsonl")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write or replace"
    )
    parser.add_argument(
        "--replay",
        default="",
        metavar="URL",
        help="where the archive is served; default http://localhost:8080/<name>/",
    )
    wanted = parser.parse_args(arguments)
    if not wanted.collection.is_dir():
        return _end(f"{wanted.collection} is no collection", WRONG_USE)
    try:
        contents = read_contents(wanted.collection, wanted.replay)
        count = write_site(contents, wanted.out)
    except (FileNotFoundError, ValueError, NotOurs) as error:
        return _end(str(error), WRONG_USE)
    except OSError as error:
        return _end(str(error), NOTHING_DONE)
    print(f"{count} files; open {wanted.out / 'index.html'}", file=sys.stderr)  # noqa: T201  # a command's words
    return WELL


def _end(message: str, status: int) -> int:
    print(f"python -m pipelines site: {message}", file=sys.stderr)  # noqa: T201
    return status
