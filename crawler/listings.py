"""Where a page leads: reports, further pages of a listing, data behind it (pure, no I/O)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from parsel import Selector

Element = etree._Element  # lxml's functions give it, but it has no public name

_POST = re.compile(r"/content/(?:[\w/]*/)?m?(?:post|content)_\d+\.s?html?$", re.IGNORECASE)
_OLD_POST = re.compile(r"(?:/t?20\d{6}_\d+|/\d{6}/t\d+_\d+|/\d{5,})\.s?html?$", re.IGNORECASE)
# What the reports are called. 指南, 要点 and 解读 stand in the same columns and are none.
_REPORT = re.compile(
    r"(?:信息|政务)公开.{0,14}(?:年度?报告|年报|报告)|年度.{0,12}信息公开.{0,8}报告|信息公开年报"
)
_NO_REPORT = re.compile(r"解读|指南|工作要点|目录|规定|通知|办法")
_YEAR = re.compile(r"(20\d\d)\s*年?")
_NEXT_TEXT = re.compile(r"^\s*(?:下一页|下页|>|»|next)\s*$", re.IGNORECASE)
_PAGE_COUNT = re.compile(r"createPageHTML\(\s*(\d+)\s*,\s*\d+\s*,\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']")
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
    only counts, of which some will not exist.
    """

    reports: tuple[Link, ...]
    next_pages: tuple[str, ...]
    guesses: tuple[str, ...]
    column_json: str | None


def read_listing(page: Selector, url: str, column: str) -> Listing:
    """Read a page as a listing of the column, whose address ends in a slash.

    An index may itself be the newest report, with the other years in a side list, so
    every post under the column's address counts, wherever on the page its link stands.
    """
    links: dict[str, Link] = {}
    for anchor in anchors(page):
        target = absolute(url, anchor.get("href", ""))
        title = " ".join((anchor.get("title") or _text_of(anchor)).split())
        if target and _leads_to_report(target, title, column):
            held = links.get(target)
            if held is None or len(title) > len(held.title):
                links[target] = Link(target, title)
    next_pages = tuple(dict.fromkeys(_next_pages(page, url)))
    category = _CATEGORY.search(scripts(page))
    json_url = urljoin(url, f"/postmeta/i/{category[1]}.json") if category else None
    return Listing(tuple(links.values()), next_pages, () if next_pages else _guesses(page, url), json_url)


def _leads_to_report(target: str, title: str, column: str) -> bool:
    under = _without_scheme(target).startswith(_without_scheme(column))
    path = urlsplit(target).path
    if under and _POST.search(path):
        return not _NO_REPORT.search(title) or bool(_REPORT.search(title) and "解读" not in title)
    is_page = bool(_POST.search(path) or _OLD_POST.search(path))
    return is_page and bool(_REPORT.search(title)) and not _NO_REPORT.search(title)


def _next_pages(page: Selector, url: str) -> Iterator[str]:
    for anchor in anchors(page):
        classes = (anchor.get("class") or "").split()
        if "next" in classes or _NEXT_TEXT.match(_text_of(anchor)):
            target = absolute(url, anchor.get("href", ""))
            if target and target != url:
                yield target


def _guesses(page: Selector, url: str) -> tuple[str, ...]:
    """Name the further pages that createPageHTML counts.

    The second page is index_1 on some skins, index_2 on others.
    """
    match = _PAGE_COUNT.search(scripts(page))
    if not match or re.search(r"_\d+\.\w+$", urlsplit(url).path):
        return ()
    count, stem, extension = int(match[1]), match[2], match[3]
    return tuple(
        urljoin(url, f"{stem}_{number}.{extension}") for number in range(1, min(count, 200) + 1) if count > 1
    )


_TEXTS = etree.XPath("descendant-or-self::text()", smart_strings=False)


def anchors(page: Selector) -> list[Element]:
    """Give the links of a page as lxml's elements."""
    return [anchor for anchor in page.root.iter("a") if "href" in anchor.attrib]


def _text_of(anchor: Element) -> str:
    return "".join(cast("list[str]", _TEXTS(anchor)))


def scripts(page: Selector) -> str:
    """Give the scripts that stand on a page itself."""
    return "\n".join(text for script in page.root.iter("script") if (text := script.text))


def absolute(base: str, href: str) -> str | None:
    """Resolve a link; ``None`` for what is no address on the web, or no address at all."""
    href = href.strip()
    if not href or href.startswith("#") or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
        return None
    try:
        target = urldefrag(urljoin(base, href)).url
        return target if urlsplit(target).hostname else None
    except ValueError:  # a bracket or a port that is none: the site's typing error
        return None


def column_of(url: str) -> str:
    """Give the address of the column that an index page stands for, ending in a slash."""
    return urljoin(urldefrag(url).url.partition("?")[0], ".")


def post_json(on_page: Iterable[str], url: str) -> list[str]:
    """Give the address of the JSON behind a post, where a script on its page or its address names the id."""
    named = next((match for script in on_page if (match := _POST_ID.search(script))), None)
    match = named or _POST_NUMBER.search(url)
    return [urljoin(url, postmeta_path(match[1]))] if match else []


def postmeta_path(post_id: str) -> str:
    """Give the path of a post's JSON: millions, thousands, id."""
    number = int(post_id)
    return f"/postmeta/p/{number // 10**6}/{number // 10**3}/{post_id}.json"


def is_report_title(title: str) -> bool:
    """Tell whether a title can be that of an annual report."""
    return bool(_REPORT.search(title)) and not _NO_REPORT.search(title)


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]


def post_key(url: str) -> tuple[str, str] | None:
    """Give what the copies of a post share: its host and its number."""
    match = re.search(r"post_(\d+)\.s?html?$", urlsplit(url).path)
    return (urlsplit(url).hostname or "", match[1]) if match else None


def tidy(url: str) -> str:
    """Give an address without what makes no difference: a fragment, a doubled slash, ``?jump=true``."""
    scheme, colon, rest = urldefrag(url).url.partition("://")
    rest = re.sub(r"/{2,}", "/", rest.partition("?")[0]) + rest[len(rest.partition("?")[0]) :]
    return re.sub(r"[?&]jump=true$", "", f"{scheme}{colon}{rest}")


@lru_cache(1024)  # a page's own is asked for a dozen times on its way
def host_of(url: str) -> str:
    """Give the host of an address, lower-case, empty where it has none."""
    return urlsplit(url).hostname or ""
