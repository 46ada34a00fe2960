"""What a WARC 1.1 file says of an exchange, of a failure, of itself (policy, no I/O)."""

import base64
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from archive import http
from archive.capture import Original
from archive.digest import sha1, sha256
from archive.exchange import Exchange, Failure
from archive.record import new_id, print_date, serialise

Fields = list[tuple[str, str]]
# Looks for a capture of any page by the digest of its payload.
Alike = Callable[[str], Original | None]

_RESPONSE = "application/http;msgtype=response"
# Everything that may stand in a URI (RFC 3986); a byte outside it in WARC-Target-URI crashes pywb.
_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=-._~"
_URI = re.compile(rf"[A-Za-z0-9{re.escape(_URI_CHARACTERS)}]*")


# The target of a metadata record that holds a 304: under the page's own URL, the indexers of pywb and
# cdxj-indexer take the record for a capture of the page, and replay shows the bare 304. Browsertrix
# names what belongs to a page and is none in this way too (urn:pageinfo:).
NOT_MODIFIED_URN = "urn:not-modified:"
# A revisit takes some 500 bytes itself.
_WORTH_A_REVISIT = 1024
_REPEATABLE = (
    b"image/",
    b"font/",
    b"audio/",
    b"video/",
    *(b"application/" + kind for kind in (b"pdf", b"msword", b"vnd.", b"zip", b"x-rar", b"octet-stream")),
)
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Records:
    """The serialised records of one exchange, with what the index needs of it.

    ``before`` holds the request and metadata records, ``main`` the response or the revisit:
    it comes last, so that its presence proves that the whole exchange is there. ``original``
    is what a revisit refers to; a response that others may repeat ``is_repeatable``.
    """

    before: tuple[bytes, ...]
    main: bytes
    url: str
    captured_at: str
    record_id: str
    payload_digest: str
    head: http.Head
    original: Original | None = None
    is_repeatable: bool = False


def target_uri(url: str) -> str:
    """Give the URL as WARC-Target-URI takes it: percent-encoded, without angle brackets."""
    return url if _URI.fullmatch(url) else quote(url, safe=_URI_CHARACTERS)


def records_of(
    exchange: Exchange,
    *,
    original: Original | None = None,
    alike: Alike = lambda _digest: None,
    digest_on_chunked: bool = True,
    notes: Fields | None = None,
) -> Records:
    """Give the request, metadata and response (or revisit) records of an exchange.

    They share one WARC-Date, the moment when the capture began (section 5.4). With an
    ``original`` that the response repeats, by its payload or by a 304, a revisit record
    takes the place of the response; so it does where ``alike`` finds its payload under another
    address, unless it is a page. ``digest_on_chunked`` off leaves WARC-Payload-Digest
    out of chunked responses, of which warcio and FastWARC wrongly hash the framing too; it
    then stands in the metadata record. ``notes`` are further fields of the metadata record.
    """
    url, date, main_id = target_uri(exchange.url), print_date(exchange.started_at), new_id()
    wire = _wire_fields(exchange.peer, exchange.protocols, exchange.cipher)
    told = _what_came(exchange, original, alike, digest_on_chunked=digest_on_chunked)

    def tied(kind: str, about: str, record_id: str) -> Fields:
        return [*_identity(kind, record_id, about, date), ("WARC-Concurrent-To", main_id)]

    beside: list[tuple[str, str, bytes]] = []
    if told.verbatim:
        beside.append((NOT_MODIFIED_URN + url, _RESPONSE, told.verbatim))
    if facts := (notes or []) + _facts(exchange) + told.facts:
        beside.append((url, "application/warc-fields", _warc_fields(facts)))
    ids = [new_id() for _ in beside]
    # The request, which comes first, names all that follow it: none can be lost without being missed.
    named = [("WARC-Concurrent-To", record_id) for record_id in ids]
    head = tied("request", url, new_id()) + named + wire
    before = [_record(head, "application/http;msgtype=request", exchange.request)]
    for record_id, (about, media_type, block) in zip(ids, beside, strict=True):
        before.append(_record(tied("metadata", about, record_id), media_type, block))
    main = _record(_identity(told.kind, main_id, url, date) + wire + told.fields, _RESPONSE, told.block)
    facts_of = (told.digest, told.head, told.original, told.is_repeatable)
    return Records(tuple(before), main, url, date, main_id, *facts_of)


