"""How our own writer writes a record's header: a file of ours in which one is otherwise was changed."""

import re
from collections.abc import Iterator

from archive import http
from archive.record import Record
from archive.stored import Stored

_IDENTITY = "WARC-Type WARC-Record-ID WARC-Target-URI WARC-Date"
_WIRE = "( WARC-IP-Address)?( WARC-Protocol)*( WARC-Cipher-Suite)?"
_TARGET = "WARC-Refers-To WARC-Refers-To-Target-URI WARC-Refers-To-Date WARC-Payload-Digest"
_BLOCK = " Content-Type WARC-Block-Digest Content-Length"
# The names of the fields in their order, by the type of the record.
_ORDER = {
    kind: re.compile(names + _BLOCK)
    for kind, names in {
        "warcinfo": "WARC-Type WARC-Record-ID WARC-Date WARC-Filename",
        "request": f"{_IDENTITY}( WARC-Concurrent-To)+{_WIRE}",
        "metadata": f"{_IDENTITY}(( WARC-Concurrent-To)|{_WIRE})",  # of an exchange, or of a failure
        "response": f"{_IDENTITY}{_WIRE}( WARC-Payload-Digest)?( WARC-Truncated)?",
        "revisit": f"{_IDENTITY}{_WIRE} WARC-Profile {_TARGET}( WARC-Truncated)?",
    }.items()
}
_ID = r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>"
_DIGEST = "sha1:[A-Z2-7]{32}"
_FORMS = {
    name: re.compile(form, re.ASCII)
    for name, form in {
        "WARC-Record-ID": _ID,
        "WARC-Concurrent-To": _ID,
        "WARC-Date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
        "WARC-Protocol": r"[a-z]+/\d\.\d",
        "WARC-Cipher-Suite": r"[A-Za-z0-9_-]+",
        "WARC-Payload-Digest": _DIGEST,
        "WARC-Block-Digest": _DIGEST,
        "Content-Length": "0|[1-9][0-9]*",
    }.items()
}
_FIELDS, _MESSAGE = "application/warc-fields", "application/http;msgtype="
_MEDIA_TYPES = {
    "warcinfo": (_FIELDS,),
    "request": (_MESSAGE + "request",),
    "metadata": (_FIELDS, _MESSAGE + "response"),
    "response": (_MESSAGE + "response",),
    "revisit": (_MESSAGE + "response",),
}
_WIRE_NAMES = ("WARC-IP-Address", "WARC-Protocol", "WARC-Cipher-Suite")


def check_own(stored: Stored) -> Iterator[str]:
    """Give what our writer would not have written."""
    record = stored.record
    names = " ".join(name for name, _value in record.fields)
    order = _ORDER.get(record.type)
    if order is None or not order.fullmatch(names):
        yield f"a {record.type} record with the fields {names}"
    for name, value in record.fields:
        form = _FORMS.get(name)
        if form and not form.fullmatch(value):
            yield f"{name} is {value[:90]!r}"
    media_type = record.get("Content-Type")
    if order and media_type not in _MEDIA_TYPES[record.type]:
        yield f"Content-Type is {media_type!r} in a {record.type} record"
    # A setting leaves it off chunked responses.
    may_lack = record.type != "response" or (stored.http_head and http.is_chunked(stored.http_head))
    if not may_lack and not record.get("WARC-Payload-Digest"):
        yield "WARC-Payload-Digest is not there"
    if record.type == "revisit":
        is_bare = (record.get("WARC-Profile") or "").endswith("not-modified")
        if bool(record.block) == is_bare or bool(record.get("WARC-Truncated")) == is_bare:
            yield "a revisit has the head of its response and WARC-Truncated, that of a 304 has neither"
    if not stored.data.startswith(_header(record)):
        yield "a header line with other spaces, line ends or characters"


def wire_of(record: Record) -> list[tuple[str, str]]:
    """Give the fields that the records of both messages of an exchange share."""
    return [(name, value) for name, value in record.fields if name in _WIRE_NAMES]


def _header(record: Record) -> bytes:
    lines = [record.version, *(f"{name}: {value}" for name, value in record.fields)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"
