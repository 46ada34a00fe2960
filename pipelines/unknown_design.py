"""What a page of unknown design says at places that no table of selectors names."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from lxml import etree

from pipelines.broken_title import whole_title
from pipelines.content import Content, read_content
from pipelines.dates import find_date, without_dates
from pipelines.flow import Flow, read_flow
from pipelines.line import line_of
from pipelines.page import Element, Page, elements, text_within
from pipelines.rendered import length_of, text_of
from pipelines.title import agency_in_title, is_report_title, year_in_title

_CANDIDATES = 50
_NO_TITLE = "self::script or self::style or self::option or self::title or self::meta or ancestor-or-self::a"
_NAMING = etree.XPath(f"//*[not({_NO_TITLE})][text()[contains(., '公开') or contains(., '年报')]]")
_DATED = etree.XPath(
    "preceding::*[not(*) and not(self::script or self::style or self::option or ancestor-or-self::a)]"
    "[string-length(normalize-space()) > 7 and string-length(normalize-space()) < 60]"
    f"[contains(., '19') or contains(., '20')][position() <= {_CANDIDATES}]"
)
_BRACKETS = "()（）[]【】〔〕 "
_BESIDE = re.compile(
    r"(?:(?:发布)?(?:日期|时间)|发布|[Dd]ate|[Tt]ime)?\s*[:：]?\s*"
    r"(?:[|｜].*|(?:浏览|阅读|点击|访问|字号|字体|打印|分享|作者|编辑).*)?"
)
_LONGEST = 120
_LEVELS = 3  # between a container and the column that holds files and related pages too
_MOST_LEVELS = 10
_INLINE = frozenset(["font", "b", "strong", "span", "em", "i", "u", "big"])
_PARAGRAPHS = frozenset(["p", "ul", "ol"])
_BELONGS = re.compile("[【\\[]?(?:相关|附件|附表|解读|政策解读)")
_ELSEWHERE = frozenset(["aside", "footer", "nav", "script", "style", "form"])
_FOOTER = re.compile("foot|copyright|banquan", re.IGNORECASE)
_FURNITURE = re.compile(f"{_FOOTER.pattern}|bottom|nav|menu|sidebar", re.IGNORECASE)


def printed_title(page: Page, text: Sequence[Element] = ()) -> str | None:
    """Give the title of a report that stands in no heading; ``None`` where none does, or several do.

    What stands inside ``text`` is left out: its own title need not be its page's.
    """
    found = set()
    for element in elements(_NAMING(page.root))[:_CANDIDATES]:
        if any(above in text for above in element.iterancestors()):
            continue
        around = element
        while around.tag in _INLINE and (above := around.getparent()) is not None:
            around = above  # a title can change its font half-way
        if length_of(around) > _LONGEST or around.find(".//a[@href]") is not None:
            continue  # the way to the page, which ends with the column's name
        if is_report_title(title := text_of(around)):
            found.add(whole_title([*_line_above(around), title]) or title)
    # The name of the column says neither year nor agency.
    named = [title for title in found if year_in_title(title) or agency_in_title(title)] or [*found]
    return named[0] if len(named) == 1 else None


def _line_above(element: Element) -> list[str]:
    """Give what stands right above an element and can be the first part of a title."""
    above = element.getprevious()
    alike = above is not None and above.tag == element.tag and length_of(above) <= _LONGEST
    return [text_of(above)] if alike and above is not None and above.find(".//a") is None else []


def bare_date(container: Element) -> str | None:
    """Give the date above a report that stands alone or among the page's controls; ``None`` for several."""
    alone = (element for element in elements(_DATED(container)) if not _in_a_list(element))
    texts = {line_of(text_within(element)).strip(_BRACKETS) for element in alone}
    dates = {find_date(text) for text in texts if _BESIDE.fullmatch(without_dates(text).strip(_BRACKETS))}
    return dates.pop() if len(dates) == 1 else None


def _in_a_list(element: Element) -> bool:
    """Tell whether an element stands beside a link: it dates the page that the link leads to."""
    above = element.getparent()
    return above is not None and (above.tag == "li" or above.find("a") is not None)


def beneath(page: Page, container: Element, base: str) -> Content | None:
    """Read what follows a container inside the same column, if it leads anywhere: to files, related pages."""
    found = [
        element
        for element in _following(container)
        if element.tag not in _ELSEWHERE and not _FURNITURE.search(_names(element))
    ]
    if all(next(element.iter("a"), None) is None for element in found):
        return None
    flow = Flow()
    for element in found:
        flow.add(read_flow(element))
    return read_content(flow, base, page.tags.get("articletitle", "")) if flow.links else None


def in_the_foot(element: Element) -> bool:
    """Tell whether an element stands in the footer of its site."""
    return any(
        each.tag == "footer" or _FOOTER.search(_names(each))
        for each in (element, *element.iterancestors())
        if each.tag not in ("body", "html")
    )


def _names(element: Element) -> str:
    return f"{element.get('class')} {element.get('id')}"


def _following(container: Element) -> Iterator[Element]:
    """Give what stands behind a container; where there is no column, only what says that it belongs to it."""
    column = islice(chain([container], container.iterancestors()), _MOST_LEVELS)
    for level, (around, above) in enumerate(pairwise(column)):
        if around.tag == "body":
            return
        in_column = level < _LEVELS and above.tag != "body"
        for element in around.itersiblings("*"):
            if in_column or element.tag in _PARAGRAPHS or _BELONGS.match(_opening(element)):
                yield element


def _opening(element: Element) -> str:
    return next((text for each in element.itertext() if (text := str(each).strip())), "")