@dataclass(frozen=True, slots=True)
class _Told:
    """The main record of an exchange in the making, with what must stand beside it."""

    kind: str
    fields: Fields
    block: bytes
    digest: str
    facts: Fields
    head: http.Head
    verbatim: bytes = b""
    original: Original | None = None
    is_repeatable: bool = False


def _what_came(
    exchange: Exchange, original: Original | None, alike: Alike, *, digest_on_chunked: bool
) -> _Told:
    head = http.read_head(exchange.response)
    entity = http.entity(exchange.response, head)
    digest = sha1(entity)
    is_repeatable = not exchange.truncated and head.status == 200 and _is_repeatable(head, len(entity))
    if original and head.status == 304:
        # With the real 304 head in the block, pywb replays an empty page: it goes beside.
        fields = _revisit(NOT_MODIFIED, original)
        repeated = original.payload_digest
        return _Told("revisit", fields, b"", repeated, [], head, exchange.response, original)
    if is_repeatable and (original is None or original.payload_digest != digest):
        original = alike(digest)
    if original and original.payload_digest == digest and not exchange.truncated:
        fields = [*_revisit(IDENTICAL, original), ("WARC-Truncated", "length")]
        block = exchange.response[: head.size]
        return _Told("revisit", fields, block, digest, [], head, original=original)
    with_digest = digest_on_chunked or not http.is_chunked(head)
    fields = [("WARC-Payload-Digest", digest)] if with_digest else []
    fields += [("WARC-Truncated", exchange.truncated)] if exchange.truncated else []
    facts = [] if with_digest else [("payloadDigest", digest)]
    response = exchange.response
    return _Told("response", fields, response, digest, facts, head, is_repeatable=is_repeatable)


def _is_repeatable(head: http.Head, size: int) -> bool:
    """Tell whether a body is worth a revisit under another address: a document, a picture.

    All else keeps a body of its own: two pages that are alike are most often no pages at all.
    """
    media_type = (head.get(b"content-type") or b"").strip().lower()
    return size >= _WORTH_A_REVISIT and media_type.startswith(_REPEATABLE)


def _revisit(profile: str, original: Original) -> Fields:
    # wabac.js resolves by Refers-To-Target-URI alone, pywb by URI and date.
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.captured_at),
        ("WARC-Payload-Digest", original.payload_digest),
    ]


def record_of_failure(failure: Failure) -> bytes:
    """Give the metadata record of an attempt that brought no response."""
    fields = _identity("metadata", new_id(), target_uri(failure.url), print_date(failure.started_at))
    facts = [("fetchStatus", failure.kind), ("fetchError", " ".join(failure.message.split()))]
    if failure.request:
        facts.append(("request", base64.b64encode(failure.request).decode()))
    if failure.interim:
        facts.append(_interim(failure.interim))
    return _record(
        fields + _wire_fields(failure.peer, (), None), "application/warc-fields", _warc_fields(facts)
    )


def warcinfo(filename: str, date: str, facts: Mapping[str, str]) -> bytes:
    """Give the record that opens a file (section 6.2); ``WARC-Filename`` is never changed later."""
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", new_id()),
        ("WARC-Date", date),
        ("WARC-Filename", filename),
    ]
    return _record(fields, "application/warc-fields", _warc_fields(list(facts.items())))


def _identity(kind: str, record_id: str, url: str, date: str) -> Fields:
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", url),
        ("WARC-Date", date),
    ]


def _wire_fields(peer: str | None, protocols: tuple[str, ...], cipher: str | None) -> Fields:
    fields: Fields = []
    if peer:
        fields.append(("WARC-IP-Address", ipaddress.ip_address(peer).compressed))  # RFC 5952
    fields += [("WARC-Protocol", protocol) for protocol in protocols]
    if cipher:
        fields.append(("WARC-Cipher-Suite", cipher))
    return fields


def _facts(exchange: Exchange) -> Fields:
    facts: Fields = []
    if exchange.interim:
        facts.append(_interim(exchange.interim))
    if exchange.surplus:
        facts.append(("surplus", base64.b64encode(exchange.surplus).decode()))
    if exchange.certificate:
        facts.append(("certificateDigest", sha256(exchange.certificate)))
        facts.append(("certificate", base64.b64encode(exchange.certificate).decode()))
    return facts


def _interim(responses: bytes) -> tuple[str, str]:
    return "interimResponses", base64.b64encode(responses).decode()


def _warc_fields(facts: Fields) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in facts).encode()


def _record(fields: Fields, media_type: str, block: bytes) -> bytes:
    return serialise([*fields, ("Content-Type", media_type), ("WARC-Block-Digest", sha1(block))], block)
