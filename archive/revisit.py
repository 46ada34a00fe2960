"""Revisit records traced to the capture whose content they repeat (ISO 28500 section 6.7)."""

from collections.abc import Callable, Iterable

from archive import http
from archive.index import REVISIT, Entry
from archive.record import Record

FindEntries = Callable[[str], Iterable[Entry]]


class Unresolved(LookupError):
    """A revisit whose target is not in the archive; the message names both."""


def original_entry(revisit: Record, find: FindEntries) -> Entry:
    """Find the index line of a revisit's target: by URI and date, else the last with the same payload.

    Raises:
        Unresolved: where neither is there.
    """
    url = revisit.get("WARC-Refers-To-Target-URI") or revisit.target
    date = (revisit.get("WARC-Refers-To-Date") or "")[:19]
    timestamp = "".join(filter(str.isdigit, date))
    digest = revisit.get("WARC-Payload-Digest")
    alike = [entry for entry in find(url) if entry.mime != REVISIT and entry.digest == digest]
    dated = [entry for entry in alike if entry.timestamp == timestamp]
    if not alike:
        raise Unresolved(f"{revisit.get('WARC-Record-ID')} repeats {url} of {date}, which is not here")
    return (dated or alike)[-1]


def with_body_of(head: bytes, message: bytes) -> bytes:
    """Give a new head the entity body of an earlier message; of a 304, without a head, the whole message."""
    if not head:
        return message
    new = http.read_head(head)
    body = http.entity(message, http.read_head(message))
    if http.is_chunked(new):
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
    return head[: new.size] + body
