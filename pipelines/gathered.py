"""The best reading of every report; beyond a few hundred they wait in a file, so memory stays flat."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import NamedTuple

from pipelines.postmeta import postmeta_url
from pipelines.precedence import Same, Worth, chosen, same, worth
from pipelines.report import AnnualReport

_IN_MEMORY = 500


class Packed(NamedTuple):
    """A report on its way between processes or to a file: what decides about it, and its bytes.

    ``wants`` are the addresses of what else in the archive belongs to it.
    """

    id: str
    worth: Worth
    same: Same
    wants: tuple[str, ...]
    data: bytes


def pack(report: AnnualReport) -> Packed:
    """Pack a report."""
    data = pickle.dumps(report, pickle.HIGHEST_PROTOCOL)
    return Packed(report.id, _worth(report), _same(report), _wants(report), data)


def unpack(data: bytes) -> AnnualReport:
    """Unpack a report."""
    report: AnnualReport = pickle.loads(data)  # noqa: S301  # our own bytes, of this run
    return report


class _Held(NamedTuple):
    worth: Worth
    same: Same
    wants: tuple[str, ...]
    report: AnnualReport | None
    place: tuple[int, int]


class Gathered:
    """Reports by id: of several readings its column's own page before copies, then the newest."""

    def __init__(self) -> None:
        """Begin without any."""
        self._held: dict[str, _Held] = {}
        self._spool = TemporaryFile()  # noqa: SIM115  # closed with its holder

    def add(self, report: AnnualReport) -> None:
        """Take in a reading."""
        worth = _worth(report)
        if not self._is_better(report.id, worth):
            return
        if len(self._held) < _IN_MEMORY:
            self._held[report.id] = _Held(worth, _same(report), _wants(report), report, (0, 0))
        else:
            self._put(pack(report))

    def add_packed(self, packed: Packed) -> None:
        """Take in a reading from another process."""
        if self._is_better(packed.id, packed.worth):
            self._put(packed)

    def reports(self) -> Iterator[AnnualReport]:
        """Give the reports in the order of their ids.

        A column's index can show the newest report without saying which post it is: it is left
        out where the post is there.
        """
        for held in self._chosen():
            yield held.report or unpack(self._read(held))

    def packed(self) -> Iterator[tuple[bytes, tuple[str, ...]]]:
        """Give the bytes of the reports in the same order, each with what it wants."""
        for held in self._chosen():
            yield pack(held.report).data if held.report else self._read(held), held.wants

    def all(self) -> Iterator[AnnualReport]:
        """Give every report that is held, also where others may yet say that it is left out."""
        for held in self._held.values():
            yield held.report or unpack(self._read(held))

    def _chosen(self) -> Iterator[_Held]:
        return (self._held[number] for number in chosen({n: held.same for n, held in self._held.items()}))

    def _is_better(self, number: str, worth: Worth) -> bool:
        held = self._held.get(number)
        return held is None or held.worth < worth

    def _put(self, packed: Packed) -> None:
        at = self._spool.seek(0, 2)
        self._spool.write(packed.data)
        place = (at, len(packed.data))
        self._held[packed.id] = _Held(packed.worth, packed.same, packed.wants, None, place)

    def _read(self, held: _Held) -> bytes:
        self._spool.seek(held.place[0])
        return self._spool.read(held.place[1])


def _worth(report: AnnualReport) -> Worth:
    place = report.capture
    return worth(place.url, place.captured_at, place.warc, place.offset)


def _same(report: AnnualReport) -> Same:
    return same(report.id, report.title, report.year)


def _wants(report: AnnualReport) -> tuple[str, ...]:
    metadata = postmeta_url(report.id, report.url)
    return (*(each.url for each in report.attachments), *([metadata] if metadata else []))
