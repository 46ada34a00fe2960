"""Gzip members made and read by the fastest engine that is installed."""

import zlib
from typing import Any

# Without them everything works, at the speed of zlib.
isal_zlib: Any = None
deflate: Any = None
try:
    import deflate
    from isal import isal_zlib
except ImportError:
    pass

_SMALL, _LARGE, _SAMPLE = 2048, 32768, 4096
# XFL and OS as zlib writes them: members of one file look alike, whichever engine made them.
_WRITTEN_BY = b"\x00\x03"


def compress(record: bytes) -> bytes:
    """Give a record as one gzip member (annex D), without a time stamp.

    igzip takes what is small or packed already (a body with its content coding on), where its
    members are no larger than those of zlib; libdeflate the rest, within 5 % of zlib's level 6.
    """
    engine: Any
    if isal_zlib is None or deflate is None:
        engine = zlib.compressobj(6, zlib.DEFLATED, 31)
    elif len(record) < _SMALL or _is_packed(record):
        engine = isal_zlib.compressobj(1, isal_zlib.DEFLATED, 31)
    else:
        member = bytes(deflate.gzip_compress(record, 1 if len(record) >= _LARGE else 3))
        return member[:8] + _WRITTEN_BY + member[10:]
    packed: bytes = engine.compress(record) + engine.flush()
    return packed[:8] + _WRITTEN_BY + packed[10:]


def _is_packed(record: bytes) -> bool:
    middle = len(record) // 2
    sample = record[middle : middle + _SAMPLE]
    return len(isal_zlib.compress(sample, 0)) > 0.9 * len(sample)


def unpack(data: bytes, limit: int) -> tuple[bytes, bytes] | None:
    """Give what the member at the start of the data unpacks to, its checksum proved, and what follows it.

    ``None`` where the member does not end within the data, is damaged, or has more than ``limit``
    bytes: zlib then says what is wrong with it.
    """
    if isal_zlib is None:
        return None
    engine = isal_zlib.decompressobj(31)
    try:
        unpacked: bytes = engine.decompress(data, limit)
    except isal_zlib.error:
        return None
    return (unpacked, engine.unused_data) if engine.eof else None
