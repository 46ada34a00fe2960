"""Exchanges made by hand, for archives that need no network."""

from datetime import UTC, datetime, timedelta

from archive.collection import Collection
from archive.exchange import Exchange
from archive.recording import Policy, Recording

BEGUN = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
INFO = {"software": "tests", "format": "WARC File Format 1.1"}
POLICY = Policy(prefix="test", info=INFO)


def exchange(path: str, body: bytes = b"<p>x", *, number: int = 0, head: bytes = b"", **facts) -> Exchange:
    """Make an exchange of a page of www.sz.gov.cn, ``number`` seconds after the first."""
    fields = head or b"Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n" % len(body)
    return Exchange(
        url=f"http://www.sz.gov.cn{path}",
        started_at=BEGUN + timedelta(seconds=number),
        request=f"GET {path} HTTP/1.1\r\nHost: www.sz.gov.cn\r\n\r\n".encode(),
        response=facts.pop("response", b"HTTP/1.1 200 OK\r\n%b\r\n%b" % (fields, body)),
        peer="127.0.0.1",
        protocols=("http/1.1",),
        **facts,
    )


def new_recording(collection: Collection, policy: Policy = POLICY) -> tuple[str, Recording]:
    """Begin a run in a collection."""
    collection.make()
    run = collection.new_run(BEGUN)
    return run, Recording(collection, run, policy)
