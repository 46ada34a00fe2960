"""One rule of the standard, or of this archive, that a record is held against."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.stored import Stored

WARC = "ISO 28500:2017 (WARC 1.1)"
Check = Callable[[Stored], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A stable name, the clause that demands it, and the check: it gives what is wrong."""

    name: str
    clause: str
    check: Check
