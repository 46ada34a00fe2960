"""The folder of a run: made, taken up again after a kill, or closed for good."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.atomic import replacing
from archive.chain import seal
from archive.collection import Collection
from archive.index import merge_journal
from archive.indexing import heal
from archive.recording import JOURNAL
from archive.resume import Remains, gather

logger = logging.getLogger(__name__)
STARTED, ENDED = "started.json", "run.json"


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that may go on: its name, when it first began, and what it has so far."""

    run: str
    started_at: datetime
    remains: Remains
    is_resumed: bool


def begin(collection: Collection, arguments: dict[str, str], now: datetime, within: timedelta) -> Begun:
    """Go on with the run that was killed, if it was the same and not too long ago; else begin one.

    Other runs that were killed are closed: their files made whole and indexed, so that
    nothing of them is lost. The lock of the collection must be held.

    Raises:
        OSError: where the folders cannot be written.
    """
    collection.make()
    for journal in sorted(collection.runs.glob(f"*/{JOURNAL}")):
        if (journal.parent / ENDED).exists():  # the run came to its end on a disk too full for the index
            merge_journal(journal, collection.index)
    resumable = None
    for folder in sorted(path for path in collection.runs.iterdir() if not (path / ENDED).exists()):
        started = read_started(folder)
        remains = gather(collection, folder.name)
        recent = started is not None and now - started[0] <= within
        if started and recent and started[1] == arguments and not arguments.get("replay"):
            if resumable:
                _close(collection, resumable)
            resumable = Begun(folder.name, started[0], remains, is_resumed=True)
        else:
            _close(collection, Begun(folder.name, started[0] if started else now, remains, is_resumed=False))
    if heal(collection.root, collection.index, resumable.remains.files if resumable else ()):
        logger.warning("The index was torn or did not know all files: it was written anew from the records.")
    if resumable:
        return resumable
    run = collection.new_run(now)
    words = {"started_at": now.isoformat(), "arguments": arguments}
    with replacing(collection.runs / run / STARTED) as file:
        file.write(json.dumps(words, ensure_ascii=False).encode() + b"\n")
    return Begun(run, now, Remains(), is_resumed=False)


def read_started(folder: Path) -> tuple[datetime, dict[str, str]] | None:
    """Read when a run began and with what; ``None`` where it was killed before it wrote that."""
    try:
        words = json.loads((folder / STARTED).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return datetime.fromisoformat(words["started_at"]), words["arguments"]


def _close(collection: Collection, begun: Begun) -> None:
    merge_journal(collection.runs / begun.run / JOURNAL, collection.index)
    words: dict[str, object] = {
        "schema": 1,
        "run": begun.run,
        "started_at": begun.started_at.isoformat(timespec="seconds"),
        "finished_at": _last_sign(begun).isoformat(timespec="seconds"),
        "exit_status": 3,
        "reason": "interrupted",
        "failed": "the run was killed, and another one was begun in its place; its captures are kept",
        "warcs": begun.remains.files,
    }
    left = files_of(collection, begun.run, begun.remains.files)
    words["seal"] = seal(collection, begun.run, left, words)
    with replacing(collection.runs / begun.run / ENDED) as file:
        file.write(json.dumps(words, ensure_ascii=False, indent=1).encode() + b"\n")


def _last_sign(begun: Begun) -> datetime:
    """Give when a killed run archived its last page: nobody was there to note its end."""
    moments = (entry.captured_at for entry in begun.remains.pages.values())
    return max((datetime.fromisoformat(each) for each in moments), default=begun.started_at)


def files_of(collection: Collection, run: str, warcs: Iterable[str]) -> list[Path]:
    """Give the files that a run leaves behind and vouches for."""
    names = (STARTED, "reports.jsonl", "ledger.jsonl", "problems.jsonl")
    paths = [collection.archive / name for name in warcs] + [collection.runs / run / name for name in names]
    return [path for path in paths if path.exists()]
