"""Annual reports as JSON lines, read from archived bytes."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from archive.problem import Problem
from archive.reading import Unreadable, find_in, read_captures
from pipelines.commands import COMMANDS
from pipelines.dataset import complete
from pipelines.extract import read_capture
from pipelines.gathered import Gathered
from pipelines.jsonlines import line_of, write_lines
from pipelines.product import lines_of

WELL, FINDINGS, WRONG_USE, NOTHING_DONE = range(4)
_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the archives named on the command line; give the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in COMMANDS:
        return COMMANDS[words[0]](words[1:])
    parser = argparse.ArgumentParser(prog="python -m pipelines", description=__doc__)
    parser.add_argument("archive", nargs="+", type=Path, help="a collection, a WARC file or a WACZ package")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of to standard output")
    wanted = parser.parse_args(words)
    if wanted.out and not wanted.out.parent.is_dir():
        return _end(f"{wanted.out.parent} is no folder", WRONG_USE)
    try:
        lines, problems = _read(wanted.archive)
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
    return _tell(len(lines), problems)


def _read(archives: Sequence[Path]) -> tuple[list[bytes], list[Problem]]:
    find = find_in(archives)
    gathered = Gathered()
    problems: list[Problem] = []
    for archive in archives:
        for found in read_captures(archive):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            reading = read_capture(found)
            problems.extend(reading.problems)
            if reading.report:
                gathered.add(reading.report)
    lines, wrong = lines_of(complete(gathered, find))
    return [line_of(line) for line in lines.values()], [*problems, *wrong]


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
