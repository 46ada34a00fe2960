"""A data set read by many machines (extra: Dask): one task for every WARC, joined in their order.

``extract_warc`` is a pure function of one address, and ``join`` of what it gave: Spark, Ray or a
shell loop can spread them as well (docs/scale.md).
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

from archive.capture import Capture
from archive.order import Rank
from archive.places import rank_of
from archive.problem import Problem
from archive.reading import read_captures, same_page
from archive.storage import path_of
from archive.workers import workers_of
from pipelines.archives import Finished, Found, finish
from pipelines.dataset import joined
from pipelines.extract import read_capture
from pipelines.gathered import Gathered, Packed, pack
from pipelines.parallel import cores
from pipelines.product import lines_of
from pipelines.report import AnnualReport

# Reports that a worker finishes anew at a time: few enough that at the end none waits long for another.
_BATCH = 50
_TRIES = 3
# Of pages and what adorns them, nothing but the head is wanted beside a report.
_HEAD_ALONE = ("text/", "image/", "font/", "application/javascript", "application/xhtml")

T = TypeVar("T")
Others = dict[str, tuple[Rank, Capture]]


class Draft(NamedTuple):
    """A report with its line as one WARC knows it: of what it wants, ``seen`` is what was there."""

    data: bytes
    seen: tuple[Rank | None, ...]
    finished: Finished


@dataclass(frozen=True, slots=True)
class Shard:
    """All that one WARC gives: its reports, its problems, and the captures that reports may refer to.

    The bytes of a report are those of its ``Draft``.
    """

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
    gathered = Gathered()
    for found in read_captures(path_of(uri)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        reading = read_capture(found)
        problems.extend(reading.problems)
        if reading.report:
            gathered.add(reading.report)
        if not found.truncated:
            _note(others, rank_of(found), _wanted_of(found))
    return Shard(tuple(_drafted(each, others) for each in gathered.all()), tuple(problems), others)


def _drafted(report: AnnualReport, others: Others) -> Packed:
    packed, wrong = pack(report), list[Problem]()
    line = b"".join(lines_of([joined(report, _found(packed.wants, others).get)], wrong))
    draft = Draft(packed.data, _seen(packed.wants, others), (line, wrong))
    return packed._replace(data=pickle.dumps(draft))


def join(shards: Iterable[Shard], problems: list[Problem]) -> Iterator[bytes]:
    """Give the lines of the data set that shards make, in the order of their ids."""
    for draft, found in _Joined(shards, problems):
        yield from _told([draft.finished] if found is None else finish([(draft.data, found)]), problems)


def read_on_dask(scheduler: str, uris: Sequence[str], problems: list[Problem]) -> Iterator[bytes]:
    """Have the workers of a Dask cluster read; ``local`` starts one on this machine.

    A worker that is lost costs its tasks' time: they are done again elsewhere.
    """
    with workers_of(scheduler, cores()) as client:
        futures = client.map(extract_warc, uris, pure=False, retries=_TRIES)
        drafts = _Joined((_taken(future) for future in futures), problems)
        anew = ((draft.data, found) for draft, found in drafts if found is not None)
        asked = [client.submit(finish, batch, pure=False, retries=_TRIES) for batch in _batches(anew)]
        finished = chain.from_iterable(_taken(future) for future in asked)
        for draft, found in drafts:
            yield from _told([draft.finished if found is None else next(finished)], problems)


def _taken(future: Any) -> Any:  # noqa: ANN401  # Dask publishes no types
    result = future.result()
    future.release()
    return result


class _Joined:
    """Shards put together: the best draft of every report, in the order of their ids.

    With each comes what it wants where other shards know more of that than its own, which is seldom:
    its line is then to be made anew.
    """

    def __init__(self, shards: Iterable[Shard], problems: list[Problem]) -> None:
        """Take in every shard; their problems are noted."""
        self._gathered, self._others = Gathered(), Others()
        for shard in shards:
            problems.extend(shard.problems)
            for packed in shard.reports:
                self._gathered.add_packed(packed)
            for rank, capture in shard.others.values():
                _note(self._others, rank, capture)

    def __iter__(self) -> Iterator[tuple[Draft, Found | None]]:
        for data, wants in self._gathered.packed():
            draft: Draft = pickle.loads(data)  # noqa: S301  # a worker's, of the same version
            is_settled = draft.seen == _seen(wants, self._others)
            yield draft, None if is_settled else _found(wants, self._others)


def _seen(wants: Sequence[str], others: Others) -> tuple[Rank | None, ...]:
    return tuple(held[0] if (held := others.get(same_page(url))) else None for url in wants)


def _found(wants: Sequence[str], others: Others) -> Found:
    return {url: held[1] for url in wants if (held := others.get(same_page(url)))}


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


def _told(finished: Iterable[Finished], problems: list[Problem]) -> Iterator[bytes]:
    for line, wrong in finished:
        problems.extend(wrong)
        if line:
            yield line
