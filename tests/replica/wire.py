"""What the stand-in site puts on the wire: one answer, byte for byte."""

import gzip
import hashlib
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime

REASONS = {
    200: "OK", 206: "Partial Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified",
    400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    412: "Precondition Failed", 429: "Too Many Requests", 500: "Internal Server Error",
    502: "Bad Gateway", 503: "Service Unavailable",
}  # fmt: skip

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it is written; `body` is the entity as the client shall decode it."""

    status: int
    headers: Headers
    body: bytes
    reason: str | None = None
    version: str = "1.1"
    framing: str = "length"  # length | chunked | close
    chunk_size: int = 4096
    trailers: Headers = ()
    chunk_extension: str = ""
    raw_headers: tuple[bytes, ...] = field(default=())

    def with_header(self, name: str, value: str) -> "Answer":
        kept = tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)))

    def add_header(self, name: str, value: str) -> "Answer":
        return replace(self, headers=(*self.headers, (name, value)))

    def without_header(self, name: str) -> "Answer":
        return replace(self, headers=tuple(p for p in self.headers if p[0].lower() != name.lower()))

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def gzipped(self) -> "Answer":
        body = gzip.compress(self.body, compresslevel=6, mtime=0)
        return replace(self.with_header("Content-Encoding", "gzip"), body=body)


def entity_tag(body: bytes) -> str:
    """A strong validator that depends on the content alone."""
    return f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20]}"'


def head_of(answer: Answer) -> bytes:
    """The status line and the headers, up to and with the blank line."""
    reason = REASONS.get(answer.status, "Unknown") if answer.reason is None else answer.reason
    status_line = f"HTTP/{answer.version} {answer.status}" + (f" {reason}" if reason else "")
    lines = [status_line.encode("ascii")]
    lines += [f"{name}: {value}".encode("latin-1") for name, value in answer.headers]
    lines += list(answer.raw_headers)
    if answer.framing == "length" and answer.status != 304:
        lines.append(f"Content-Length: {len(answer.body)}".encode("ascii"))
    if answer.framing == "chunked":
        lines.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join(lines) + b"\r\n\r\n"


def framed_body(answer: Answer) -> bytes:
    """The body as framed for the wire."""
    if answer.status == 304:
        return b""
    if answer.framing != "chunked":
        return answer.body
    out = bytearray()
    for start in range(0, len(answer.body), answer.chunk_size):
        chunk = answer.body[start : start + answer.chunk_size]
        out += f"{len(chunk):x}{answer.chunk_extension}\r\n".encode("ascii") + chunk + b"\r\n"
    out += b"0\r\n"
    for name, value in answer.trailers:
        out += f"{name}: {value}\r\n".encode("latin-1")
    return bytes(out + b"\r\n")


def answer_unless_known(answer: Answer, request_headers: dict[str, str]) -> Answer:
    """Answer 304 where the client's validators still hold (RFC 9110, 13.2.2: ETag before the date)."""
    if answer.status != 200:
        return answer
    tag, modified = answer.header("ETag"), answer.header("Last-Modified")
    if (wanted := request_headers.get("if-none-match")) is not None:
        tags = [each.strip().removeprefix("W/") for each in wanted.split(",")]
        known = tag is not None and ("*" in tags or tag.removeprefix("W/") in tags)
    else:
        since = request_headers.get("if-modified-since")
        known = since is not None and modified is not None and not _later(modified, since)
    if not known:
        return answer
    kept = ("date", "etag", "last-modified", "server", "cache-control", "expires", "vary")
    headers = tuple(pair for pair in answer.headers if pair[0].lower() in kept)
    return Answer(304, headers, b"")


def _later(one: str, other: str) -> bool:
    try:
        return parsedate_to_datetime(one) > parsedate_to_datetime(other)
    except (TypeError, ValueError):  # a date nobody can read is ignored, as the standard asks
        return True
