"""Digests in the two spellings of the field."""

import base64
import hashlib

# Base32 of ten bits at a time: Python's own encoder costs as much as the digest of a page.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TEN_BITS = [one + other for one in _LETTERS for other in _LETTERS]
_SHIFTS = range(150, -1, -10)


def sha1(data: bytes) -> str:
    """Give ``sha1:`` with upper-case base32, the spelling of WARC and CDXJ files."""
    number = int.from_bytes(hashlib.sha1(data, usedforsecurity=False).digest(), "big")
    return "sha1:" + "".join([_TEN_BITS[number >> shift & 1023] for shift in _SHIFTS])


def sha256(data: bytes) -> str:
    """Give ``sha256:`` with lower-case hex, without padding."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def agrees(printed: str, data: bytes) -> bool | None:
    """Tell whether a printed digest is that of the data; ``None`` for an unknown algorithm.

    Other tools print base32 or hex, with or without padding, in either case.
    """
    name, _, value = printed.partition(":")
    algorithm = name.lower().replace("-", "")
    if algorithm not in ("sha1", "sha256", "sha512", "md5"):
        return None
    raw = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    if len(value) == 2 * len(raw):
        return value.lower() == raw.hex()
    return value.upper().rstrip("=") == base64.b32encode(raw).decode().rstrip("=")
