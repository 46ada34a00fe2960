"""The rules of one gzip member, beyond the checksum that its reading proves."""

import zlib
from collections.abc import Iterable

from archive.rule import Rule
from archive.stored import Stored


def _padding(stored: Stored) -> Iterable[str]:
    """Tell a bit that is set behind the end of the compressed data, where every writer leaves none.

    The last byte before the trailer holds the end of the data and up to seven bits of filling.
    Its highest bit that is set belongs to the data, unless clearing it changes nothing.
    """
    if not stored.is_compressed or (last := stored.stored[-9]) == 0:
        return
    cleared = last & ~(1 << (last.bit_length() - 1))
    if _unpacks_alike(b"".join((stored.stored[:-9], bytes([cleared]), stored.stored[-8:])), stored.data):
        yield "bits are set behind the end of the compressed data"


def _unpacks_alike(member: bytes, data: bytes) -> bool:
    engine = zlib.decompressobj(31)
    try:
        return engine.decompress(member, len(data) + 1) == data and engine.eof and not engine.unused_data
    except zlib.error:
        return False


MEMBER_RULES = (Rule("gzip.padding", "RFC 1951 3.2.3", _padding),)
