"""Digests in the two spellings of the field."""

import base64
import hashlib


def sha1(data: bytes) -> str:
    """Give ``sha1:`` with upper-case base32, the spelling of WARC and CDXJ files."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


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
