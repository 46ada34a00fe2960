"""A data set read from archives: one pass over the records, then the lines in their order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from pathlib import Path
from typing import TypeVar

from archive.capture import Capture
from archive.places import Places
from archive.problem import Problem
from archive.reading import Repeats, read_captures
from pipelines.dataset import complete, joined
from pipelines.extract import read_capture
from pipelines.gathered import Gathered, unpack
from pipelines.parallel import Gist, gist_of, new_pool
from pipelines.product import lines_of
from pipelines.verdict import before_reading

_BATCH = 8
# Batches under way for each process: enough that none waits, few enough that memory stays flat.
_AHEAD = 3

T = TypeVar("T")
R = TypeVar("R")
Found = dict[str, Capture]
# The line of a report, empty where the schema does not allow it, with what is wrong.
Finished = tuple[bytes, list[Problem]]


def read_archives(archives: Sequence[Path], problems: list[Problem], jobs: int = 1) -> Iterator[bytes]:
    """Give the lines of a data set; problems are noted on the way.

    Everything is read before the first line is given, with ``jobs`` processes at a time, of
    which neither the lines nor their order depend.

    Raises:
        Unreadable: an archive is none.
    """
    if jobs == 1:
        yield from _alone(archives, problems)
        return
    with new_pool(jobs) as pool:
        yield from _together(archives, problems, pool, jobs)


def _alone(archives: Sequence[Path], problems: list[Problem]) -> Iterator[bytes]:
    places, gathered = Places(), Gathered()
    for found in _noted(archives, places):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        reading = read_capture(found)
        problems.extend(reading.problems)
        if reading.report:
            gathered.add(reading.report)
    yield from lines_of(complete(gathered, places.find), problems)


def _together(
    archives: Sequence[Path], problems: list[Problem], pool: Executor, jobs: int
) -> Iterator[bytes]:
    places, gathered = Places(), Gathered()
    for gist in _spread(pool, jobs, gists_of, _worth_reading(_noted(archives, places))):
        problems.extend(gist.problems)
        if gist.report:
            gathered.add_packed(gist.report)
    wanted = ((data, _found(places, wants)) for data, wants in gathered.packed())
    for line, wrong in _spread(pool, jobs, finish, wanted):
        problems.extend(wrong)
        if line:
            yield line


def _noted(archives: Iterable[Path], places: Places) -> Iterator[Capture | Problem]:
    for archive in archives:
        repeats = Repeats(archive)
        for found in read_captures(archive, repeats):
            if isinstance(found, Capture):
                places.note(found, repeats)
            yield found


def _worth_reading(found: Iterable[Capture | Problem]) -> Iterator[Capture | Problem]:
    """Keep back what HTTP says is no page: nothing comes of it, so it need not travel."""
    return (each for each in found if isinstance(each, Problem) or before_reading(each) is None)


def _found(places: Places, wants: Sequence[str]) -> Found:
    return {url: capture for url in wants if (capture := places.find(url))}


def _spread(pool: Executor, jobs: int, work: Callable[[list[T]], list[R]], items: Iterable[T]) -> Iterator[R]:
    """Have items worked on by the batch, some batches ahead; results come in the order of the items."""
    remaining = iter(items)
    under_way: deque[Future[list[R]]] = deque()
    while batch := list(islice(remaining, _BATCH)):
        under_way.append(pool.submit(work, batch))
        if len(under_way) > _AHEAD * jobs:
            yield from under_way.popleft().result()
    for future in under_way:
        yield from future.result()


def gists_of(batch: list[Capture | Problem]) -> list[Gist]:
    """Read captures; a problem of the archive passes through."""
    return [Gist(None, None, None, (each,)) if isinstance(each, Problem) else gist_of(each) for each in batch]


def finish(batch: list[tuple[bytes, Found]]) -> list[Finished]:
    """Give the lines of packed reports, an empty one for a report that fails the schema."""
    return [_finished(data, found) for data, found in batch]


def _finished(data: bytes, found: Found) -> Finished:
    problems: list[Problem] = []
    line = b"".join(lines_of([joined(unpack(data), found.get)], problems))
    return line, problems
