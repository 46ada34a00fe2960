"""The best reading of every report; beyond a few hundred they wait in a file, so memory stays flat."""

import hashlib
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


class _Place(NamedTuple):
    """Where a packed report lies in the file: what decides about it, then its own bytes."""

    at: int
    data_at: int
    end: int


class Gathered:
    """Reports by id: of several readings its column's own page before copies, then the newest.

    Of those in the file memory holds the id, a digest and the place.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._same: dict[str, bytes] = {}
        self._here: dict[str, AnnualReport] = {}
        self._filed: dict[str, _Place] = {}
        self._file = TemporaryFile()  # noqa: SIM115  # closed with its holder

    def add(self, report: AnnualReport) -> None:
        """Take in a reading."""
        if not self._is_better(report.id, _worth(report)):
            return
        has_room = report.id in self._here or len(self._here) < _IN_MEMORY
        if has_room and report.id not in self._filed:
            self._here[report.id] = report
            self._same[report.id] = _digest(_same(report))
        else:
            self._put(pack(report))

    def add_packed(self, packed: Packed) -> None:
        """Take in a reading from another process."""
        if self._is_better(packed.id, packed.worth):
            self._here.pop(packed.id, None)
            self._put(packed)

    def reports(self) -> Iterator[AnnualReport]:
        """Give the reports in the order of their ids.

        A column's index can show the newest report without saying which post it is: it is left
        out where the post is there.
        """
        return map(self._report, chosen(self._same))

    def packed(self) -> Iterator[tuple[bytes, tuple[str, ...]]]:
        """Give the bytes of the reports in the same order, each with what it wants."""
        for number in chosen(self._same):
            if report := self._here.get(number):
                packed = pack(report)
                yield packed.data, packed.wants
            else:
                yield self._data(number), self._head(number)[1]

    def all(self) -> Iterator[AnnualReport]:
        """Give every report that is held, also where others may yet say that it is left out."""
        return map(self._report, self._same)

    def _report(self, number: str) -> AnnualReport:
        return self._here.get(number) or unpack(self._data(number))

    def _is_better(self, number: str, worth: Worth) -> bool:
        if number not in self._same:
            return True
        held = self._here.get(number)
        return (_worth(held) if held else self._head(number)[0]) < worth

    def _put(self, packed: Packed) -> None:
        head = pickle.dumps((packed.worth, packed.wants), pickle.HIGHEST_PROTOCOL)
        at = self._file.seek(0, 2)
        self._file.write(head + packed.data)
        self._filed[packed.id] = _Place(at, at + len(head), at + len(head) + len(packed.data))
        self._same[packed.id] = _digest(packed.same)

    def _head(self, number: str) -> tuple[Worth, tuple[str, ...]]:
        place = self._filed[number]
        head: tuple[Worth, tuple[str, ...]] = pickle.loads(self._read(place.at, place.data_at))  # noqa: S301  # ours
        return head

    def _data(self, number: str) -> bytes:
        place = self._filed[number]
        return self._read(place.data_at, place.end)

    def _read(self, begin: int, end: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(end - begin)


def _digest(what: Same) -> bytes:
    return hashlib.blake2b(repr(what).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _worth(report: AnnualReport) -> Worth:
    place = report.capture
    return worth(place.url, place.captured_at, place.warc, place.offset)


def _same(report: AnnualReport) -> Same:
    return same(report.id, report.title, report.year)


def _wants(report: AnnualReport) -> tuple[str, ...]:
    metadata = postmeta_url(report.id, report.url)
    return (*(each.url for each in report.attachments), *([metadata] if metadata else []))
