"""The folders of a collection, laid out as pywb serves them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import index
from archive.capture import Capture
from archive.index import REVISIT, Entry
from archive.order import Rank, after, rank
from archive.reading import capture_of, open_warc, read_record_at, repeat_of, same_page
from archive.revisit import Unresolved, original_entry


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
        """Name a run after its start, and make its folder: ``20261123T090000Z``.

        Names keep the order of the runs. Where the clock has gone back, and for a second run in
        one second, it is the second behind all that is there. The lock must be held.
        """
        runs, files = ([path.name for path in folder.glob("*")] for folder in (self.runs, self.archive))
        earlier = [*runs, *files, *self._end_of(max(runs, default=""))]
        run = after(earlier, now).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        (self.runs / run).mkdir(parents=True)
        return run

    def _end_of(self, run: str) -> Iterator[str]:
        """Read when a run ended: its captures reach until then."""
        file = self.runs / run / "run.json"
        if file.is_file():
            with suppress(ValueError, KeyError, TypeError):  # told by whoever compares the runs
                yield str(json.loads(file.read_bytes())["finished_at"])

    def captures_of(self, url: str) -> Iterator[Entry]:
        """Find the indexed captures of a page, over http or https, oldest first."""
        return (entry for entry in index.look_up(self.index, url) if same_page(entry.url) == same_page(url))

    def read(self, entry: Entry, also: Mapping[str, Entry] | None = None) -> Capture | None:
        """Read the capture that an index line points to; of a revisit of another page, with its body.

        ``None`` for a revisit of the same page, which holds nothing new, and for one whose target
        stands neither in the index nor in ``also``, lines by page that are not in the index yet.
        """
        place = (entry.offset, entry.length)
        with open_warc(self.root, entry.filename) as file:
            record = read_record_at(file, place)
        if record.type != "revisit":
            return capture_of(record, entry.filename, place)
        page = same_page(record.get("WARC-Refers-To-Target-URI") or record.target)
        if page == same_page(record.target):
            return None
        more = (also or {}).get(page)
        try:
            held = original_entry(record, lambda url: [*self.captures_of(url), *([more] if more else [])])
        except Unresolved:  # which is verify's to tell
            return None
        at = (held.offset, held.length)
        with open_warc(self.root, held.filename) as file:
            return repeat_of(record, entry.filename, place, read_record_at(file, at))

    def last(self, url: str, status: int) -> Capture | None:
        """Find the newest whole capture of an address that has a status; http and https are two."""
        contents = (entry for entry in self._contents(url) if entry.url == url and entry.status == status)
        return self._first_whole(sorted(contents, key=lambda entry: rank_of(entry)[1:], reverse=True))

    def find(self, url: str) -> Capture | None:
        """Find the newest whole capture of a page, one with status 200 before any other."""
        return self._first_whole(sorted(self._contents(url), key=rank_of, reverse=True))

    def _contents(self, url: str) -> Iterator[Entry]:
        """Give what holds a content of a page: its captures, and of revisits of another page the first."""
        before = ""
        for entry in self.captures_of(url):
            if entry.mime != REVISIT or entry.digest != before:
                before = entry.digest
                yield entry

    def _first_whole(self, entries: Iterable[Entry]) -> Capture | None:
        captures = map(self.read, entries)
        return next((capture for capture in captures if capture and not capture.truncated), None)


def rank_of(entry: Entry) -> Rank:
    """Give the order in which captures of one page are preferred, the best greatest."""
    return rank(entry.status, entry.captured_at, entry.filename, entry.offset)
