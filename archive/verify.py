"""An archive held against the rules: findings and notes, one after the other, in flat memory."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from archive import http, rules_between, rules_index
from archive.bagit import is_bag, verify_bag
from archive.claims import Claims
from archive.foreign import Unpacked
from archive.indexing import entry_of_record
from archive.members import Damage
from archive.problem import Note, Problem
from archive.reading import BROKEN_ZIP, Unreadable, kind_of, open_warcs
from archive.rules import RECORD_RULES
from archive.rules_file import Neighbours
from archive.stored import Stored, read_stored
from archive.verify_collection import verify_beside
from archive.verify_package import verify_package
from archive.words import counted

Finding = Problem | Note


class Verification:
    """What is known of one input while its files are read."""

    def __init__(self, stack: ExitStack) -> None:
        """Begin before the first file; the stack takes temporary files away."""
        self.ids = Claims(stack)
        self.places = Claims(stack)
        self.counts: Counter[str] = Counter()

    def read(self, name: str, file: BinaryIO) -> Iterator[Problem]:
        """Hold one WARC file against the rules of records and of their order."""
        self.counts["files"] += 1
        neighbours, is_empty = Neighbours(name), True
        if isinstance(file, Unpacked) and file.is_gzip:
            message = "one gzip member holds many records: none can be reached but by unpacking all before it"
            yield Problem("file.members", message, name)
        for found in read_stored(file, name):
            if is_empty and name.endswith(".gz") and _is_plain(found, file):
                yield Problem("file.members", "the file is called .gz, and is not compressed", name)
            is_empty = False
            if isinstance(found, Damage):
                neighbours.interrupt()
                message = f"{found.message} ({found.length} bytes)"
                yield Problem("file.damage", message, f"{name}@{found.offset}")
                continue
            for rule in RECORD_RULES:
                for message in rule.check(found):
                    yield Problem(rule.name, message, found.place)
            yield from neighbours.check(found)
            self._note(found)
        if is_empty:
            yield Problem("file.empty", "the file holds no record", name)

    def _note(self, stored: Stored) -> None:
        rules_between.claim(stored, self.ids)
        if entry := entry_of_record(stored):
            rules_index.claim_record(entry.to_line(), stored.file, stored.offset, self.places)
        self.counts["records"] += 1
        self.counts[stored.record.type] += 1
        head = stored.http_head if stored.record.get("WARC-Payload-Digest") else None
        if head and stored.record.type == "response" and http.is_chunked(head):
            self.counts["chunked with digest"] += 1


def _is_plain(first: Stored | Damage, file: BinaryIO) -> bool:
    return isinstance(first, Stored) and not first.is_compressed and not isinstance(file, Unpacked)


def verify(path: Path) -> Iterator[Finding]:
    """Hold a collection, a WARC file or a package against every rule that applies to it.

    Nothing is raised for bad bytes in what was an archive.

    Raises:
        Unreadable: for what never was one.
    """
    if is_bag(path):
        yield from verify_bag(path)
        yield from verify(path / "data")
        return
    with ExitStack() as stack:
        state, kind = Verification(stack), kind_of(path)
        try:
            for name, file in open_warcs(path):
                yield from state.read(name, file)
        except BROKEN_ZIP as error:
            if isinstance(error, Unreadable) and kind != "collection" and path.suffix != ".wacz":
                raise
            yield Problem("input.unreadable", f"cannot be read on: {error}", str(path))
        if kind == "package":
            yield from verify_package(path, state.ids, state.places)
        elif kind == "collection":
            yield from verify_beside(path, state.ids, state.places)
        yield from rules_between.judge(state.ids, is_whole=kind != "file")
        yield from _notes(path, state.counts)


def _notes(path: Path, counts: Counter[str]) -> Iterator[Note]:
    yield Note(
        f"{path}: {counted(counts['files'], 'file')}, {counted(counts['records'], 'record')},"
        f" {counted(counts['response'], 'response')} and {counted(counts['revisit'], 'revisit')} among them"
    )
    if chunked := counts["chunked with digest"]:
        yield Note(
            f"{path}: warcio check and FastWARC check -p will wrongly call the payload digests of {chunked}"
            " chunked responses failed (verify --explain says why)"
        )
    if revisits := counts["revisit"]:
        yield Note(
            f"{path}: FastWARC check -p will wrongly call the payload digests of {revisits} revisits failed"
            " (verify --explain says why)"
        )
