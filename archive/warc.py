"""What a WARC 1.1 file says of an exchange, of a failure, of itself (policy, no I/O)."""

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from archive import http
from archive.digest import sha1, sha256
from archive.exchange import Exchange, Failure
from archive.record import new_id, print_date, serialise

Fields = list[tuple[str, str]]

# Everything that may stand in a URI (RFC 3986); a byte outside it in WARC-Target-URI crashes pywb.
_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Response:
    """The serialised records of one exchange, with what the index needs of its response.

    ``before`` holds the request and the metadata record, ``response`` the response
    record: it comes last, so that its presence proves that the whole exchange is there.
    """

    before: tuple[bytes, ...]
    response: bytes
    url: str
    captured_at: str
    record_id: str
    payload_digest: str


def target_uri(url: str) -> str:
    """Give the URL as WARC-Target-URI takes it: percent-encoded, without angle brackets."""
    return quote(url, safe=_URI_CHARACTERS)


def records_of(
    exchange: Exchange, *, digest_on_chunked: bool = True, notes: Fields | None = None
) -> Response:
    """Give the request, metadata and response records of an exchange.

    The three share one WARC-Date, the moment when the capture began (section 5.4).
    ``digest_on_chunked`` off leaves WARC-Payload-Digest out of chunked responses, of
    which warcio and FastWARC wrongly hash the framing too; it then stands in the
    metadata record. ``notes`` are further fields of the metadata record.
    """
    url, date = target_uri(exchange.url), print_date(exchange.started_at)
    head = http.read_head(exchange.response)
    digest = sha1(http.entity(exchange.response, head))
    wire = _wire_fields(exchange.peer, exchange.protocols, exchange.cipher)
    response_id = new_id()
    fields = _identity("response", response_id, url, date) + wire
    with_digest = digest_on_chunked or not http.is_chunked(head)
    if with_digest:
        fields.append(("WARC-Payload-Digest", digest))
    if exchange.truncated:
        fields.append(("WARC-Truncated", exchange.truncated))
    tie = [("WARC-Concurrent-To", response_id)]
    request = _identity("request", new_id(), url, date) + tie + wire
    metadata = _identity("metadata", new_id(), url, date) + tie
    facts = (notes or []) + _facts(exchange) + ([] if with_digest else [("payloadDigest", digest)])
    before = [_record(request, "application/http;msgtype=request", exchange.request)]
    if facts:
        before.append(_record(metadata, "application/warc-fields", _warc_fields(facts)))
    return Response(
        tuple(before),
        _record(fields, "application/http;msgtype=response", exchange.response),
        url,
        date,
        response_id,
        digest,
    )


def record_of_failure(failure: Failure) -> bytes:
    """Give the metadata record of an attempt that brought no response."""
    fields = _identity("metadata", new_id(), target_uri(failure.url), print_date(failure.started_at))
    facts = [("fetchStatus", failure.kind), ("fetchError", " ".join(failure.message.split()))]
    if failure.request:
        facts.append(("request", base64.b64encode(failure.request).decode()))
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
        facts.append(("interimResponses", base64.b64encode(exchange.interim).decode()))
    if exchange.certificate:
        facts.append(("certificateDigest", sha256(exchange.certificate)))
        facts.append(("certificate", base64.b64encode(exchange.certificate).decode()))
    return facts


def _warc_fields(facts: Fields) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in facts).encode()


def _record(fields: Fields, media_type: str, block: bytes) -> bytes:
    return serialise([*fields, ("Content-Type", media_type), ("WARC-Block-Digest", sha1(block))], block)
