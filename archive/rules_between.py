"""The rules between records, wherever they lie: ids, exchanges, revisits."""

from collections.abc import Iterator

from archive.claims import Claims
from archive.problem import Problem
from archive.stored import Stored
from archive.warc import NOT_MODIFIED_URN

# The kinds of claim; "is" sorts before the others, though nothing leans on it.
_IS, _WITH, _REPEATS, _UNDER = "is", "with", "repeats", "under"
Row = list[str]


def claim(stored: Stored, claims: Claims) -> None:
    """Note what a record is, and which others it names."""
    record = stored.record
    facts = (record.type, record.get("WARC-Date") or "", record.target)
    ties = [value for name, value in record.fields if name.lower() == "warc-concurrent-to"]
    digest = record.get("WARC-Payload-Digest") or ""
    address = record.get("WARC-IP-Address") or ""
    claims.note(
        record.get("WARC-Record-ID") or "", _IS, stored.place, *facts, digest, "tied" if ties else "", address
    )
    for tie in ties:
        claims.note(tie, _WITH, stored.place, *facts, address)
    if under := record.get("WARC-Warcinfo-ID"):
        claims.note(under, _UNDER, stored.place)
    if record.type == "revisit" and (target := record.get("WARC-Refers-To")):
        date, uri = record.get("WARC-Refers-To-Date") or "", record.get("WARC-Refers-To-Target-URI") or ""
        claims.note(target, _REPEATS, stored.place, date, uri, digest)


def name_capture(claims: Claims, record_id: str, place: str) -> None:
    """Note that a file beside the WARCs names a capture."""
    claims.note(record_id, "named", place)


def judge(claims: Claims, *, is_whole: bool) -> Iterator[Problem]:
    """Give what does not fit together. In a part of a collection, captures elsewhere are none of it."""
    for record_id, rows in claims.groups():
        records = [row[1:] for row in rows if row[0] == _IS]
        for place, *_facts in records[1:]:
            yield Problem("id.unique", f"{record_id} is also the id of {records[0][0]}", place)
        for kind, place, *facts in rows:
            if kind == _IS:
                continue
            if records:
                yield from _compare(kind, place, facts, records[0])
            elif is_whole or kind == _WITH:
                yield Problem(_RULE_OF[kind], f"{record_id} is named here and is not there", place)
        if records and records[0][1] == "response":
            yield from _requested(records[0], rows)


_RULE_OF = {
    _WITH: "exchange.tie",
    _REPEATS: "revisit.target",
    _UNDER: "field.warcinfo-id",
    "named": "ledger.capture",
}


def _requested(record: Row, rows: list[Row]) -> Iterator[Problem]:
    place, _kind, _date, target, _digest, tied, _address = record
    has_request = tied or any(row[0] == _WITH and row[2] == "request" for row in rows)
    if target.startswith("http") and not has_request:
        yield Problem("exchange.request", "no request record belongs to the response", place)


def _compare(kind: str, place: str, facts: Row, record: Row) -> Iterator[Problem]:
    _place, record_kind, date, target, digest, _tied, address = record
    if kind == _WITH:
        _own_kind, own_date, own_target, own_address = facts
        if own_date != date:
            message = f"WARC-Date is {own_date}, that of the {record_kind} of the same capture event {date}"
            yield Problem("exchange.date", message, place)
        if own_target.removeprefix(NOT_MODIFIED_URN) != target.removeprefix(NOT_MODIFIED_URN):
            message = f"WARC-Target-URI is {own_target}, that of the {record_kind} it belongs to {target}"
            yield Problem("exchange.tie", message, place)
        if own_address and address and own_address != address:
            message = f"WARC-IP-Address is {own_address}, that of the {record_kind} it belongs to {address}"
            yield Problem("exchange.address", message, place)
    elif kind == _REPEATS:
        told = dict(zip(("date", "URI", "payload digest"), facts, strict=True))
        found = {"date": date, "URI": target, "payload digest": digest}
        for name, value in told.items():
            if value and found[name] and value != found[name]:
                message = f"the {name} of the target is {found[name]}, not {value}"
                yield Problem("revisit.target", message, place)
    elif kind == "named" and record_kind not in ("response", "revisit", "metadata"):
        yield Problem("ledger.capture", f"what is named here is a {record_kind} record", place)
