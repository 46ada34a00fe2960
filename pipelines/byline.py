"""The meta line of a page, wherever its design prints it."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, cast

from lxml import etree

from pipelines.dates import find_date
from pipelines.line import line_of
from pipelines.meta_line import MetaLine, read_meta_line, told_by
from pipelines.page import Element, Page, text_within
from pipelines.readers.common_places import META
from pipelines.readers.skin import Skin, chained
from pipelines.rendered import length_of, lines_in
from pipelines.unknown_design import bare_date, in_the_foot

_LONGEST = 200
_UNREAD = frozenset(["script", "style", "option", "a", "title"])
_LABELS = ("来源", "日期", "时间", "发布于")

# The page-tag standard wants PubDate; the others are what content systems write in its place.
_DATE_TAGS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "firstpublishedtime",
    "date",
)
_SOURCE_TAGS = ("contentsource",)


def find_meta_line(page: Page, skin: Skin, body: list[Element]) -> MetaLine:
    """Give what the printed meta line says, an empty one where the page prints none."""
    best = MetaLine()
    for element in _places(page, skin):
        best = best.joined(read_meta_line(" ".join(lines_in(element))))
        if best.found == 2 and not best.is_older:
            return best
    # To look at every text of the page is dear: only where a statement is missing that the page may make.
    may_name_source = page.says("来源")
    if best.published_at is None or best.is_older or (not best.names_source and may_name_source):
        known: dict[Element, MetaLine] = {}  # a line with several labels comes once for each
        for element in _labelled(page, body):
            if element not in known:
                known[element] = read_meta_line(_said_by(element))
            best = best.joined(known[element])
            if "T" in (best.published_at or "") and (best.names_source or not may_name_source):
                break
    if (best.published_at is None or best.is_older) and body and tagged_date(page) is None:
        best = best.joined(MetaLine(published_at=bare_date(body[0])))
    return best


def tagged_date(page: Page) -> str | None:
    """Give the date that the page's tags state, PubDate first."""
    for name in _DATE_TAGS:
        if date := find_date(page.tags.get(name, "")):
            return date
    return None


def tagged_source(page: Page) -> str | None:
    """Give the source that the page's tags state."""
    return next((page.tags[name] for name in _SOURCE_TAGS if page.tags.get(name)), None)


def _said_by(element: Element) -> str:
    """Give what an element says as one line, the cells of its tables too."""
    cells = [line_of(text_within(cell)) for table in element.iter("table") for cell in table.iter("td", "th")]
    return told_by([*lines_in(element), *cells])


def _places(page: Page, skin: Skin) -> Iterator[Element]:
    for css in page.likely(chained(skin.meta, META)):
        for element in page.many(css)[:10]:
            if length_of(element) <= _LONGEST:
                yield element


def _labelled(page: Page, body: list[Element]) -> Iterator[Element]:
    """Find the lines outside the report's text that have a label of a meta line."""
    labels = tuple(label for label in _LABELS if page.says(label))
    for element in islice(_tellers(page.root, labels), 40) if labels else ():
        if _inside(element, body):
            continue
        line, above = element, element.getparent()
        while above is not None and above.tag not in ("body", "html") and length_of(above) <= _LONGEST:
            line, above = above, above.getparent()
        if length_of(line) <= _LONGEST and not in_the_foot(line):
            yield line


def _tellers(root: Element, labels: tuple[str, ...]) -> Iterator[Element]:
    """Find the elements that have a text of their own with one of the labels in it, each once in a row."""
    last: Element | None = None
    # Their parents are not for XPath to find: libxml2 would look for each among all before it.
    for text in cast("list[Any]", _holding(labels)(root)):
        element: Element | None = text.getparent()
        if text.is_tail and element is not None:
            element = element.getparent()
        if element is not None and element is not last and element.tag not in _UNREAD:
            yield (last := element)


@cache
def _holding(labels: tuple[str, ...]) -> etree.XPath:
    says = " or ".join(f"contains(., '{label}')" for label in labels)
    return etree.XPath(f"descendant::text()[{says}]")


def _inside(element: Element, body: list[Element]) -> bool:
    return any(element is top or any(above is top for above in element.iterancestors()) for top in body)
