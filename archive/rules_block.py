"""The rules of a record's block: its digests, its end, and the HTTP message in it."""

import re
from collections.abc import Iterable

from archive import digest, http
from archive.rule import WARC, Rule
from archive.stored import Stored

_STATUS_LINE = re.compile(rb"HTTP/\d(\.\d)? \d{3}( .*)?", re.DOTALL)
_STATUS_LINE_SEEN = re.compile(rb"\S+\s+\d{3}(\s.*)?", re.DOTALL)
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+( HTTP/\d(\.\d)?)?")
IDENTICAL = "revisit/identical-payload-digest"
NOT_MODIFIED = "revisit/server-not-modified"
_PROFILE = re.compile(rf"http://netpreserve\.org/warc/1\.[01]/({IDENTICAL}|{NOT_MODIFIED})")


def _end(stored: Stored) -> Iterable[str]:
    if stored.rest == b"\r\n\r\n":
        return
    if stored.rest.lstrip(b"\r\n").startswith(b"WARC/"):
        yield "another record follows in the same gzip member"
    else:
        yield f"{stored.rest[:12]!r} follows the block ({len(stored.rest)} bytes), not two line ends"


def _block_digest(stored: Stored) -> Iterable[str]:
    printed = stored.record.get("WARC-Block-Digest")
    if printed and digest.agrees(printed, stored.record.block) is False:
        yield f"the block has {digest.sha1(stored.record.block)}, the header says {printed}"


def _payload_digest(stored: Stored) -> Iterable[str]:
    printed = stored.record.get("WARC-Payload-Digest")
    # A revisit's digest is that of the record it refers to, checked there; segments share one.
    if not printed or stored.record.type in ("revisit", "continuation"):
        return
    if stored.record.get("WARC-Segment-Number"):
        return
    head = stored.http_head
    payload = http.entity(stored.record.block, head) if head else stored.record.block
    if digest.agrees(printed, payload) is False:
        yield f"the payload has {digest.sha1(payload)}, the header says {printed}"


def _first_line(stored: Stored) -> Iterable[str]:
    if not stored.record.target.startswith("http") or not _is_http(stored):
        return
    head = stored.http_head
    line = head.first_line if head else b""
    if stored.record.type in ("response", "revisit"):
        # Odd first lines are kept as they were received; one that no reader understands is told,
        # but where WARC-Truncated says that it did not come whole.
        if stored.record.get("WARC-Truncated"):
            return
        if not _STATUS_LINE.fullmatch(line) and not _STATUS_LINE_SEEN.fullmatch(line):
            yield f"the response begins with {line[:60]!r}, no status line"
    elif stored.record.type == "request" and not _REQUEST_LINE.fullmatch(line):
        yield f"the request begins with {line[:60]!r}, no request line"


def _is_http(stored: Stored) -> bool:
    """Tell whether an HTTP message is due: a 304's revisit has an empty block."""
    if stored.record.type == "revisit":
        return bool(stored.record.block)
    return (stored.record.get("Content-Type") or "").lower().startswith("application/http")


def _body_length(stored: Stored) -> Iterable[str]:
    head = stored.http_head
    if head is None or stored.record.type != "response" or stored.record.get("WARC-Truncated"):
        return
    body = stored.record.block[head.size :]
    if http.is_chunked(head):
        if not http.chunks_end(body):
            yield "the last chunk is missing, and WARC-Truncated is not there"
        return
    declared = head.get(b"content-length") or b""
    bodiless = head.status in (204, 304) or 100 <= head.status < 200  # RFC 9110 section 6.4.1
    if declared.isdigit() and len(declared) < 19 and not bodiless and int(declared) != len(body):
        yield f"the body has {len(body)} bytes, its Content-Length says {int(declared)}, not marked truncated"


def _revisit(stored: Stored) -> Iterable[str]:
    if stored.record.type != "revisit":
        return
    profile = stored.record.get("WARC-Profile") or ""
    if not _PROFILE.fullmatch(profile):
        yield f"WARC-Profile {profile[:90]!r} is not one of the standard's two"
    wanted = ["WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest"]
    # Readers find the target by URI and date; the record's id alone helps pywb but not wabac.js.
    if stored.record.version == "WARC/1.0":
        wanted = ["WARC-Payload-Digest"] if profile.endswith(IDENTICAL) else []
    for name in wanted:
        if not stored.record.get(name):
            yield f"{name} is not there: readers cannot find what the revisit repeats"
    head = stored.http_head
    if profile.endswith(IDENTICAL) and head and len(stored.record.block) > head.size:
        yield "a revisit of this profile holds a body"
    if profile.endswith(NOT_MODIFIED) and stored.record.block and stored.record.version == "WARC/1.1":
        yield "a 304 stands in the block: pywb replays it as an empty page"


BLOCK_RULES = (
    Rule("record.end", f"{WARC} 4, annex D", _end),
    Rule("digest.block", f"{WARC} 5.8", _block_digest),
    Rule("digest.payload", f"{WARC} 5.9, iipc/warc-specifications#22", _payload_digest),
    Rule("http.first-line", f"{WARC} 6.3.2, RFC 9112 3-4", _first_line),
    Rule("http.length", f"{WARC} 5.15, RFC 9112 6", _body_length),
    Rule("revisit.fields", f"{WARC} 6.7", _revisit),
)
