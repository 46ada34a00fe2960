"""The exchanges of one run, kept in WARC files with an index line each."""

import errno
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive import index
from archive.capture import Capture, Original
from archive.collection import Collection
from archive.digest import sha256
from archive.exchange import Exchange, Failure
from archive.gzip_members import compress
from archive.index import Entry, as_revisit, entry_of
from archive.order import digits_of
from archive.record import print_date
from archive.warc import Fields, Records, record_of_failure, records_of, warcinfo
from archive.warc_file import NotWritten, WarcFile

JOURNAL = "index.cdxj.open"


@dataclass(frozen=True, slots=True)
class Policy:
    """How files are named, when they are closed, and what they say of themselves.

    ``max_size`` is in bytes as stored. ``info`` are the fields of the warcinfo record.
    """

    prefix: str
    info: Mapping[str, str]
    max_size: int = 1 << 30
    digest_on_chunked: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an exchange: its outcome for the ledger, its record, the capture to read.

    ``outcome`` is ``new``, ``changed``, ``unchanged`` or ``not-modified``. ``capture`` holds
    the content: of the last two it is the earlier capture of the page, which the revisit repeats.
    """

    outcome: str
    record_id: str
    capture: Capture


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be kept, notes for its metadata record, the last capture of its page."""

    what: Exchange | Failure
    notes: Fields | None = None
    earlier: Capture | None = None


class Recording:
    """Keeps exchanges: a record is on the disk, and its index line written, when ``keep`` returns."""

    def __init__(self, collection: Collection, run: str, policy: Policy, files: Sequence[str] = ()) -> None:
        """Begin the recording of a run whose folder is there, or go on after the ``files`` it has.

        A file is made with its first record.
        """
        self._collection = collection
        self._policy = policy
        self._run = run
        self._journal_path = collection.runs / run / JOURNAL
        self._journal = self._journal_path.open("ab", buffering=0)
        self._file: WarcFile | None = None
        # What the open file holds by its digest: a file leans on no other for an address that is new.
        self._payloads: dict[str, Original] = {}
        self.files = list(files)
        self.bytes_written = 0

    def keep(self, exchange: Exchange, notes: Fields | None = None, earlier: Capture | None = None) -> Kept:
        """Write the records of an exchange, then its index line.

        ``earlier`` is the last capture of the same page: what repeats it is written as a
        revisit of it. So is a document or a picture that another address gave in this file.

        Raises:
            NotWritten: nothing of the exchange is in the archive then.
        """
        kept = self.keep_all([Order(exchange, notes, earlier)])[0]
        if kept is None:
            raise TypeError("an exchange was kept as a failure")
        return kept

    def keep_failure(self, failure: Failure) -> None:
        """Write the metadata record of an attempt that brought no response. Raises ``NotWritten``."""
        self.keep_all([Order(failure)])

    def keep_all(self, orders: Sequence[Order]) -> list[Kept | None]:
        """Write the records of several exchanges with one sync, then their index lines.

        Gives what became of the first of them, ``None`` for a failure: where the file is full
        before the last, the others are to be asked for again.

        Raises:
            NotWritten: nothing of the exchanges is in the archive then.
        """
        file = self._open_file(orders[0].what.started_at)
        members: list[bytes] = []
        entries: list[Entry] = []
        kept: list[Kept | None] = []
        end = file.size
        for order in orders:
            if end >= self._policy.max_size and kept:
                break
            if isinstance(order.what, Failure):
                members.append(compress(record_of_failure(order.what)))
                kept.append(None)
            else:
                records, packed = self._packed(order.what, order)
                capture = _capture_of(
                    order.what, records, file.path.name, end + _size(packed[:-1]), packed[-1]
                )
                members += packed
                entry = entry_of(capture, sha256(packed[-1]))
                entries.append(as_revisit(entry) if records.original else entry)
                kept.append(_kept(capture, records, order.earlier))
            end = file.size + _size(members)
        file.append(members)
        self.bytes_written += _size(members)
        self._note(entries)
        self._rotate()
        return kept

    def _packed(self, exchange: Exchange, order: Order) -> tuple[Records, list[bytes]]:
        records = records_of(
            exchange,
            original=order.earlier.original if order.earlier else None,
            alike=self._payloads.get,
            digest_on_chunked=self._policy.digest_on_chunked,
            notes=order.notes,
        )
        if records.is_repeatable:
            own = Original(records.url, records.captured_at, records.record_id, records.payload_digest)
            self._payloads[own.payload_digest] = own
        return records, [compress(record) for record in (*records.before, records.main)]

    def close(self) -> None:
        """Close the file, and merge this run's index lines into the collection's index."""
        if self._file:
            self._file.close()
            self._file = None
        self._journal.close()
        index.merge_journal(self._journal_path, self._collection.index)

    def _open_file(self, now: datetime) -> WarcFile:
        if self._file is None:
            # Never before its run's name, which never goes back where the clock does.
            stamp = max(now.astimezone(UTC).strftime("%Y%m%d%H%M%S"), digits_of(self._run))
            name = f"{self._policy.prefix}-{stamp}-{len(self.files) + 1:05}-{socket.gethostname()}.warc.gz"
            self._file = WarcFile(self._collection.archive / name)
            self._payloads.clear()
            self.files.append(name)
            info = {**self._policy.info, "run": self._run}
            self._file.append([compress(warcinfo(name, print_date(now), info))])
        return self._file

    def _rotate(self) -> None:
        if self._file and self._file.size >= self._policy.max_size:
            self._file.close()
            self._file = None

    def _note(self, entries: Sequence[Entry]) -> None:
        lines = "".join(f"{entry.to_line()}\n" for entry in entries).encode()
        try:
            written = self._journal.write(lines)
        except OSError as error:
            raise NotWritten(
                error.errno, f"cannot write to {self._journal_path}: {error.strerror}"
            ) from error
        if written != len(lines):  # a disk that has just become full takes a part without complaint
            raise NotWritten(errno.ENOSPC, f"cannot write to {self._journal_path}: no space left for a line")


def _size(members: Sequence[bytes]) -> int:
    return sum(map(len, members))


def _capture_of(exchange: Exchange, records: Records, warc: str, offset: int, main: bytes) -> Capture:
    capture = Capture(
        url=records.url,
        captured_at=records.captured_at,
        warc=warc,
        offset=offset,
        length=len(main),
        record_id=records.record_id,
        payload_digest=records.payload_digest,
        message=exchange.response,
        truncated=exchange.truncated,
        repeats=records.original,
    )
    vars(capture)["headers"] = records.head  # which was read for the records already
    return capture


def _kept(capture: Capture, records: Records, earlier: Capture | None) -> Kept:
    if earlier is None or records.original != earlier.original:
        return Kept("changed" if earlier else "new", capture.record_id, capture)
    return Kept("not-modified" if capture.status == 304 else "unchanged", capture.record_id, earlier)
