"""The best reading of every report; beyond a few hundred they wait in a file, so memory stays flat."""

import hashlib
import pickle
import struct
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import NamedTuple

from pipelines.postmeta import postmeta_url
from pipelines.precedence import Same, Worth, chosen, same, worth
from pipelines.report import AnnualReport

_IN_MEMORY = 500
_DIGEST = 16


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


# Of a report in the file: what it is the same by, where its head lies, the sizes of head and data. Bytes,
# of which a run may hold as many as there are reports, take a quarter of the room of a tuple.
_PLACE = struct.Struct("<16sQII")


class Gathered:
    """Reports by id: of several readings its column's own page before copies, then the newest."""

    def __init__(self) -> None:
        """Begin without any."""
        self._here: dict[str, AnnualReport] = {}
        self._filed: dict[str, bytes] = {}
        self._file = TemporaryFile()  # noqa: SIM115  # closed with its holder

    def add(self, report: AnnualReport) -> None:
        """Take in a reading."""
        if not self._is_better(report.id, _worth(report)):
            return
        has_room = report.id in self._here or len(self._here) < _IN_MEMORY
        if has_room and report.id not in self._filed:
            self._here[report.id] = report
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
        return map(self._report, self._chosen())

    def packed(self) -> Iterator[tuple[bytes, tuple[str, ...]]]:
        """Give the bytes of the reports in the same order, each with what it wants."""
        for number in self._chosen():
            if report := self._here.get(number):
                packed = pack(report)
                yield packed.data, packed.wants
            else:
                yield self._data(number), self._head(number)[1]

    def all(self) -> Iterator[AnnualReport]:
        """Give every report that is held, also where others may yet say that it is left out."""
        return map(self._report, (*self._here, *self._filed))

    def _chosen(self) -> Iterator[str]:
        here = {number: _digest(_same(report)) for number, report in self._here.items()}
        filed = {number: place[:_DIGEST] for number, place in self._filed.items()}
        return chosen(here | filed)

    def _report(self, number: str) -> AnnualReport:
        return self._here.get(number) or unpack(self._data(number))

    def _is_better(self, number: str, worth: Worth) -> bool:
        if held := self._here.get(number):
            return _worth(held) < worth
        return number not in self._filed or self._head(number)[0] < worth

    def _put(self, packed: Packed) -> None:
        head = pickle.dumps((packed.worth, packed.wants), pickle.HIGHEST_PROTOCOL)
        at = self._file.seek(0, 2)
        self._file.write(head + packed.data)
        self._filed[packed.id] = _PLACE.pack(_digest(packed.same), at, len(head), len(packed.data))

    def _head(self, number: str) -> tuple[Worth, tuple[str, ...]]:
        _what, at, head, _size = _PLACE.unpack(self._filed[number])
        found: tuple[Worth, tuple[str, ...]] = pickle.loads(self._read(at, head))  # noqa: S301  # ours
        return found

    def _data(self, number: str) -> bytes:
        _what, at, head, data = _PLACE.unpack(self._filed[number])
        return self._read(at + head, data)

    def _read(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)


def _digest(what: Same) -> bytes:
    return hashlib.blake2b(repr(what).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _worth(report: AnnualReport) -> Worth:
    place = report.capture
    return worth(place.url, place.captured_at, place.warc, place.offset)


def _same(report: AnnualReport) -> Same:
    return same(report.id, report.title, report.year)


def _wants(report: AnnualReport) -> tuple[str, ...]:
    metadata = postmeta_url(report.id, report.url)
    return (*(each.url for each in report.attachments), *([metadata] if metadata else []))
