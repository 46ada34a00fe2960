"""Where a page leads: reports, further pages of a listing, data behind it (pure, no I/O)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector

from crawler.addresses import absolute, postmeta_path, tidy, without_scheme
from crawler.leads import DOCUMENT, Element
from crawler.paging import counted_pages, is_next, is_page_of, refreshed

_POST = re.compile(r"/content/(?:[\w/-]*/)?m?(?:post|content)_\d+\.s?html?$", re.IGNORECASE)
_OLD_POST = re.compile(r"(?:/t?20\d{6}_\d+|/\d{6}/t\d+_\d+|/\d{5,})\.s?html?$", re.IGNORECASE)
# What the reports are called. 指南, 要点 and 解读 stand in the same columns and are none.
_REPORT = re.compile(
    r"(?:信息|政务)公开.{0,14}(?:年度?报告|年报|报告)|年度.{0,12}信息公开.{0,8}报告|信息公开年报"
)
_NO_REPORT = re.compile(r"解读|指南|工作要点|目录|规定|通知|办法")
_YEAR = re.compile(r"(20\d\d)\s*年?")
_CATEGORY = re.compile(r"NFCMS_CAT_ID\s*=\s*[\"']?(\d+)")
_POST_ID = re.compile(r"NFCMS_POST_ID\s*=\s*[\"']?(\d+)")
_POST_NUMBER = re.compile(r"post_(\d+)\.")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to what may be a report; ``title`` is the whole title where the page has it."""

    url: str
    title: str

    @property
    def year(self) -> int | None:
        """The report's year as the title names it, or ``None``."""
        match = _YEAR.search(self.title)
        return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page leads to.

    ``next_pages`` are linked; ``guesses`` are addresses of further pages that the page
    only counts, of which some will not exist. ``moved_to`` is the page that one without reports
    gives way to at once.
    """

    reports: tuple[Link, ...]
    next_pages: tuple[str, ...]
    guesses: tuple[str, ...]
    column_json: str | None
    moved_to: str | None


def read_listing(page: Selector, url: str, column: str) -> Listing:
    """Read a page as a listing of the column, whose address ends in a slash.

    An index may itself be the newest report, with the other years in a side list, so
    every post under the column's address counts, wherever on the page its link stands.
    """
    links: dict[str, Link] = {}
    next_pages: dict[str, None] = {}
    base = _base_of(page, url)
    for element, target in _targets(page, base):
        text = _text_of(element)
        title = " ".join((element.get("title") or text).split())
        if _leads_to_report(target, title, column):
            held = links.get(target)
            if held is None or len(title) > len(held.title):
                links[target] = Link(target, title)
        elif _is_further(element, text, target, url):
            next_pages[target] = None
    code = scripts(page)
    guesses = () if next_pages else counted_pages(code, url, base)
    category = _CATEGORY.search(code)
    json_url = urljoin(url, f"/postmeta/i/{category[1]}.json") if category else None
    moved_to = None if links else refreshed(page.root, url, base)
    return Listing(tuple(links.values()), tuple(next_pages), guesses, json_url, moved_to)


def _leads_to_report(target: str, title: str, column: str) -> bool:
    under = without_scheme(target).startswith(without_scheme(column))
    path = urlsplit(target).path
    if under and _POST.search(path):
        return not _NO_REPORT.search(title) or bool(_REPORT.search(title) and "解读" not in title)
    # A report can be a document alone: it is kept, although no page says what there is to say of it.
    can_be_one = bool(_POST.search(path) or _OLD_POST.search(path) or DOCUMENT.search(path))
    return can_be_one and is_report_title(title)


def _is_further(element: Element, text: str, target: str, url: str) -> bool:
    if target == tidy(url) or _POST.search(urlsplit(target).path):  # the next article is no next page
        return False
    return is_next(element, text) or is_page_of(target, url)


# What leads to another page: by its address, or by code that names one.
_LEADING = etree.XPath(
    "descendant-or-self::*[(self::a or self::area or self::link[@rel='next']) and @href or @onclick]"
)
_QUOTED = re.compile(r"""["']([^"'\s]+\.s?html?[^"'\s]*)["']""", re.IGNORECASE)
_TEXTS = etree.XPath("descendant-or-self::text()", smart_strings=False)


def _targets(page: Selector, base: str) -> Iterator[tuple[Element, str]]:
    for element in cast("list[Element]", _LEADING(page.root)):
        for reference in _references(element):
            if target := absolute(base, reference):
                yield element, tidy(target)


def _references(element: Element) -> Iterator[str]:
    href = element.get("href", "")
    is_code = href.lstrip().lower().startswith("javascript:")
    if not is_code:
        yield href
    yield from _QUOTED.findall(element.get("onclick", "") + (href if is_code else ""))


def _base_of(page: Selector, url: str) -> str:
    stated = next((base.get("href", "") for base in page.root.iter("base") if "href" in base.attrib), "")
    return absolute(url, stated) or url


def _text_of(element: Element) -> str:
    return "".join(cast("list[str]", _TEXTS(element)))


def scripts(page: Selector) -> str:
    """Give the scripts that stand on a page itself."""
    return "\n".join(text for script in page.root.iter("script") if (text := script.text))


def post_json(on_page: Iterable[str], url: str) -> list[str]:
    """Give the address of the JSON behind a post, where a script on its page or its address names the id."""
    named = next((match for script in on_page if (match := _POST_ID.search(script))), None)
    match = named or _POST_NUMBER.search(url)
    return [urljoin(url, postmeta_path(match[1]))] if match else []


def is_report_title(title: str) -> bool:
    """Tell whether a title can be that of an annual report."""
    return bool(_REPORT.search(title)) and not _NO_REPORT.search(title)
