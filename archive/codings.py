"""The content codings of HTTP (RFC 9110, section 8.4.1), each taken away within a limit."""

import importlib
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from archive.gzip_members import unpack

_STEP = 1 << 18


class UnknownCoding(ValueError):
    """A content coding that cannot be taken away here; names the coding, or what is missing for it."""


def inflate(body: bytes, limit: int) -> bytes:
    """Unpack gzip and deflate, the latter with or without its wrapper."""
    if (whole := unpack(body, limit)) and not whole[1]:  # one sound gzip member, as nearly always
        return whole[0]
    # zlib and gzip wrappers are told apart by their first bytes; bare deflate (which some
    # servers send for "deflate") comes last.
    for wbits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        out, rest = [], body
        try:
            while rest and limit > 0:
                engine = zlib.decompressobj(wbits)
                out.append(engine.decompress(rest, limit))
                limit -= len(out[-1])
                rest = engine.unused_data if engine.eof else b""
        except zlib.error:
            if not out:
                continue
        return b"".join(out)
    return body


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
NONE = frozenset([b"", b"identity", b"none", b"utf-8"])
