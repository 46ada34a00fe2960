"""Gzip members made and read by the fastest engine that is installed."""

import zlib
from typing import Protocol

try:
    from isal import isal_zlib
    from zlib_ng import zlib_ng
except ImportError:  # without them everything works, at the speed of zlib
    isal_zlib = zlib_ng = None

# What an engine raises for data that is damaged.
ERRORS: tuple[type[Exception], ...] = (zlib.error, isal_zlib.error) if isal_zlib else (zlib.error,)
_SMALL, _SAMPLE = 2048, 4096


class Inflater(Protocol):
    """What reads one member: as ``zlib.decompressobj``."""

    eof: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes:
        """Give what the data unpacks to, at most so many bytes at once where a number is given."""
        ...


def compress(record: bytes) -> bytes:
    """Give a record as one gzip member (annex D), without a time stamp.

    igzip takes what is small or packed already (a body with its content coding on), where its
    members are no larger than those of zlib; zlib-ng the rest, within 2 % of zlib's level 6.
    """
    if isal_zlib is None:
        engine = zlib.compressobj(6, zlib.DEFLATED, 31)
    elif len(record) < _SMALL or _is_packed(record):
        engine = isal_zlib.compressobj(1, isal_zlib.DEFLATED, 31)
    else:
        engine = zlib_ng.compressobj(4, zlib_ng.DEFLATED, 31)
    return engine.compress(record) + engine.flush()


def _is_packed(record: bytes) -> bool:
    middle = len(record) // 2
    sample = record[middle : middle + _SAMPLE]
    return len(isal_zlib.compress(sample, 0)) > 0.9 * len(sample)


def inflater() -> Inflater:
    """Give an engine that reads one member, and proves its checksum and length."""
    return isal_zlib.decompressobj(31) if isal_zlib else zlib.decompressobj(31)
