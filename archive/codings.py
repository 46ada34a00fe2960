"""The content codings of HTTP (RFC 9110, section 8.4.1), each taken away within a limit."""

import importlib
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from archive.gzip_members import unpack

_STEP = 1 << 18
# gzip (RFC 1952) and zlib (RFC 1950) with the window that everybody uses.
_WRAPPED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


class UnknownCoding(ValueError):
    """A content coding that cannot be taken away here; names the coding, or what is missing for it."""


def inflate(body: bytes, limit: int) -> bytes:
    """Unpack gzip and deflate, the latter with or without its wrapper; a wrong checksum is no harm."""
    if limit <= 0:  # to zlib that is none
        return b""
    if (whole := unpack(body, limit)) and not whole[1]:  # one sound gzip member, as nearly always
        return whole[0]
    if body.startswith(_WRAPPED):
        return _unpacked(body, limit) or body
    # zlib with a small window; then bare deflate, which some servers send for "deflate". Neither can be
    # told from a text by its first bytes: it is right to its end or no such thing.
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(wbits).decompress(body, limit) or body
        except zlib.error:
            pass  # not this one
    return body


def _unpacked(body: bytes, limit: int) -> bytes:
    """Unpack members one behind the other, up to the byte that zlib does not take."""
    out, rest, step = bytearray(), memoryview(body), _STEP
    engine = zlib.decompressobj(zlib.MAX_WBITS | 32)
    while rest and step and len(out) < limit:
        before, piece = engine.copy(), rest[:step]
        try:
            out += engine.decompress(piece, limit - len(out))
        except zlib.error:
            engine, step = before, step // 16  # what comes before the damage is in this piece
            continue
        rest = rest[len(piece) - len(engine.unused_data) :]
        if engine.eof:
            engine = zlib.decompressobj(zlib.MAX_WBITS | 32)
    return bytes(out)


def unbrotli(body: bytes, limit: int) -> bytes:
    """Unpack Brotli (RFC 7932).

    By brotlicffi: two packages call themselves ``brotli``, and of the one that pywb brings no limit
    can be asked.
    """
    brotli = _library("br", "brotlicffi")
    engine = brotli.Decompressor()
    out: list[bytes] = []
    rest, size = body, 0
    try:
        while size < limit and not engine.is_finished():
            out.append(engine.process(rest, output_buffer_limit=min(_STEP, limit - size)))
            size += len(out[-1])
            rest = b""
            if not out[-1]:
                break  # the end is missing
    except brotli.error:
        return b"".join(out) or body
    return b"".join(out)


def unzstd(body: bytes, limit: int) -> bytes:
    """Unpack Zstandard (RFC 8878), all its frames."""
    zstd = _library("zstd", "compression.zstd", "backports.zstd")  # the first since Python 3.14
    out: list[bytes] = []
    rest, size = body, 0
    try:
        while rest and size < limit:
            engine = zstd.ZstdDecompressor()
            out.append(engine.decompress(rest, limit - size))
            size += len(out[-1])
            rest = engine.unused_data if engine.eof else b""
    except zstd.ZstdError:
        return b"".join(out) or body
    return b"".join(out)


def _library(coding: str, *names: str) -> Any:  # noqa: ANN401  # a module without types
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise UnknownCoding(f"{coding} (without {names[-1]})")


# What takes a coding away: a body and the most bytes to give. A coding that was declared and never
# applied leaves the body as it is, as browsers do; a damaged end gives the bytes before it.
CODINGS: Mapping[bytes, Callable[[bytes, int], bytes]] = {
    b"gzip": inflate,
    b"x-gzip": inflate,
    b"deflate": inflate,
    b"br": unbrotli,
    b"zstd": unzstd,
}
# chunked is framing, and gone before.
NONE = frozenset([b"", b"identity", b"none", b"utf-8", b"chunked"])
