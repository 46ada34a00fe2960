"""A data set read by many machines (extra: Dask): one task for every WARC, joined in their order.

``extract_warc`` is a pure function of one address, and ``join`` of what it gave: Spark, Ray or a
shell loop can spread them as well (docs/scale.md).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from archive.capture import Capture
from archive.order import Rank
from archive.places import rank_of
from archive.problem import Problem
from archive.reading import read_captures, same_page
from archive.storage import path_of
from archive.workers import workers_of
from pipelines.archives import Found, finish
from pipelines.extract import read_capture
from pipelines.gathered import Gathered, Packed, pack
from pipelines.parallel import cores

# Reports that a worker finishes at a time: few enough that at the end none waits long for another.
_BATCH = 50
_TRIES = 3
# Of pages and what adorns them, nothing but the head is wanted beside a report.
_HEAD_ALONE = ("text/", "image/", "font/", "application/javascript", "application/xhtml")

T = TypeVar("T")
Others = dict[str, tuple[Rank, Capture]]


@dataclass(frozen=True, slots=True)
class Shard:
    """All that one WARC gives: its reports, its problems, and the captures that reports may refer to."""

    reports: tuple[Packed, ...]
    problems: tuple[Problem, ...]
    others: Others


def extract_warc(uri: str) -> Shard:
    """Read one WARC or package, on this machine or in object storage.

    Raises:
        Unreadable: where it is neither.
    """
    problems: list[Problem] = []
    others: Others = {}
    best: dict[str, Packed] = {}
    for found in read_captures(path_of(uri)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        reading = read_capture(found)
        problems.extend(reading.problems)
        if reading.report:
            packed = pack(reading.report)
            if packed.id not in best or best[packed.id].worth < packed.worth:
                best[packed.id] = packed
        if not found.truncated:
            _note(others, rank_of(found), _wanted_of(found))
    return Shard(tuple(best.values()), tuple(problems), others)


def join(shards: Iterable[Shard], problems: list[Problem]) -> Iterator[bytes]:
    """Give the lines of the data set that shards make, in the order of their ids."""
    for batch in _batches(_wanted(shards, problems)):
        yield from _told(finish(batch), problems)


def read_on_dask(scheduler: str, uris: Sequence[str], problems: list[Problem]) -> Iterator[bytes]:
    """Have the workers of a Dask cluster read; ``local`` starts one on this machine.

    A worker that is lost costs its tasks' time: they are done again elsewhere.
    """
    with workers_of(scheduler, cores()) as client:
        futures = client.map(extract_warc, uris, pure=False, retries=_TRIES)
        batches = _batches(_wanted((_taken(future) for future in futures), problems))
        finished = [client.submit(finish, batch, pure=False, retries=_TRIES) for batch in batches]
        for future in finished:
            yield from _told(_taken(future), problems)


def _taken(future: Any) -> Any:  # noqa: ANN401  # Dask publishes no types
    result = future.result()
    future.release()
    return result


def _wanted(shards: Iterable[Shard], problems: list[Problem]) -> Iterator[tuple[bytes, Found]]:
    """Put shards together: of every report the best reading, with what belongs to it."""
    gathered = Gathered()
    others: Others = {}
    for shard in shards:
        problems.extend(shard.problems)
        for packed in shard.reports:
            gathered.add_packed(packed)
        for rank, capture in shard.others.values():
            _note(others, rank, capture)
    for data, wants in gathered.packed():
        yield data, {url: others[same_page(url)][1] for url in wants if same_page(url) in others}


def _note(others: Others, rank: Rank, capture: Capture) -> None:
    held = others.get(same_page(capture.url))
    if held is None or held[0] < rank:
        others[same_page(capture.url)] = (rank, capture)


def _wanted_of(capture: Capture) -> Capture:
    if "/postmeta/" not in capture.url and capture.media_type.startswith(_HEAD_ALONE):
        return replace(capture, message=capture.message[: capture.headers.size])
    return capture


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _told(finished: Iterable[tuple[bytes, list[Problem]]], problems: list[Problem]) -> Iterator[bytes]:
    for line, wrong in finished:
        problems.extend(wrong)
        if line:
            yield line
