"""What a page needs beside itself: attachments, and what a replay shows it with (pure, no I/O)."""

import re
from collections.abc import Iterator

from parsel import Selector

from crawler.listings import absolute, anchors, scripts, strings, style_sheets

_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|pptx?|zip|rar|7z|csv|txt)(?:\?|$)", re.IGNORECASE
)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
# Around 2018 a script held the attachments in two parallel lists: linkdesc="a;b"; linkurl="./x;./y".
_LINK_URLS = re.compile(r"""linkurl\s*=\s*["']([^"']*)["']""")
_ICONS = ("icon", "shortcut", "apple-touch-icon")
# Where the addresses of requisites stand. One walk finds the elements: parsel's selector objects,
# one for every element found, cost more than all the rest of following a page.
_WITH_SRC = ("img", "script", "input", "source", "embed", "iframe")
_ELSEWHERE = (
    (re.compile(rb"data-src\s*="), strings("descendant-or-self::img/@data-src")),
    (re.compile(rb"background\s*="), strings("descendant-or-self::*/@background")),
    (re.compile(rb"<object"), strings("descendant-or-self::object/@data")),
)
_SOURCE_SETS = strings("descendant-or-self::*/@srcset")
_PAINTED = re.compile(rb"""style\s*=\s*(?:"[^"]*url\(|'[^']*url\(|[^\s"'>]*url\()""")
_STYLES = strings("descendant-or-self::*/@style[contains(., 'url(')]")


def attachments(page: Selector, url: str) -> list[str]:
    """Give the addresses of the documents that hang on a page, each once, in order."""
    hrefs = [
        href
        for anchor in anchors(page)
        if _DOCUMENT.search(href := anchor.get("href", ""))
        or "nfw-cms-attachment" in (anchor.get("class") or "")
    ]
    for urls in _LINK_URLS.findall(scripts(page)):
        hrefs += filter(None, urls.split(";"))
    return _resolved(hrefs, url)


def requisites(page: Selector, url: str, body: bytes = b"") -> list[str]:
    """Give the addresses of images, style sheets, scripts, frames and icons, each once, in order.

    What ``body``, the page's bytes, does not even name is not looked for in every element.
    """
    root, markup = page.root, body.lower()
    blind = not markup or b"\0" in markup  # no bytes, or of an encoding in which names look otherwise
    hrefs = [
        element.get("src", "")
        for element in root.iter(*_WITH_SRC)
        if "src" in element.attrib and (element.tag != "input" or element.get("type") == "image")
    ]
    for name, find in _ELSEWHERE:
        if blind or name.search(markup):
            hrefs += find(root)
    for link in root.iter("link"):
        kinds = (link.get("rel") or "").lower().split()
        if "href" in link.attrib and ("stylesheet" in kinds or any(kind in _ICONS for kind in kinds)):
            hrefs.append(link.get("href", ""))
    if blind or b"srcset" in markup:
        for sources in _SOURCE_SETS(root):
            hrefs += [part.split()[0] for part in sources.split(",") if part.split()]
    styles = _STYLES(root) if blind or _PAINTED.search(markup) else []
    for style in (*styles, *style_sheets(page)):
        hrefs += _css_urls(style)
    return _resolved(hrefs, url)


def style_sheet_requisites(text: str, url: str) -> list[str]:
    """Give what a style sheet imports or paints with."""
    return _resolved(_css_urls(text), url)


def _css_urls(text: str) -> Iterator[str]:
    for pair in _CSS_URL.findall(text):
        yield next(filter(None, pair))


def _resolved(hrefs: list[str] | Iterator[str], base: str) -> list[str]:
    found = dict.fromkeys(absolute(base, href) for href in hrefs)
    return [target for target in found if target]
