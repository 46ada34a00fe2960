"""What a page needs beside itself: attachments, and what a replay shows it with (pure, no I/O)."""

import re
from collections.abc import Iterator

from parsel import Selector

from crawler.listings import absolute

_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|pptx?|zip|rar|7z|csv|txt)(?:\?|$)", re.IGNORECASE
)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
# Around 2018 a script held the attachments in two parallel lists: linkdesc="a;b"; linkurl="./x;./y".
_LINK_URLS = re.compile(r"""linkurl\s*=\s*["']([^"']*)["']""")
_ICONS = ("icon", "shortcut", "apple-touch-icon")
# Where the addresses of requisites stand: selector, attribute.
_REQUISITES = (
    ("img[src], script[src], input[type=image][src], source[src], embed[src], iframe[src]", "src"),
    ("img[data-src]", "data-src"),
    ("[background]", "background"),
    ("object[data]", "data"),
)


def attachments(page: Selector, url: str) -> list[str]:
    """Give the addresses of the documents that hang on a page, each once, in order."""
    hrefs = [
        anchor.attrib["href"]
        for anchor in page.css("a[href]")
        if _DOCUMENT.search(anchor.attrib["href"])
        or "nfw-cms-attachment" in (anchor.attrib.get("class") or "")
    ]
    for script in page.css("script::text").getall():
        for urls in _LINK_URLS.findall(script):
            hrefs += filter(None, urls.split(";"))
    return _resolved(hrefs, url)


def requisites(page: Selector, url: str) -> list[str]:
    """Give the addresses of images, style sheets, scripts, frames and icons, each once, in order."""
    hrefs = [node.attrib[name] for selector, name in _REQUISITES for node in page.css(selector)]
    for link in page.css("link[href]"):
        kinds = (link.attrib.get("rel") or "").lower().split()
        if "stylesheet" in kinds or any(kind in _ICONS for kind in kinds):
            hrefs.append(link.attrib["href"])
    for node in page.css("[srcset]"):
        hrefs += [part.split()[0] for part in node.attrib["srcset"].split(",") if part.split()]
    for node in page.css("[style*='url(']"):
        hrefs += _css_urls(node.attrib["style"])
    for style in page.css("style::text").getall():
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
