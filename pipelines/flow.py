"""The lines, tables, links and images of a part of a page, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from archive.problem import Problem
from pipelines.html_table import Grid, read_data_table
from pipelines.lead import mark_leads
from pipelines.line import MARK, line_of
from pipelines.markup import BLOCKS, HEADINGS, INLINE, SKIPPED
from pipelines.page import Element, text_within

_DEEP = 500  # levels; Word reaches some sixty
_BLOCK, _PARAGRAPH, _BREAK, _SKIP, _TABLE, _IMAGE, _ANCHOR = range(1, 8)
_ROLES = {
    **dict.fromkeys(BLOCKS, _PARAGRAPH),
    **dict.fromkeys([*HEADINGS, "pre"], _BLOCK),
    **dict.fromkeys(SKIPPED, _SKIP),
    "br": _BREAK,
    "table": _TABLE,
    "img": _IMAGE,
    "a": _ANCHOR,
}


# Lines and links are named tuples because a page has many, and frozen dataclasses take four times as long.


class Link(NamedTuple):
    """An anchor with its text; ``href`` as the page has it."""

    text: str
    href: str
    name: str = ""  # what its alt, title or download attribute calls the target
    marked: bool = False  # the CMS marks it as an attachment


@dataclass(frozen=True, slots=True)
class Image:
    """An image; ``src`` as the page has it."""

    src: str
    alt: str


class Line(NamedTuple):
    """One line: a paragraph, or a part of one between two ``<br>``.

    ``rank`` is the level of the HTML heading that the line is, 0 for none; ``lead`` how many
    characters at its beginning are bold where the rest is not.
    """

    text: str
    rank: int = 0
    links: tuple[Link, ...] = ()
    lead: int = 0


@dataclass(slots=True)
class Flow:
    """What a part of a page says. ``tables`` carry the number of lines before them."""

    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[int, Grid]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: "Flow") -> None:
        """Put what follows on the page behind this."""
        self.tables.extend((len(self.lines) + before, grid) for before, grid in other.tables)
        self.lines.extend(other.lines)
        self.links.extend(other.links)
        self.images.extend(other.images)
        self.problems.extend(other.problems)


def read_flow(top: Element) -> Flow:
    """Read an element in one walk. Inline markup is taken away from the document."""
    mark_leads(top)
    etree.strip_tags(top, *INLINE)
    return flow_of(top)


def flow_of(top: Element) -> Flow:
    """Read an element as it is; of its markup nothing is taken away but tables in tables."""
    walk = _Walk()
    walk.through(top)
    return walk.flow


class _Walk:
    """A walk with its own stack: a page nested thousands deep must not end the interpreter's."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.pieces: list[str] = []
        self.links: list[Link] = []
        self.rank = 0

    def through(self, top: Element) -> None:
        pieces = self.pieces
        if top.text:
            pieces.append(top.text)
        stack: list[tuple[Iterator[Element], Element, int, int]] = [(iter(top), top, _BLOCK, 0)]
        deepest = 0
        while stack:
            for child in stack[-1][0]:
                role = _ROLES.get(child.tag, 0)
                if role == _PARAGRAPH and not len(child):
                    self.paragraph(child.text)
                    self.add(child.tail)
                    continue
                if role and not self.enter(child, role):
                    self.add(child.tail)
                    continue
                start = len(pieces)
                if len(child):
                    if (text := child.text) and (pieces or not text.isspace()):
                        pieces.append(text)
                    stack.append((iter(child), child, role, start))
                    break
                self.add(child.text)
                self.leave(child, role, start)
                self.add(child.tail)
            else:
                deepest = max(deepest, len(stack))
                _, element, role, start = stack.pop()
                self.leave(element, role, start)
                if stack:
                    self.add(element.tail)
        if deepest > _DEEP:
            self.flow.problems.append(Problem("page.nesting", f"elements nested {deepest} deep"))

    def add(self, text: str | None) -> None:
        if text and (self.pieces or not text.isspace()):
            self.pieces.append(text)

    def paragraph(self, text: str | None) -> None:
        """Take in a block that is nothing but a text, as most are."""
        self.end_line()
        self.add(text)
        self.end_line()

    def enter(self, element: Element, role: int) -> bool:
        """Begin an element; tell whether its content is to be walked."""
        if role == _ANCHOR:
            return True
        if role == _SKIP:
            return False
        if role == _IMAGE:
            self.image(element)
            return False
        self.end_line()
        if role == _TABLE:
            return not self.table(element)
        return role == _PARAGRAPH or (role == _BLOCK and self.block(element))

    def block(self, element: Element) -> bool:
        """Begin a heading or lines as they are; tell whether its content is still to be walked."""
        if element.tag in HEADINGS:
            self.rank = HEADINGS[element.tag]
        if element.tag != "pre" or len(element):
            return True
        for text in (element.text or "").split("\n"):  # its lines are lines
            self.pieces.append(text)
            self.end_line()
        return False

    def leave(self, element: Element, role: int, start: int) -> None:
        if role in (_PARAGRAPH, _BLOCK, _TABLE):
            self.end_line()
            if element.tag in HEADINGS:
                self.rank = 0
        elif role == _ANCHOR:
            self.anchor(element, "".join(self.pieces[start:]))

    def end_line(self) -> None:
        if not self.pieces:
            return
        said = "".join(self.pieces)
        text = line_of(said)
        self.pieces.clear()
        if text:
            lead = len(line_of(said.rpartition(MARK)[0])) if MARK in said else 0
            self.flow.lines.append(Line(text, self.rank, tuple(self.links), lead))
        self.links = []

    def anchor(self, element: Element, text: str) -> None:
        href = element.get("href")
        if not href:
            return
        name = element.get("alt") or element.get("title") or element.get("download") or ""
        wraps_lines = not self.pieces and self.flow.lines
        marked = element.get("attachment-id") is not None or "attachment" in (element.get("class") or "")
        link = Link(line_of(text or text_within(element)), href.strip(), line_of(name), marked)
        self.flow.links.append(link)
        if wraps_lines:  # a paragraph inside an anchor has ended its line already
            last = self.flow.lines[-1]
            if link.text and last.text.endswith(link.text):
                self.flow.lines[-1] = last._replace(links=(*last.links, link))
        else:
            self.links.append(link)

    def image(self, element: Element) -> None:
        # A picture that is loaded when it is scrolled to shows another until then.
        src = element.get("data-original") or element.get("data-src") or element.get("src")
        if src:
            self.flow.images.append(Image(src.strip(), line_of(element.get("alt") or "")))

    def table(self, element: Element) -> bool:
        """Read a table as data; tell whether it was one."""
        grid = read_data_table(element)
        if grid is None:
            return False
        for inner in element.iter("a", "img"):
            if inner.tag == "img":
                self.image(inner)
            else:
                self.anchor(inner, text_within(inner))
        self.links = []
        if grid.rows:
            self.flow.tables.append((len(self.flow.lines), grid))
            self.flow.problems.extend(grid.problems)
        return True
