"""A captured page: where it comes from, and its document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

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
# A picture written into its tag is longer, but of few words.
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 1000
_LONG_TAG = re.compile(rb"(<[A-Za-z][\w:-]*)[^<>]{%d,}" % _LONGEST_TAG)
_STYLE = re.compile(rb' style="[^"]*"')
# huge_tree: Word nests more than the 256 levels that libxml2 allows by default; it still stops at 2048.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


class UnexpectedPage(ValueError):
    """A page is not built as its reader knows it; says the selector, the count and the URL."""


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded, parsed page.

    ``tags`` are its meta elements by lower-case name, the first of each; ``boxes`` its elements
    by tag, ``tag.class`` and ``#id``. ``markup`` is what was parsed.
    """

    source: Capture  # without its bytes
    html: str
    markup: bytes
    root: Element
    tags: Mapping[str, str]
    boxes: Mapping[str, list[Element]]
    problems: tuple[Problem, ...]

    def says(self, words: str) -> bool:
        """Tell whether words stand anywhere in the markup: in bytes they are found sooner than in text."""
        return words.encode() in self.markup

    def many(self, css: str, within: Element | None = None) -> list[Element]:
        """Give every element that a selector finds, in document order."""
        steps = _steps(css)
        if not steps:
            return _by_xpath(self, css, within)
        found = self.boxes.get(steps[-1], [])
        if not found:
            return found
        for step in steps[:-1]:
            around = set(self.boxes.get(step, ()))
            found = [
                element for element in found if any(above in around for above in element.iterancestors())
            ]
        if found and within is not None:
            found = [
                element for element in found if any(above is within for above in element.iterancestors())
            ]
        return found

    def likely(self, chain: tuple[str, ...]) -> list[str]:
        """Give the selectors of a chain that may find something: of most the page has no element at all."""
        return [css for css, key in _keys(chain) if key is None or key in self.boxes]

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


def elements(found: object) -> list[Element]:
    """Give what an XPath found as the elements that it asked for."""
    return cast("list[Element]", found) if isinstance(found, list) else []


def text_within(element: Element) -> str:
    """Give all text inside an element as the markup has it."""
    return "".join(cast("Iterator[str]", element.itertext()))


# The elements that designs are made of. Those of a text, hundreds, are of use only where they have a class.
_TEXTS = ("p", "td")
# A step to the attributes is far cheaper than a condition on each element.
_NAMES = tuple((tag, etree.XPath(f"descendant::{tag}/@class[. != 'MsoNormal']")) for tag in _TEXTS)
_BOXES = (
    *("div", "h1", "h2", "h3", "h6", "section", "article", "main", "header", "ul", "ol", "nav", "table"),
    *("ucapcontent", "ucaptitle", "meta", "link", "base"),
)
_SIMPLE = re.compile(r"(?P<tag>[a-z0-9]+)(?P<name>\.[\w-]+)?|#[\w-]+")


@lru_cache(maxsize=1024)
def _steps(css: str) -> tuple[str, ...]:
    """Take a selector apart into keys of the boxes, one in another; ``()`` for one that asks for more."""
    steps = css.split()
    for step in steps:
        found = _SIMPLE.fullmatch(step)
        kept = _BOXES + (_TEXTS if found and found["name"] else ())
        if found is None or found["tag"] not in (None, *kept):
            return ()
    return tuple(steps)


@lru_cache(maxsize=256)
def _keys(chain: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
    """Give the selectors of a chain, each with the key of the boxes that it leads to."""
    return tuple((css, _steps(css)[-1] if _steps(css) else None) for css in chain)


def _by_xpath(page: Page, css: str, within: Element | None) -> list[Element]:
    # Most pages have not one of the classes in a selector: a look at the text is cheaper.
    if not all(page.says(name or value) for name, value in _literals(css)):
        return []
    return elements(_compiled(css)(page.root if within is None else within))


@lru_cache(maxsize=1024)
def _literals(css: str) -> list[tuple[str, str]]:
    return [] if "," in css else _LITERALS.findall(css)


@lru_cache(maxsize=512)
def _compiled(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css), smart_strings=False)


def _boxes(root: Element) -> dict[str, list[Element]]:
    boxes: dict[str, list[Element]] = {}
    for element in root.iter(*_BOXES):
        tag = element.tag
        boxes.setdefault(tag, []).append(element)
        if name := element.get("id"):
            boxes.setdefault(f"#{name.strip()}", []).append(element)
        if names := element.get("class"):
            for name in set(names.split()):
                boxes.setdefault(f"{tag}.{name}", []).append(element)
    for tag, names_of in _NAMES:
        for names in cast("list[Any]", names_of(root)):
            for name in set(names.split()):
                boxes.setdefault(f"{tag}.{name}", []).append(names.getparent())
    return boxes


def open_page(capture: Capture) -> Page | None:
    """Decode and parse a capture; ``None`` where its body has nothing in it.

    Raises:
        UnknownCoding: for a content coding that cannot be taken away.
    """
    head = capture.headers
    payload = http.decode(http.entity(capture.message, head), head, _MAX_SIZE + 1)
    problems = []
    if len(payload) > _MAX_SIZE:
        payload = payload[:_MAX_SIZE]
        problems.append(Problem("page.size", f"more than {_MAX_SIZE} bytes; only the first were read"))
    decoded = decode(payload, capture.declared_charset)
    markup = _markup(decoded.data)
    if (lean := _without_swarms(markup)) != markup:
        markup = lean
        problems.append(Problem("page.size", f"a tag with more than {_MOST_ATTRIBUTES} attributes lost them"))
    root = etree.fromstring(markup, _PARSER) if markup and not markup.isspace() else None
    if root is None:
        return None
    if (last := _PARSER.error_log.last_error) and last.type_name == "ERR_RESOURCE_LIMIT":
        problems.append(Problem("page.nesting", f"the parser stopped in line {last.line}: {last.message}"))
    tags: dict[str, str] = {}
    boxes = _boxes(root)
    for meta in boxes.get("meta", ()):
        name = meta.get("name") or meta.get("property")
        if name and (content := meta.get("content")):
            tags.setdefault(name.strip().lower(), content.strip())
    problems += decoded.problems
    return Page(capture.without_bytes(), decoded.text, markup, root, tags, boxes, tuple(problems))


def _without_swarms(markup: bytes) -> bytes:
    """Take the attributes of a tag away where they are thousands: the parser compares each with each."""
    at = 0
    while (end := at + _LONGEST_TAG) < len(markup):  # from one tag to the last that begins within reach
        last = markup.rfind(b"<", at, end)
        if last < 0 and markup.find(b">", at, end) < 0:
            return _LONG_TAG.sub(
                lambda tag: tag[1] if len(tag[0].split()) > _MOST_ATTRIBUTES else tag[0], markup
            )
        at = last + 1 if last >= 0 else end
    return markup


def _markup(data: bytes) -> bytes:
    """Give what is to be parsed of a page in UTF-8: all but idle style attributes.

    Editors write a style on every paragraph and cell: half of a report's bytes, and half of the
    parser's time. Only those that hide something are of use.
    """
    if b"display" in data:
        kept = bytearray(data)
        for display in re.finditer(rb"display\s*:\s*none", data):
            style = data.rfind(b' style="', max(0, display.start() - 200), display.start())
            if style >= 0 and b'"' not in data[style + 8 : display.start()]:
                kept[style + 1 : style + 6] = b"STYLE"  # the same to a parser, but not to the pattern below
        data = bytes(kept)
    return _STYLE.sub(b"", data)
