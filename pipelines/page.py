"""A captured page: where it comes from, and its document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cssselect import HTMLTranslator
from lxml import etree

from archive import http
from archive.capture import Capture
from archive.problem import Problem
from pipelines.decode import decode

Element = etree._Element  # noqa: SLF001 - lxml's public functions give it, but it has no public name

# A page of a report has some 100 kB; what follows the first 16 MB is a bomb, not a report.
_MAX_SIZE = 1 << 24
_LITERALS = re.compile(r"[.#]([\w-]+)|\[[\w-]+[*^$~|]?=['\"]?([^'\"\]]+)")
# huge_tree: Word nests more than the 256 levels that libxml2 allows by default; it still stops at 2048.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


class UnexpectedPage(ValueError):
    """A page is not built as its reader knows it; says the selector, the count and the URL."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from: the capture's place in the archive and its address."""

    url: str
    captured_at: str
    warc: str
    offset: int
    length: int
    record_id: str
    payload_digest: str

    @classmethod
    def of(cls, capture: Capture) -> "Source":
        """Give the source that a capture is."""
        return cls(
            url=capture.url,
            captured_at=capture.captured_at,
            warc=capture.warc,
            offset=capture.offset,
            length=capture.length,
            record_id=capture.record_id,
            payload_digest=capture.payload_digest,
        )

    def to_json(self) -> dict[str, object]:
        """Give the place as the record's ``capture`` has it."""
        return {
            "warc": self.warc,
            "offset": self.offset,
            "length": self.length,
            "record_id": self.record_id,
            "captured_at": self.captured_at,
            "payload_digest": self.payload_digest,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded, parsed page. ``tags`` are its meta elements by lower-case name, first wins."""

    source: Source
    html: str
    root: Element
    tags: Mapping[str, str]
    problems: tuple[Problem, ...]

    def many(self, css: str, within: Element | None = None) -> list[Element]:
        """Give every element that a selector finds, in document order."""
        # Chains of fallbacks mostly name classes that a page has not: a look at its text is cheaper.
        if any((a or b) not in self.html for a, b in _LITERALS.findall(css)) and "," not in css:
            return []
        found = _compiled(css)(self.root if within is None else within)
        return found if isinstance(found, list) else []

    def maybe(self, css: str, within: Element | None = None) -> Element | None:
        """Give the element that a selector finds, or ``None``; more than one is unexpected."""
        found = self.many(css, within)
        if len(found) > 1:
            raise UnexpectedPage(f"{css}: {len(found)} elements instead of at most 1 on {self.source.url}")
        return found[0] if found else None

    def one(self, css: str, within: Element | None = None) -> Element:
        """Give the one element that a selector finds; any other number is unexpected."""
        found = self.many(css, within)
        if len(found) != 1:
            raise UnexpectedPage(f"{css}: {len(found)} elements instead of 1 on {self.source.url}")
        return found[0]


@lru_cache(maxsize=512)
def _compiled(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css), smart_strings=False)


_META = etree.XPath("//meta[@content]")


def open_page(capture: Capture) -> Page | None:
    """Decode and parse a capture; ``None`` where its body has nothing in it.

    Raises:
        http.UnknownCoding: for a content coding that cannot be taken away.
    """
    head = capture.headers
    payload = http.decode(http.entity(capture.message, head), head, _MAX_SIZE + 1)
    problems = []
    if len(payload) > _MAX_SIZE:
        payload = payload[:_MAX_SIZE]
        problems.append(Problem("page.size", f"more than {_MAX_SIZE} bytes; only the first were read"))
    decoded = decode(payload, capture.declared_charset)
    root = etree.fromstring(decoded.text.encode("utf-8"), _PARSER) if decoded.text.strip() else None
    if root is None:
        return None
    tags: dict[str, str] = {}
    for meta in _META(root):
        name = meta.get("name") or meta.get("property") or ""
        tags.setdefault(name.strip().lower(), meta.get("content", "").strip())
    return Page(Source.of(capture), decoded.text, root, tags, (*problems, *decoded.problems))
