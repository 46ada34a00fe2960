"""The exchanges of one run, kept in WARC files with an index line each."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedWriter

from archive import index
from archive.capture import Capture
from archive.collection import Collection
from archive.digest import sha256
from archive.exchange import Exchange, Failure
from archive.index import Entry, entry_of
from archive.record import print_date
from archive.warc import Fields, record_of_failure, records_of, warcinfo
from archive.warc_file import WarcFile, compress

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


class Recording:
    """Keeps exchanges: a record is on the disk, and its index line written, when ``keep`` returns."""

    def __init__(self, collection: Collection, run: str, policy: Policy) -> None:
        """Begin the recording of a run whose folder is there; a file is made with its first record."""
        self._collection = collection
        self._policy = policy
        self._journal_path = collection.runs / run / JOURNAL
        self._journal: BufferedWriter = self._journal_path.open("ab")
        self._file: WarcFile | None = None
        self._serial = 0
        self.bytes_written = 0
        self.files: list[str] = []

    def keep(self, exchange: Exchange, notes: Fields | None = None) -> Capture:
        """Write the records of an exchange, then its index line.

        Raises:
            NotWritten: nothing of the exchange is in the archive then.
        """
        records = records_of(exchange, digest_on_chunked=self._policy.digest_on_chunked, notes=notes)
        before = [compress(record) for record in records.before]
        response = compress(records.response)
        file = self._open_file(exchange.started_at)
        offset = file.size + sum(map(len, before))
        file.append([*before, response])
        self.bytes_written += len(response) + offset - file.size
        capture = Capture(
            url=records.url,
            captured_at=records.captured_at,
            warc=file.path.name,
            offset=offset,
            length=len(response),
            record_id=records.record_id,
            payload_digest=records.payload_digest,
            message=exchange.response,
            truncated=exchange.truncated,
        )
        self._note(entry_of(capture, sha256(response)))
        self._rotate()
        return capture

    def keep_failure(self, failure: Failure) -> None:
        """Write the metadata record of an attempt that brought no response. Raises ``NotWritten``."""
        self._open_file(failure.started_at).append([compress(record_of_failure(failure))])
        self._rotate()

    def close(self) -> None:
        """Close the file, and merge this run's index lines into the collection's index."""
        if self._file:
            self._file.close()
            self._file = None
        self._journal.close()
        index.merge_journal(self._journal_path, self._collection.index)

    def _open_file(self, now: datetime) -> WarcFile:
        if self._file is None:
            self._serial += 1
            stamp = now.astimezone(UTC).strftime("%Y%m%d%H%M%S")
            name = f"{self._policy.prefix}-{stamp}-{self._serial:05}-{socket.gethostname()}.warc.gz"
            self._file = WarcFile(self._collection.archive / name)
            self.files.append(name)
            self._file.append([compress(warcinfo(name, print_date(now), self._policy.info))])
        return self._file

    def _rotate(self) -> None:
        if self._file and self._file.size >= self._policy.max_size:
            self._file.close()
            self._file = None

    def _note(self, entry: Entry) -> None:
        self._journal.write(f"{entry.to_line()}\n".encode())
        self._journal.flush()
