"""Small collections of exchanges as servers make them, written as a crawl writes them."""

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.capture import Capture
from archive.collection import Collection
from archive.exchange import Exchange, Failure
from archive.recording import Policy, Recording

SITE = "http://www.sz.gov.cn"
BEGIN = datetime(2026, 11, 23, 9, 0, 0, 123456, UTC)
INFO = {"software": "disclosure-archive/test", "format": "WARC File Format 1.1"}

HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8">'
    "<title>深圳市人民政府2018年政府信息公开工作年度报告</title>"
    '<link rel="stylesheet" href="/style.css"></head><body><h1>年度报告</h1><p>主动公开政府信息 1234 条。</p>'
    '<img src="/seal.png" alt="seal"></body></html>'
).encode()
GBK = "<meta charset=gbk><title>信息公开</title><p>国标编码的页面</p>".encode("gbk")
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 20
CSS = b"body { color: #333 } h1 { background: url(/seal.png) }"
# One red pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000"
    "00030101001827a5d20000000049454e44ae426082"
)


def chunked(body: bytes, size: int = 100) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def response(body: bytes, kind: str, *fields: bytes, status: bytes = b"200 OK") -> bytes:
    """Print a response with its length, unless it says that it is chunked."""
    lines = [b"HTTP/1.1 " + status, b"Content-Type: " + kind.encode(), *fields]
    if not any(b"chunked" in field for field in fields):
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def exchange(path: str, answer: bytes, second: int, **more) -> Exchange:
    request = f"GET {path} HTTP/1.1\r\nHost: www.sz.gov.cn\r\nAccept: */*\r\n\r\n".encode()
    facts = {"peer": "203.0.113.7", "protocols": ("http/1.1",), **more}
    return Exchange(SITE + path, BEGIN + timedelta(seconds=second), request, answer, **facts)


def pages() -> dict[str, bytes]:
    """Give the responses of the site by path."""
    squeezed = gzip.compress(HTML, mtime=0)
    return {
        "/robots.txt": response(b"gone", "text/plain", status=b"404 Not Found"),
        "/post_1.html": response(HTML, "text/html; charset=utf-8", b'ETag: "1"'),
        "/chunked.html": response(chunked(HTML), "text/html; charset=utf-8", b"Transfer-Encoding: chunked"),
        "/gzip.html": response(squeezed, "text/html; charset=utf-8", b"Content-Encoding: gzip"),
        "/both.html": response(
            chunked(squeezed),
            "text/html; charset=utf-8",
            b"Content-Encoding: gzip",
            b"Transfer-Encoding: chunked",
        ),
        "/gbk.html": response(GBK, "text/html; charset=gbk"),
        "/style.css": response(CSS, "text/css"),
        "/seal.png": response(PNG, "image/png"),
        "/page?x=1&y=%E6%B7%B1": response(b"<p>query</p>", "text/html"),
        "/deflate.html": response(zlib.compress(HTML), "text/html", b"Content-Encoding: deflate"),
        "/report.pdf": response(PDF, "application/pdf"),
        "/copy-of-report.pdf": response(PDF, "application/pdf", b'ETag: "2"'),
        "/moved": response(b"", "text/html", b"Location: /post_1.html", status=b"302 Found"),
    }


NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'


def make_collection(root: Path, *, second_run: bool = True, max_size: int = 1 << 30) -> Collection:
    """Crawl twice: everything, then what has not changed (a 304, and the same bytes again)."""
    collection = Collection(root)
    collection.make()
    policy = Policy("SZ", INFO, max_size=max_size)
    recording = Recording(collection, collection.new_run(BEGIN), policy)
    kept: dict[str, Capture] = {}
    for second, (path, answer) in enumerate(pages().items()):
        kept[path] = recording.keep(exchange(path, answer, second), [("purpose", "report")]).capture
    cut = response(HTML, "text/html")[:-100]
    recording.keep(exchange("/cut.html", cut, 50, truncated="disconnect"))
    recording.keep_failure(Failure(f"{SITE}/dead", BEGIN + timedelta(seconds=55), "timeout", "no answer"))
    recording.close()
    if second_run:
        recording = Recording(collection, collection.new_run(BEGIN + timedelta(days=1)), policy)
        first, style = kept["/post_1.html"], kept["/style.css"]
        recording.keep(exchange("/post_1.html", NOT_MODIFIED, 86400), earlier=first)
        recording.keep(exchange("/style.css", pages()["/style.css"], 86401), earlier=style)
        recording.close()
    return collection
