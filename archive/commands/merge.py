"""``merge``: take collections into another one."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from archive.collection import Collection
from archive.merging import merge
from archive.taken import has_taken
from archive.words import counted

HELP = "take collections into another one, with their runs; nothing that is there is overwritten"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collections", nargs="+", type=Path, metavar="collection")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help="made if it is not there")


def run(arguments: argparse.Namespace) -> int:
    """Print what was left where it is; 1 where there is something."""
    if problem := _wrong_use(arguments.collections, arguments.into):
        print(problem, file=sys.stderr)
        return 2
    parts = [Collection(path) for path in arguments.collections]
    done = merge(parts, Collection(arguments.into), datetime.now(UTC))
    for found in done.problems:
        print(f"{found.rule} {found.where} {found.message}")
    told = (
        f"{counted(len(done.warcs), 'file')} and {counted(len(done.runs), 'run')} taken"
        if done.run
        else "nothing new"
    )
    print(f"{arguments.into}: {told}", file=sys.stderr)
    return 1 if done.problems else 0


def _wrong_use(paths: list[Path], into: Path) -> str:
    names = [path.resolve().name for path in paths]
    for path in paths:
        if not (path / "archive").is_dir() or not (path / "runs").is_dir():
            return f"{path} is no collection: it has no folders archive/ and runs/"
        if path.resolve() == into.resolve():
            return f"{path} cannot be taken into itself"
        if names.count(path.resolve().name) > 1:
            return f"two collections are called {path.resolve().name}: their runs could not be told apart"
        if has_taken(Collection(path)):
            return f"{path} has taken runs from others: merge those collections instead"
    return ""
