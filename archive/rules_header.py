"""The rules of WARC's named fields, one row each."""

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from archive.rule import WARC, Check, Rule
from archive.stored import Stored

_MANDATORY = ("WARC-Record-ID", "Content-Length", "WARC-Date", "WARC-Type")
_REPEATABLE = ("warc-concurrent-to", "warc-protocol")
_WITH_TARGET = ("response", "resource", "request", "revisit", "conversion", "continuation")
_TYPES = (*_WITH_TARGET, "warcinfo", "metadata")
_REASONS = ("length", "time", "disconnect", "unspecified")
# Which types of record a field may stand in (clauses 5.7 to 5.22).
_ONLY_IN = {
    "WARC-Concurrent-To": ("request", "response", "resource", "metadata", "revisit"),
    "WARC-IP-Address": ("request", "response", "resource", "metadata", "revisit"),
    "WARC-Refers-To": ("metadata", "revisit", "conversion"),
    "WARC-Refers-To-Target-URI": ("revisit",),
    "WARC-Refers-To-Date": ("revisit",),
    "WARC-Target-URI": (*_WITH_TARGET, "metadata"),
    "WARC-Filename": ("warcinfo",),
    "WARC-Profile": ("revisit",),
    "WARC-Segment-Origin-ID": ("continuation",),
    "WARC-Segment-Total-Length": ("continuation",),
}
# The HTTP message in the block of a record (clauses 6.3.2, 6.5, 6.7).
_MESSAGES = {"request": "request", "response": "response", "revisit": "response"}
_IDS = ("WARC-Record-ID", "WARC-Concurrent-To", "WARC-Refers-To", "WARC-Warcinfo-ID")
_ID = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[!-;=?-~]+>")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)
_MEDIA_TYPE = re.compile(r"[!#$&^_.+\w-]+/[!#$&^_.+\w-]+(\s*;.*)?", re.ASCII)
_DIGEST = {
    "sha1": re.compile(r"[A-Z2-7]{32}|[0-9a-f]{40}"),
    "sha256": re.compile(r"[0-9a-f]{64}|[A-Z2-7]{52}=*"),
    "sha512": re.compile(r"[0-9a-f]{128}|[A-Z2-7]{103}=*"),
    "md5": re.compile(r"[0-9a-f]{32}|[A-Z2-7]{26}=*"),
}


def _version(stored: Stored) -> Iterable[str]:
    if stored.record.version not in ("WARC/1.0", "WARC/1.1"):
        yield f"the version is {stored.record.version}, not WARC/1.1"


def _line_ends(stored: Stored) -> Iterable[str]:
    head = stored.data[: len(stored.data) - len(stored.rest) - len(stored.record.block)]
    if not head.count(b"\n") == head.count(b"\r") == head.count(b"\r\n"):
        yield "a header line does not end with CR LF alone"


def _mandatory(stored: Stored) -> Iterable[str]:
    wanted: tuple[str, ...] = _MANDATORY
    if stored.record.type in _WITH_TARGET:
        wanted += ("WARC-Target-URI",)
    if stored.record.type == "revisit":
        wanted += ("WARC-Profile",)
    return (f"{name} is not there" for name in wanted if not stored.record.get(name))


def _known_type(stored: Stored) -> Iterable[str]:
    kind = stored.record.type
    if kind and kind not in _TYPES:
        yield f"WARC-Type {kind!r} is none of {', '.join(_TYPES)}"


def _once(stored: Stored) -> Iterable[str]:
    counts = Counter(name.lower() for name, _value in stored.record.fields)
    repeated = (name for name, count in counts.items() if count > 1 and name not in _REPEATABLE)
    yield from (f"{name} stands {counts[name]} times" for name in repeated)
    pairs = Counter((name.lower(), value) for name, value in stored.record.fields)
    same = (pair for pair, count in pairs.items() if count > 1 and pair[0] in _REPEATABLE)
    yield from (f"{name} stands twice with {value[:90]!r}" for name, value in same)


def _only_in(stored: Stored) -> Iterable[str]:
    kind = stored.record.type
    return (
        f"{name} may not stand in a {kind} record"
        for name, types in _ONLY_IN.items()
        if kind in _TYPES and kind not in types and stored.record.get(name) is not None
    )


