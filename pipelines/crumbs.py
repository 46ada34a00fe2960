"""The way from the home page to a report's column, as its page prints it."""

import re
from collections.abc import Sequence

from lxml import etree

from pipelines.line import line_of, squeezed
from pipelines.page import Element, Page, elements, text_within
from pipelines.readers.common_places import CRUMBS
from pipelines.readers.skin import Skin, chained
from pipelines.rendered import length_of, lines_in

_OPENER = re.compile(r"(?:您|你)?(?:现在|当前)?(?:的|所在|所处)*位置(?:是|为)?\s*[:：]?\s*")
_SEPARATOR = re.compile(r"\s*(?:[>＞»›→·]|&gt;|／|\s/\s)+\s*")
_PLACES = etree.XPath(
    "//*[not(self::script or self::style)][text()[contains(., '位置') or contains(., '首页')]]"
)
_ENDS = frozenset(
    ["正文", "详情", "内容", "详细内容", "文章详情", "信息详情", "文章内容", "内容详情", "浏览文章", "当前页"]
)
_LONGEST = 300


def find_breadcrumbs(page: Page, skin: Skin, title: str) -> tuple[str, ...]:
    """Give the steps from the home page down; empty where the page prints none."""
    for css in page.likely(chained(skin.crumbs, CRUMBS)):
        for element in page.many(css):
            if steps := _steps(element, title):
                return steps
    for place in elements(_PLACES(page.root))[:20]:
        around: Element | None = place
        while around is not None and around.tag != "body" and length_of(around) <= _LONGEST:
            if len(steps := _steps(around, title, sure=False)) > 1:
                return steps
            around = around.getparent()
    return ()


def _steps(element: Element, title: str, *, sure: bool = True) -> tuple[str, ...]:
    """Give the steps that an element prints; links in a row are steps only where it is surely no menu."""
    if length_of(element) > _LONGEST:
        return ()
    text = " ".join(lines_in(element))
    opener = _OPENER.search(text)
    way = text[opener.end() :] if opener else text
    parts: Sequence[str] = _SEPARATOR.split(way)
    if len(parts) < 2:
        links = [step for link in element.iter("a") if (step := line_of(text_within(link)))]
        if not links or not (opener or (sure and len(links) > 1)):
            return ()
        parts = [*links, way.rpartition(links[-1])[2]]
    if opener is None and not parts[0].strip().endswith(("首页", "主页", "网站首页", "Home")):
        return ()
    return _tidy(parts, title)


def _tidy(parts: Sequence[str], title: str) -> tuple[str, ...]:
    steps = [line_of(part).strip(" :：|>-") for part in parts]
    steps = [step for step in steps if step]
    if steps and (steps[-1] in _ENDS or squeezed(steps[-1]) == squeezed(title)):
        steps.pop()
    return tuple(steps)
