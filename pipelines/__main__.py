"""Annual reports as JSON lines, read from archived bytes."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from archive.problem import Problem
from archive.reading import Unreadable
from archive.storage import expand, path_of
from pipelines.archives import read_archives
from pipelines.commands import COMMANDS
from pipelines.jsonlines import write_lines
from pipelines.parallel import cores

WELL, FINDINGS, WRONG_USE, NOTHING_DONE = range(4)
_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the archives named on the command line; give the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in COMMANDS:
        return COMMANDS[words[0]](words[1:])
    parser = argparse.ArgumentParser(
        prog="python -m pipelines",
        description=__doc__,
        epilog=f"Commands on a data set: {', '.join(COMMANDS)}.",
    )
    parser.add_argument(
        "archive", nargs="+", help="a collection, a WARC file or a WACZ package, here or at s3://…"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of to standard output")
    parser.add_argument(
        "--jobs", type=_count, metavar="N", default=1, help="read in N processes, 0: one for every core"
    )
    parser.add_argument(
        "--dask", metavar="SCHEDULER", help="read on a Dask cluster, one archive a task; or: local"
    )
    wanted = parser.parse_args(words)
    if wanted.out and not wanted.out.parent.is_dir():
        return _end(f"{wanted.out.parent} is no folder", WRONG_USE)
    problems: list[Problem] = []
    written = Counter[str]()
    try:
        lines = _counted(_lines(wanted, problems), written)
        if wanted.out:
            write_lines(wanted.out, lines)
        else:
            sys.stdout.buffer.writelines(lines)
            sys.stdout.buffer.flush()
    except Unreadable as error:
        return _end(str(error), WRONG_USE)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL
    except OSError as error:
        return _end(str(error), NOTHING_DONE)
    return _tell(written["reports"], problems)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a number of processes, 0 or more, not {text!r}")
    return int(text)


def _lines(wanted: argparse.Namespace, problems: list[Problem]) -> Iterator[bytes]:
    archives = expand(wanted.archive)
    if wanted.dask:
        return import_module("pipelines.scale").read_on_dask(wanted.dask, archives, problems)  # type: ignore[no-any-return]
    return read_archives([path_of(archive) for archive in archives], problems, wanted.jobs or cores())


def _counted(lines: Iterator[bytes], written: Counter[str]) -> Iterator[bytes]:
    for line in lines:
        written["reports"] += 1
        yield line


def _tell(reports: int, problems: Sequence[Problem]) -> int:
    for problem in problems[:_SHOWN]:
        print(f"{problem.rule} {problem.where}: {problem.message}", file=sys.stderr)  # noqa: T201  # a command's words
    if len(problems) > _SHOWN:
        print(f"and {len(problems) - _SHOWN} more", file=sys.stderr)  # noqa: T201
    if not reports:
        return _end("no annual report is in there", FINDINGS)
    return FINDINGS if problems else WELL


def _end(message: str, status: int) -> int:
    print(f"python -m pipelines: {message}", file=sys.stderr)  # noqa: T201
    return status


if __name__ == "__main__":
    sys.exit(main())