def _printed_as(name: str, form: re.Pattern[str], wanted: str) -> Check:
    def check(stored: Stored) -> Iterable[str]:
        values = (value for field, value in stored.record.fields if field.lower() == name.lower())
        return (f"{name} is {value[:90]!r}, not {wanted}" for value in values if not form.fullmatch(value))

    return check


def _ids(stored: Stored) -> Iterable[str]:
    for name in _IDS:
        yield from _printed_as(name, _ID, "a URI in angle brackets")(stored)


def _date(stored: Stored) -> Iterable[str]:
    for name in ("WARC-Date", "WARC-Refers-To-Date"):
        value = stored.record.get(name)
        if value is None:
            continue
        try:
            datetime.strptime(value[:19], "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007  # Z is matched beside it
            well = bool(_DATE.fullmatch(value))
        except ValueError:
            well = False
        if not well:
            yield f"{name} is {value[:90]!r}, not a moment in UTC of the form YYYY-MM-DDThh:mm:ss[.fraction]Z"


def _target(stored: Stored) -> Iterable[str]:
    # WARC 1.0 printed the brackets in its grammar, and its tools write them (wget).
    if stored.record.version == "WARC/1.0":
        value = stored.record.target
        return (f"WARC-Target-URI is {value[:90]!r}, no URI",) if value and not _URI.fullmatch(value) else ()
    return _printed_as("WARC-Target-URI", _URI, "a URI as RFC 3986 has it")(stored)


def _address(stored: Stored) -> Iterable[str]:
    value = stored.record.get("WARC-IP-Address")
    if value is None:
        return
    try:
        ipaddress.ip_address(value)
    except ValueError:
        yield f"WARC-IP-Address is {value[:60]!r}, no address"


def _truncated(stored: Stored) -> Iterable[str]:
    value = stored.record.get("WARC-Truncated")
    if value is not None and value not in _REASONS:
        yield f"WARC-Truncated is {value[:60]!r}, none of {', '.join(_REASONS)}"


def _digest_form(stored: Stored) -> Iterable[str]:
    for name in ("WARC-Block-Digest", "WARC-Payload-Digest"):
        value = stored.record.get(name)
        if value is None:
            continue
        algorithm, _, printed = value.partition(":")
        form = _DIGEST.get(algorithm.lower().replace("-", ""))
        if form is None:
            yield f"{name} is of an algorithm that is not known here: {algorithm[:30]!r}"
        elif not (form.fullmatch(printed) or form.fullmatch(printed.lower())):
            yield f"{name} is {value[:90]!r}, no {algorithm} in base32 or hex"


def _media_type(stored: Stored) -> Iterable[str]:
    if stored.record.block and stored.record.type != "continuation":
        value = stored.record.get("Content-Type") or ""
        if not _MEDIA_TYPE.fullmatch(value):
            yield f"Content-Type is {value[:60]!r}, no media type"
        elif stored.record.target.startswith("http") and (kind := _MESSAGES.get(stored.record.type)):
            media_type, _, rest = value.replace(" ", "").lower().partition(";")
            if media_type != "application/http" or rest not in ("", f"msgtype={kind}"):
                yield f"Content-Type is {value[:60]!r}, not that of a {kind}: application/http;msgtype={kind}"


def _field_names(stored: Stored) -> Iterable[str]:
    names = (name for name, _value in stored.record.fields)
    wrong = (name for name in names if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name))
    return (f"the field name {name[:60]!r} is no token" for name in wrong)


HEADER_RULES = (
    Rule("record.version", f"{WARC} 4", _version),
    Rule("record.line-ends", f"{WARC} 4", _line_ends),
    Rule("field.name", f"{WARC} 4", _field_names),
    Rule("field.mandatory", f"{WARC} 5.2-5.5, 5.14, 5.18", _mandatory),
    Rule("field.type", f"{WARC} 5.5", _known_type),
    Rule("field.once", f"{WARC} 5.1", _once),
    Rule("field.only-in", f"{WARC} 5.7-5.22", _only_in),
    Rule("field.id", f"{WARC} 5.2", _ids),
    Rule("field.date", f"{WARC} 5.4", _date),
    Rule("field.content-type", f"{WARC} 5.6", _media_type),
    Rule("field.digest", f"{WARC} 5.8-5.9", _digest_form),
    Rule("field.address", f"{WARC} 5.10", _address),
    Rule("field.target", f"{WARC} 5.14", _target),
    Rule("field.truncated", f"{WARC} 5.15", _truncated),
)
