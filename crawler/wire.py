"""The wire between TLS and the parser, taped in both directions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from OpenSSL import SSL, crypto
from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import _HTTP11ClientFactory
from twisted.web.http_headers import Headers as TxHeaders
from zope.interface import directlyProvides, providedBy

from crawler.lenient import LenientParser

# Carries a request's reel to the protocol that sends it; taken off before anything is sent.
MARKER = b"X-Reel"


@dataclass(slots=True)
class Tape:
    """What one connection carried for one request; ``whole`` once the parser saw the end of the message.

    ``refused`` where the parser made nothing of it and closed the connection by itself;
    ``cut`` where we did before the end, for its size or its time.
    ``surplus`` are bytes that came with the end of the message and follow it: no part of it.
    """

    started_at: datetime
    peer: str
    protocols: tuple[str, ...]
    cipher: str | None
    certificate: bytes | None
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    surplus: bytes = b""
    whole: bool = False
    refused: bool = False
    cut: bool = False

    def taken(self) -> bytes:
        """Give what was received, and keep nothing of it: an attachment may be large."""
        received = bytes(self.received)
        self.received.clear()
        return received


@dataclass(slots=True)
class Reel:
    """The tapes of one request: more than one where Twisted tried again on a stale connection."""

    tapes: list[Tape] = field(default_factory=list)


class Reels:
    """The reels of the requests under way, by the number in their marker."""

    def __init__(self) -> None:
        """Begin without any."""
        self._open: dict[bytes, Reel] = {}
        self._count = 0

    def begin(self) -> bytes:
        """Open a reel, give its marker."""
        self._count += 1
        marker = str(self._count).encode()
        self._open[marker] = Reel()
        return marker

    def end(self, marker: bytes) -> Reel:
        """Give the reel of a marker and forget it; what still comes is for nobody."""
        return self._open.pop(marker)

    def get(self, marker: bytes) -> Reel | None:
        """Give the open reel of a marker."""
        return self._open.get(marker)


class TapedTransport:
    """A transport that hears what is written and that it is cut, and is the real one for everything else."""

    def __init__(self, transport: Any, hear: Callable[[bytes], None], cut: Callable[[], None]) -> None:  # noqa: ANN401  # any of Twisted's
        """Stand in for ``transport``, with the interfaces that it provides."""
        self._transport = transport
        self._hear = hear
        self._cut = cut
        directlyProvides(self, providedBy(transport))

    def write(self, data: bytes) -> None:
        """Write, heard."""
        self._hear(data)
        self._transport.write(data)

    def writeSequence(self, parts: list[bytes]) -> None:  # noqa: N802  # Twisted's name
        """Write several pieces, heard."""
        self.write(b"".join(parts))

    def abortConnection(self) -> None:  # noqa: N802  # Twisted's name
        """Close at once, noted: to the parser, a body that a close ends is whole then."""
        self._cut()
        self._transport.abortConnection()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # any of the transport's
        """Give everything else as the real transport does."""
        return getattr(self._transport, name)


class TapedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's HTTP/1.1 client protocol with a tape running: TLS lies below it, the parser above."""

    def __init__(self, reels: Reels, quiescent: Callable[[Any], None]) -> None:
        """Tape for the reels that requests name."""
        super().__init__(quiescent)
        self._reels = reels
        self._tape: Tape | None = None
        self.transport: Any  # any of Twisted's, wrapped

    def makeConnection(self, transport: Any) -> None:  # noqa: ANN401, N802  # Twisted's
        """Put the tape between protocol and transport."""
        super().makeConnection(TapedTransport(transport, self._hear, self._cut))

    def request(self, request: TxRequest) -> Deferred[Any]:
        """Send a request, taped on the reel that it names."""
        marker = request.headers.getRawHeaders(MARKER)
        if marker:
            request = _without_marker(request)
            reel = self._reels.get(marker[0])
            if reel is not None:
                self._tape = self._new_tape()
                reel.tapes.append(self._tape)
        response = super().request(request)
        self._parser.__class__ = LenientParser  # as Scrapy puts its own in the place of Twisted's
        return response

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        """Tape what comes, hand it on to the parser."""
        if self._tape is not None:
            self._tape.received += data
        super().dataReceived(data)

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802  # Twisted's name
        """Note the end of the message: what follows it on the connection is surplus."""
        if self._tape is not None:
            if rest:
                del self._tape.received[-len(rest) :]
                self._tape.surplus = bytes(rest)
            self._tape.whole = not self._tape.cut
            self._tape = None
        super()._finishResponse(rest)

    def _giveUp(self, reason: Any) -> None:  # noqa: ANN401, N802  # Twisted's
        """Note that the parser reads no further: it was we who ended the exchange, not the network."""
        if self._tape is not None:
            self._tape.refused = True
        super()._giveUp(reason)

    def _hear(self, data: bytes) -> None:
        if self._tape is not None:
            self._tape.sent += data

    def _cut(self) -> None:
        if self._tape is not None:
            self._tape.cut = True

    def _new_tape(self) -> Tape:
        protocols: tuple[str, ...] = ("http/1.1",)
        cipher = certificate = None
        handle = getattr(self.transport, "getHandle", lambda: None)()
        if isinstance(handle, SSL.Connection):
            name = handle.get_protocol_version_name()  # TLSv1.3
            protocols += (f"tls/{name.removeprefix('TLSv')}",) if name.startswith("TLSv1") else ()
            cipher = handle.get_cipher_name()
            peer_certificate = handle.get_peer_certificate()
            if peer_certificate is not None:
                certificate = crypto.dump_certificate(crypto.FILETYPE_ASN1, peer_certificate)
        peer = self.transport.getPeer().host
        return Tape(datetime.now(UTC), peer, protocols, cipher, certificate)


def _without_marker(request: TxRequest) -> TxRequest:
    # A copy: Twisted keeps the original for a second try, which must bear the marker too.
    headers = TxHeaders(dict(request.headers.getAllRawHeaders()))
    headers.removeHeader(MARKER)
    copy: TxRequest = TxRequest._construct(
        request.method,
        request.uri,
        headers,
        request.bodyProducer,
        persistent=request.persistent,
        parsedURI=request._parsedURI,
    )
    return copy


class TapedFactory(_HTTP11ClientFactory):
    """Builds taped protocols; stands in the pool where Scrapy puts its own."""

    noisy = False

    def __init__(self, reels: Reels, quiescent: Callable[[Any], None], metadata: object) -> None:
        """Build protocols that tape for the given reels."""
        super().__init__(quiescent, metadata)
        self._reels = reels

    def buildProtocol(self, _addr: object) -> TapedProtocol:  # noqa: N802  # Twisted's name
        """Build one."""
        return TapedProtocol(self._reels, self._quiescentCallback)
