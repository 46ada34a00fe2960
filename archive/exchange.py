"""What crossed the wire once: an exchange, or the attempt at one that failed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, byte for byte.

    ``response`` starts at the final status line; bytes of 1xx responses before it are
    ``interim``, bytes that followed the end of the message ``surplus``. ``started_at`` is
    aware, in UTC: the moment the request left. ``protocols`` are names of WARC-Protocol
    (``http/1.1``, ``tls/1.3``), ``certificate`` the server's in DER. ``truncated`` is a
    reason of WARC-Truncated, or ``None``.
    """

    url: str
    started_at: datetime
    request: bytes
    response: bytes
    interim: bytes = b""
    surplus: bytes = b""
    peer: str | None = None
    protocols: tuple[str, ...] = ()
    cipher: str | None = None
    certificate: bytes | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt that brought no response: absence is evidence too.

    ``kind`` is the class of the error (``dns``, ``refused``, ``tls``, ``timeout``,
    ``disconnect``, ``proxy``, ``error``), ``message`` the library's own words. ``request``
    holds what was sent before it failed, often nothing; ``interim`` the 1xx responses that came.
    """

    url: str
    started_at: datetime
    kind: str
    message: str
    request: bytes = b""
    peer: str | None = None
    interim: bytes = b""
