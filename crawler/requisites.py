"""What a page needs beside itself: attachments, and what a replay shows it with (pure, no I/O)."""

import re
from collections.abc import Iterable, Iterator

from crawler.leads import Lead, Leads
from crawler.listings import absolute

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
# Around 2018 a script held the attachments in two parallel lists: linkdesc="a;b"; linkurl="./x;./y".
_LINK_URLS = re.compile(r"""linkurl\s*=\s*["']([^"']*)["']""")
_ICONS = frozenset({"icon", "shortcut", "apple-touch-icon", "stylesheet"})
_WITH_SRC = frozenset({"img", "script", "input", "source", "embed", "iframe"})


def attachments(leads: Leads, url: str) -> list[str]:
    """Give the addresses of the documents that hang on a page, each once, in order."""
    hrefs = [lead.attributes["href"] for lead in leads.elements if lead.is_document]
    for script in leads.scripts:
        for urls in _LINK_URLS.findall(script):
            hrefs += filter(None, urls.split(";"))
    return _resolved(hrefs, url)


def requisites(leads: Leads, url: str) -> list[str]:
    """Give the addresses of images, style sheets, scripts, frames and icons, each once, in order."""
    hrefs = [href for lead in leads.elements for href in _hrefs(lead)]
    for sheet in leads.style_sheets:
        hrefs += _css_urls(sheet)
    return _resolved(hrefs, url)


def _hrefs(lead: Lead) -> Iterator[str]:
    has = lead.attributes
    if "src" in has and lead.name in _WITH_SRC and (lead.name != "input" or has.get("type") == "image"):
        yield has["src"]
    if "data-src" in has and lead.name == "img":
        yield has["data-src"]
    if "data" in has and lead.name == "object":
        yield has["data"]
    if "href" in has and lead.name == "link" and not _ICONS.isdisjoint(has.get("rel", "").lower().split()):
        yield has["href"]
    if "background" in has:
        yield has["background"]
    if "srcset" in has:
        yield from (part.split()[0] for part in has["srcset"].split(",") if part.split())
    if "url(" in has.get("style", ""):
        yield from _css_urls(has["style"])


def style_sheet_requisites(text: str, url: str) -> list[str]:
    """Give what a style sheet imports or paints with."""
    return _resolved(_css_urls(text), url)


def _css_urls(text: str) -> Iterator[str]:
    for pair in _CSS_URL.findall(text):
        yield next(filter(None, pair))


def _resolved(hrefs: Iterable[str], base: str) -> list[str]:
    found = dict.fromkeys(absolute(base, href) for href in hrefs)
    return [target for target in found if target]
