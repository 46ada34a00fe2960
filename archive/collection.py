"""The folders of a collection, laid out as pywb serves them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import index
from archive.capture import Capture
from archive.index import REVISIT, Entry
from archive.reading import Rank, capture_of, open_warc, read_record_at, same_page


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder with ``archive/``, ``indexes/`` and ``runs/``."""

    root: Path

    @property
    def archive(self) -> Path:
        """Where the WARC files lie."""
        return self.root / "archive"

    @property
    def index(self) -> Path:
        """The sorted index of every capture of every run."""
        return self.root / "indexes" / "index.cdxj"

    @property
    def runs(self) -> Path:
        """Where each run has its folder."""
        return self.root / "runs"

    def make(self) -> None:
        """Make the folders that are not there yet."""
        for folder in (self.archive, self.index.parent, self.runs):
            folder.mkdir(parents=True, exist_ok=True)

    def new_run(self, now: datetime) -> str:
        """Name a run after its start, and make its folder: ``20261123T090000Z``, then ``…Z-2``."""
        name = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        for number in range(1, 1000):
            run = name if number == 1 else f"{name}-{number}"
            try:
                (self.runs / run).mkdir(parents=True)
            except FileExistsError:
                continue
            return run
        raise FileExistsError(f"{self.runs / name} and 999 more names after it are taken")

    def captures_of(self, url: str) -> Iterator[Entry]:
        """Find the indexed captures of a page, over http or https, oldest first."""
        return (entry for entry in index.look_up(self.index, url) if same_page(entry.url) == same_page(url))

    def read(self, entry: Entry) -> Capture:
        """Read the capture that an index line points to."""
        place = (entry.offset, entry.length)
        with open_warc(self.root, entry.filename) as file:
            return capture_of(read_record_at(file, place), entry.filename, place)

    def last(self, url: str) -> Capture | None:
        """Find the newest whole capture of an address, whatever its status; http and https are two."""
        contents = (entry for entry in self.captures_of(url) if entry.mime != REVISIT and entry.url == url)
        for entry in sorted(contents, key=lambda entry: rank_of(entry)[1:], reverse=True):
            capture = self.read(entry)
            if not capture.truncated:
                return capture
        return None

    def find(self, url: str) -> Capture | None:
        """Find the newest whole capture of a page, one with status 200 before any other."""
        contents = (entry for entry in self.captures_of(url) if entry.mime != REVISIT)
        for entry in sorted(contents, key=rank_of, reverse=True):
            capture = self.read(entry)
            if not capture.truncated:
                return capture
        return None


def rank_of(entry: Entry) -> Rank:
    """Give the order in which captures of one page are preferred, the best greatest."""
    return (entry.status == 200, entry.timestamp, entry.filename, entry.offset)
