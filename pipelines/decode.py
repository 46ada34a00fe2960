"""The text of a page's bytes, with every doubt about its encoding as a problem."""

import codecs
import re
from dataclasses import dataclass

from archive.problem import Problem

# WHATWG: gb2312 and gbk mean their superset; old sites declare the small one and use the large.
_SUPERSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-tw", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii"), "cp1252"),
}
_NO_CHARSETS = frozenset(["utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"])
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# A page of UTF-16 whose mark is lost still opens with a tag.
_OPENINGS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# No codec gives a surrogate; a character reference can name one.
_SURROGATE = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));?"
)
_REFERENCE = re.compile(b"&(?=#)")  # one byte and a look behind it: sooner found than two bytes
# Of a GBK page read as UTF-8 a fifth of the characters happen to be valid; of a damaged UTF-8 page most are.
_DAMAGED_SHARE = 2


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, without a byte order mark, and the encoding that it was read with.

    ``data`` is the text in UTF-8, into which it always goes: what did not decode is U+FFFD.
    """

    text: str
    data: bytes
    encoding: str
    problems: tuple[Problem, ...]


def decode(payload: bytes, declared: str | None) -> Decoded:
    """Decode the bytes of a page.

    The order: a byte order mark or the first tag of UTF-16, UTF-8 where the bytes are UTF-8 (no
    other encoding's text of any length passes for it), what the server or the page's own meta
    element declares, GB18030. ``declared`` is the server's charset. The losing declaration is a
    problem.
    """
    named = _declarations(payload, declared)
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return _decoded(payload[len(mark) :].decode(encoding, "replace"), encoding, named)
    for opening, encoding in _OPENINGS:
        if payload.startswith(opening):
            return _decoded(payload.decode(encoding, "replace"), encoding, named)
    try:
        return _decoded(payload.decode("utf-8"), "utf-8", named, payload)
    except UnicodeDecodeError:
        text = payload.decode("utf-8", "replace")
    if text.count("\ufffd") * _DAMAGED_SHARE <= sum(map(len, _FOREIGN.findall(text))):
        return _decoded(text, "utf-8", named)
    encoding = (
        next((known for _, known in named if known not in (None, "utf-8", "cp1252")), None) or "gb18030"
    )
    return _decoded(payload.decode(encoding, "replace"), encoding, named)


_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def _declarations(payload: bytes, declared: str | None) -> list[tuple[str, str | None]]:
    meta = _META.search(payload, 0, 4096)
    labels = [declared] if declared else []
    if meta:
        labels.append(meta[1].decode("ascii"))
    return [(label, _known(label)) for label in labels]


def _known(label: str) -> str | None:
    """Give Python's name of a declared charset, ``None`` for one that is no text encoding."""
    name = _SUPERSETS.get(label.lower(), label)
    try:
        b"a".decode(name, "replace")  # rot13 and the like are codecs too, but of no bytes
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found in _NO_CHARSETS else found


def _decoded(
    text: str, encoding: str, named: list[tuple[str, str | None]], payload: bytes | None = None
) -> Decoded:
    data = text.encode() if payload is None else payload
    problems = []
    for label, known in named:
        if known is None:
            problems.append(Problem("encoding.unknown", f"the declared charset {label[:40]!a} is none"))
        elif known not in (encoding, encoding[:6]) and not text.isascii():  # utf-16 names either order
            problems.append(Problem("encoding.conflict", f"declared {label}, but the bytes are {encoding}"))
    if _REFERENCE.search(data) and (lone := _SURROGATE.findall(text)):
        problems.append(
            Problem("encoding.surrogate", f"{len(lone)} lone surrogates ({lone[0]}), each read as U+FFFD")
        )
    if damaged := text.count("\ufffd"):
        problems.append(Problem("encoding.replacement", f"{damaged} characters that cannot be read"))
    return Decoded(text, data, encoding, tuple(dict.fromkeys(problems)))
