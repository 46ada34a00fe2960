"""The rules that a record keeps with its neighbours in the file."""

from collections.abc import Iterator

from archive.problem import Problem
from archive.record import Record
from archive.rules_own import check_own, wire_of
from archive.stored import Stored

OURS = "disclosure-archive"


def is_of_ours(record: Record) -> bool:
    """Tell whether a record is the warcinfo of a file that our writer began."""
    return record.type == "warcinfo" and f"software: {OURS}/".encode() in record.block


class Neighbours:
    """Looks at the records of one file in their order."""

    def __init__(self, name: str) -> None:
        """Begin before the first record of a file."""
        self._name = name
        self._first: Stored | None = None
        self._awaited: str | None = None
        self._wire: list[tuple[str, str]] | None = None
        self._is_ours = False

    def interrupt(self) -> None:
        """Forget the exchange that was under way: damage lies between."""
        self._awaited = self._wire = None

    def check(self, stored: Stored) -> Iterator[Problem]:
        """Give what does not fit with the records before."""
        is_ours = is_of_ours(stored.record)
        if self._first is None:
            self._first, self._is_ours = stored, is_ours
        elif is_ours:
            yield Problem("file.warcinfo", "the warcinfo record is not the first of its file", stored.place)
        yield from self._same_writer(stored, self._first)
        yield from self._filename(stored)
        if self._is_ours:
            yield from self._order(stored)
            for message in check_own(stored):
                yield Problem("record.own", f"our writer does not write it so: {message}", stored.place)

    def _same_writer(self, stored: Stored, first: Stored) -> Iterator[Problem]:
        if stored.record.version != first.record.version:
            message = f"the version is {stored.record.version}, the first record's {first.record.version}"
            yield Problem("file.version", message, stored.place)
        if stored.is_compressed != first.is_compressed:
            message = "the record is compressed, the first of the file is not, or the other way about"
            yield Problem("file.members", message, stored.place)
        elif stored.is_compressed and not _headers_fit(stored.stored, first.stored):
            message = f"the gzip header {stored.stored[3:10].hex()} is not that of the writer of the file"
            yield Problem("gzip.header", message, stored.place)

    def _filename(self, stored: Stored) -> Iterator[Problem]:
        printed = stored.record.get("WARC-Filename")
        if stored is self._first and stored.record.type == "warcinfo" and printed not in (None, self._name):
            message = f"WARC-Filename is {printed!r}, the file is called {self._name!r}"
            yield Problem("file.name", message, stored.place)

    def _order(self, stored: Stored) -> Iterator[Problem]:
        """Hold our own files to their order: request, metadata, then the response that ends an exchange."""
        kind, tie = stored.record.type, stored.record.get("WARC-Concurrent-To")
        awaited, self._awaited = self._awaited, None
        wire = wire_of(stored.record)
        if kind == "request":
            well, self._awaited, self._wire = awaited is None, tie, wire
        elif kind == "metadata" and tie:
            well, self._awaited = awaited == tie, tie
        elif kind in ("response", "revisit"):
            well = awaited == stored.record.get("WARC-Record-ID")
        else:
            well = awaited is None
        if not well:
            message = f"a {kind} record stands where {awaited or 'a new exchange'} is awaited"
            yield Problem("exchange.order", message, stored.place)
        elif kind in ("response", "revisit") and self._wire not in (None, wire):
            message = f"its connection is {wire}, that of its request {self._wire}"
            yield Problem("exchange.address", message, stored.place)
        if kind not in ("request", "metadata"):
            self._wire = None


def _headers_fit(member: bytes, first: bytes) -> bool:
    """Compare FLG, XFL and OS, and whether there is a time: one writer writes them alike."""
    timed, first_timed = any(member[4:8]), any(first[4:8])
    return (member[3], member[8:10], timed) == (first[3], first[8:10], first_timed)
