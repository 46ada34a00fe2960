"""What a damaged file holds, counted before it is written anew: so its records find their place again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.digest import sha256
from archive.gzip_members import WRITTEN_HEADER, compress
from archive.pieces import Piece
from archive.record import Record, serialise_record
from archive.rules_file import is_of_ours

# The order of our own writer within an exchange: the main record comes last.
_RANKS = {"request": 0, "metadata": 1}


def once(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give each record once: the same again, byte for byte, goes aside."""
    seen: dict[str, str] = {}
    for piece in pieces:
        name = piece.record.get("WARC-Record-ID") if piece.record else None
        digest = sha256(piece.data) if name else ""
        if name and seen.get(name) == digest:
            yield Piece(piece.offset, piece.data, None, f"{name} stands here again")
            continue
        if name:
            seen.setdefault(name, digest)
        yield piece


class Census:
    """The records of one file, by the exchange to which they belong."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Count the pieces."""
        self._ids: set[str] = set()
        self._exchanges: Counter[str] = Counter()
        self._info: Piece | None = None
        # Of a file that others wrote and that is whole, what a record is tied to can lie in another file.
        self._is_judged = False
        for piece in pieces:
            self._is_judged |= piece.record is None or piece.is_changed
            if piece.record is None:
                continue
            self._ids.add(piece.record.get("WARC-Record-ID") or "")
            self._exchanges[_exchange(piece.record)] += 1
            if self._info is None and is_of_ours(piece.record):
                self._info, self._is_judged = piece, True

    def arrange(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Give the pieces as they are to be written; what belongs to a record that is lost is none.

        Files of our own writer get back its order and its gzip headers. Only what stands out of
        place waits in memory.
        """
        if self._info is None:
            yield from map(self._without_response, pieces)
            return
        yield _with_our_header(self._info)
        waiting: dict[str, list[Piece]] = defaultdict(list)
        for piece in map(self._without_response, pieces):
            if piece.record is None:
                yield piece
                continue
            if piece.offset == self._info.offset and is_of_ours(piece.record):
                continue
            exchange = _exchange(piece.record)
            waiting[exchange].append(_with_our_header(piece))
            if len(waiting[exchange]) == self._exchanges[exchange]:
                yield from sorted(waiting.pop(exchange), key=_rank)

    def _without_response(self, piece: Piece) -> Piece:
        """Put aside what is tied to a record that is lost."""
        tie = piece.record.get("WARC-Concurrent-To") if piece.record else None
        if not self._is_judged or tie is None or tie in self._ids:
            return piece
        return Piece(piece.offset, piece.data, None, f"it belongs to {tie}, which is lost")


def _exchange(record: Record) -> str:
    return record.get("WARC-Concurrent-To") or record.get("WARC-Record-ID") or ""


def _rank(piece: Piece) -> int:
    return _RANKS.get(piece.record.type, len(_RANKS)) if piece.record else 0


def _with_our_header(piece: Piece) -> Piece:
    if piece.record is None or piece.data.startswith(WRITTEN_HEADER):
        return piece
    has_more = piece.data[3] & ~1  # flags of names, comments, extra fields (RFC 1952 section 2.3.1)
    whole = compress(serialise_record(piece.record)) if has_more else WRITTEN_HEADER + piece.data[10:]
    return replace(piece, data=whole, is_changed=True)
