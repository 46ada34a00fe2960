"""Gzip members made and read by the fastest engine that is installed."""

import struct
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
WRITTEN_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + _WRITTEN_BY
_HEAD, _BLOCK = 1 << 16, 0xFFFF
_BLOCK_HEAD, _TRAILER = struct.Struct("<BHH"), struct.Struct("<II")


def compress(record: bytes) -> bytes:
    """Give a record as one gzip member (annex D), without a time stamp.

    igzip takes what is small, where its members are no larger than those of zlib, and the head of what
    is packed already (a body with its content coding on), which is stored behind it; libdeflate takes
    the rest, within 5 % of zlib's level 6.
    """
    if isal_zlib is None or deflate is None:
        engine = zlib.compressobj(6, zlib.DEFLATED, 31)
        packed: bytes = engine.compress(record) + engine.flush()
    elif len(record) < _SMALL:
        packed = isal_zlib.compress(record, 1, 31)
    elif _is_packed(record):
        return _with_body_stored(record)
    else:
        packed = bytes(deflate.gzip_compress(record, 1 if len(record) >= _LARGE else 3))
    return packed[:8] + _WRITTEN_BY + packed[10:]


def _with_body_stored(record: bytes) -> bytes:
    """Pack the heads of a record and of its message, store the body in blocks (RFC 1951 section 3.2.4)."""
    at = 0
    for _ in range(2):
        at = max(at, record.find(b"\r\n\r\n", at, at + _HEAD) + 4)
    engine = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    whole = memoryview(record)  # whose slices are no copies of what may be a large attachment
    head = engine.compress(whole[:at]) + engine.flush(isal_zlib.Z_FULL_FLUSH)
    parts: list[bytes | memoryview] = [WRITTEN_HEADER, head]
    for begin in range(at, max(len(record), at + 1), _BLOCK):
        block = whole[begin : begin + _BLOCK]
        is_last = begin + _BLOCK >= len(record)
        parts += [_BLOCK_HEAD.pack(is_last, len(block), len(block) ^ 0xFFFF), block]
    parts.append(_TRAILER.pack(zlib.crc32(record), len(record) & 0xFFFFFFFF))
    return b"".join(parts)


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
