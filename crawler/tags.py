"""The leads of a page found from its tags alone, without a tree of it.

A tree costs ten times as much, and pages of a site have most of their tags in common: each is looked
at once. Whatever could make a parser see other tags than these patterns (HTML Standard, section 13.2.5)
is left to a parser.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from crawler.leads import WANTED, Lead, Leads, lead_of

_SPACE = rb"[\t\n\f\r ]"
# Only characters are repeated possessively, no groups: Python before 3.11.5 gets those wrong (gh-106052).
# A name, with a value perhaps: quoted, or without blanks, quotes and angle brackets.
_ATTRIBUTE = (
    rb"[\t\n\f\r /]++(?:[^\t\n\f\r \"'<>/=]++"
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\t\n\f\r \"'<>=`][^\t\n\f\r \"'<>]*+))?)?"
)
_START = re.compile(rb"<([a-zA-Z][a-zA-Z0-9:_.-]*+)(?:" + _ATTRIBUTE + rb")*>")
_END = re.compile(rb"</([a-zA-Z][a-zA-Z0-9:_.-]*+)" + _SPACE + rb"*+>")
_DECLARATION = re.compile(rb"<!(?:doctype\s[^<>\[\]]*+|\[(?:if\s[^<>\[\]]*+|endif)\])>", re.IGNORECASE)


def _raw(name: bytes) -> bytes:
    """Match an element in which tags are text, from behind its angle bracket on.

    If nothing ends it, to the end: else a page of beginnings would be gone through from each of them.
    """
    either = b"".join(b"[%c%c]" % (sign, sign - 32) for sign in name)
    return (
        either + rb"(?=[\t\n\f\r />])[^>]*+>(?:[^<]++|<(?!/" + either + rb"))*"
        rb"(?:</" + either + _SPACE + rb"*+>)?"
    )


_TOKEN = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*(?:-->)?|" + _raw(b"script") + rb"|" + _raw(b"style") + rb"|[^>]*+>)"
)
# In these, too, tags are text, and the end is where it is only if nothing like a tag comes before it.
_TEXT_ONLY = frozenset({"title", "textarea", "iframe", "xmp", "noembed", "noframes"})
_UNUSUAL = frozenset({"plaintext", "frameset"})
_PAINTS = re.compile(rb"srcset|background|style[^>]*(?:url\(|&)", re.IGNORECASE)
_PARSER = etree.HTMLParser(recover=True, encoding="utf-8")
# Beyond so many different tags, or such a length, they are not kept.
_MOST, _LONGEST = 20_000, 1000


class _InDoubt(ValueError):
    """Only a parser can tell what a tag is."""


class _Met(NamedTuple):
    """What a tag is worth: a lead, a text, and what may stand behind it."""

    lead: Lead | None
    name: str = ""
    text: str = ""

    def allows(self, tokens: list[bytes], at: int) -> bool:
        """Tell whether the tags from there on may follow; after a page's end parsers lose some."""
        if self.name == "/html":
            return all(token.startswith(b"<!--") for token in tokens[at:])
        if self.name in _TEXT_ONLY:
            return at < len(tokens) and tokens[at].lower().startswith(b"</" + self.name.encode())
        return True


class Tags:
    """Finds leads, and keeps what it knows of the tags that it has met."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[bytes, _Met | None] = {}

    def leads_in(self, markup: bytes) -> Leads | None:
        """Give the leads of a page in UTF-8, or ``None`` where only a parser can tell."""
        if b"\0" in markup or markup.rfind(b"<") > markup.rfind(b">"):
            return None
        try:
            return self._gather(_TOKEN.findall(markup))
        except _InDoubt:
            return None

    def _gather(self, tokens: list[bytes]) -> Leads:
        elements: list[Lead] = []
        texts: dict[str, list[str]] = {"script": [], "style": []}
        known = self._known
        for at, token in enumerate(tokens, 1):
            met = known[token] if token in known else self._meet(token)
            if met is None:
                continue
            if not met.allows(tokens, at):
                raise _InDoubt
            if met.lead:
                elements.append(met.lead)
            if met.text:
                texts[met.name].append(met.text)
        return Leads(tuple(elements), tuple(texts["script"]), tuple(texts["style"]))

    def _meet(self, token: bytes) -> _Met | None:
        met = _look_at(token)
        if len(token) <= _LONGEST:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[token] = met
        return met


def _look_at(token: bytes) -> _Met | None:
    if token.startswith(b"<!--"):
        if token.startswith((b"<!-->", b"<!--->")) or b"--!>" in token or not token.endswith(b"-->"):
            raise _InDoubt
        return None
    if start := _START.match(token):
        return _opened(token, start[1].decode().lower(), start.end())
    if end := _END.fullmatch(token):
        return _Met(None, "/html") if end[1].lower() == b"html" else None
    if _DECLARATION.fullmatch(token):
        return None
    raise _InDoubt


def _opened(token: bytes, name: str, end: int) -> _Met | None:
    if name in _UNUSUAL:
        raise _InDoubt
    text = ""
    if name in ("script", "style"):
        content = token[end : (close := token.rfind(b"</"))]
        closed = end <= close and _END.fullmatch(token, close)
        if not closed or closed[1].decode().lower() != name or b"<!--" in content or b"\r" in content:
            raise _InDoubt
        text = _decoded(content)
    elif end != len(token):
        raise _InDoubt
    leads = name in WANTED or _PAINTS.search(token, 0, end)
    lead = _lead_of(token[:end], name) if leads else None
    return _Met(lead, name, text) if lead or text or name in _TEXT_ONLY else None


@lru_cache(4096)
def _lead_of(tag: bytes, name: str) -> Lead | None:
    """Read the attributes as a parser does."""
    _decoded(tag)
    lead = lead_of(next(etree.fromstring(tag, _PARSER).iter(name)))
    return lead if lead.is_one else None


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _InDoubt from error
