"""The best reading of every report; beyond a few hundred they wait in a file, so memory stays flat."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import NamedTuple

from pipelines.address import rank
from pipelines.line import squeezed
from pipelines.report import AnnualReport

_IN_MEMORY = 500

Worth = tuple[int, str, str, str, int]
Same = tuple[str, str, int | None]


class Packed(NamedTuple):
    """A report on its way between processes or to a file: what decides about it, and its bytes."""

    id: str
    worth: Worth
    same: Same
    data: bytes


class _Held(NamedTuple):
    worth: Worth
    same: Same
    report: AnnualReport | None
    place: tuple[int, int]


def pack(report: AnnualReport) -> Packed:
    """Pack a report."""
    return Packed(report.id, _worth(report), _same(report), pickle.dumps(report, pickle.HIGHEST_PROTOCOL))


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
            self._held[report.id] = _Held(worth, _same(report), report, (0, 0))
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
        numbered = {held.same for number, held in self._held.items() if _is_numbered(number)}
        for number, held in sorted(self._held.items()):
            if _is_numbered(number) or held.same not in numbered:
                yield held.report or self._read(held.place)

    def _is_better(self, number: str, worth: Worth) -> bool:
        held = self._held.get(number)
        return held is None or held.worth < worth

    def _put(self, packed: Packed) -> None:
        at = self._spool.seek(0, 2)
        self._spool.write(packed.data)
        self._held[packed.id] = _Held(packed.worth, packed.same, None, (at, len(packed.data)))

    def _read(self, place: tuple[int, int]) -> AnnualReport:
        self._spool.seek(place[0])
        report: AnnualReport = pickle.loads(self._spool.read(place[1]))  # noqa: S301  # our own bytes
        return report


def _worth(report: AnnualReport) -> Worth:
    place = report.capture
    return (-rank(place.url), place.captured_at, place.url, place.warc, place.offset)


def _same(report: AnnualReport) -> Same:
    return report.id.partition("/")[0], squeezed(report.title), report.year


def _is_numbered(number: str) -> bool:
    return number.rpartition("/")[2].isdecimal()
