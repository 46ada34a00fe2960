"""The elements of a page that hold the report's text."""

from operator import itemgetter

from lxml import etree

from pipelines.html_table import read_data_table
from pipelines.page import Element, Page, elements, text_within
from pipelines.readers.common_places import BODY, CHROME
from pipelines.readers.skin import Skin, chained
from pipelines.rendered import length_of

_PICTURES_OR_LINKS = etree.XPath("boolean(.//img | .//a[@href])")
_HIDDEN = etree.XPath(".//*[contains(translate(@style, ' ', ''), 'display:none')]")
_LEAF = frozenset(
    ["p", "span", "table", "tbody", "tr", "ul", "ol", "a", "form", "strong", "font", "h1", "h2", "h3"]
)
_NO_TEXT = frozenset(
    ["script", "style", "noscript", "nav", "footer", "header", "select", "textarea", "head", "iframe"]
)
_FRAMES = frozenset(["form", "tbody", "tr"])
_PROSE_TAGS = frozenset(["p", "table", "h2", "h3", "h4", "ul", "ol"])
_SHORT = 100
_MOST = 200  # containers of one kind: a text is not cut into more
_FURNITURE = 250  # characters: way, meta line and footer of a page


def containers(page: Page, skin: Skin) -> list[Element]:
    """Give the elements that hold the report, in document order; empty where the page has no text at all.

    The reader's own places come first, then the common ones, then the element that holds most
    of the page's prose. A place that is nearly empty is passed over for one that is not: some
    pages have an empty container in front of the one that is used.
    """
    best: list[Element] = []
    for css in page.likely(chained(skin.body, BODY)):
        found = _filled(page.many(css))
        if not found:
            continue
        length = sum(map(length_of, found))
        if length >= _SHORT:
            return found
        if not best:
            best = found
    if best and not skin.body:
        return best
    top = widest(page.root)
    if best and (top is None or length_of(top) < 10 * _SHORT or any(_within(each, top) for each in best)):
        return best
    return [top] if top is not None else best


def without_chrome(page: Page, top: Element, chrome: tuple[str, ...] = ()) -> None:
    """Empty what stands in a container and is not shown, or no part of the report."""
    found = [element for css in page.likely(chained(chrome, CHROME)) for element in page.many(css, top)]
    most = length_of(top) // 2 if found else 0
    for element in found:
        if (
            most < _SHORT or length_of(element) < most
        ):  # a design can call its text what others call their furniture
            element.clear(keep_tail=True)  # type: ignore[call-arg]  # lxml-stubs does not know it
    if page.says("display"):
        for element in elements(_HIDDEN(top)):
            element.clear(keep_tail=True)  # type: ignore[call-arg]


def _filled(found: list[Element]) -> list[Element]:
    """Leave out what is empty, hidden, inside another or says the same as another."""
    kept: list[Element] = []
    texts: list[str] = []
    for element in found[:_MOST]:
        if any(_within(element, other) for other in kept):
            continue
        text = "".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())
        if not text and not _PICTURES_OR_LINKS(element):
            continue
        if text and any(text in other for other in texts):
            continue
        kept.append(element)
        texts.append(text)
    shown = [
        element for element in kept if "display:none" not in (element.get("style") or "").replace(" ", "")
    ]
    return shown or kept


def _within(element: Element, other: Element) -> bool:
    return any(ancestor is other for ancestor in element.iterancestors())


def widest(root: Element) -> Element | None:
    """Give the smallest element that holds most of the page's text outside of links."""
    top = root.find("body")
    weight = _prose(top) if top is not None else 0
    while top is not None and weight:
        children = [(child, _prose(child)) for child in top.iterchildren("*") if child.tag not in _NO_TEXT]
        heaviest, most = max(children, key=itemgetter(1), default=(top, 0))
        beside = sum(prose for child, prose in children if child is not heaviest and child.tag in _PROSE_TAGS)
        if most * 10 < weight * 8 and weight - most > _FURNITURE:
            break
        if beside * 20 > weight and beside > _SHORT:
            break  # paragraphs beside it belong to the same text
        if heaviest.tag in _LEAF and not _is_frame(heaviest):
            break
        top, weight = heaviest, most
    return top


def _is_frame(element: Element) -> bool:
    """Tell whether a table or form only frames the page; its parts are reached through it alone."""
    return read_data_table(element) is None if element.tag == "table" else str(element.tag) in _FRAMES


def _prose(element: Element) -> int:
    linked = sum(len(text_within(link).strip()) for link in element.iter("a", "script", "style", "option"))
    return length_of(element) - linked
