"""What a page needs beside itself: attachments, and what a replay shows it with (pure, no I/O)."""

import re
from collections.abc import Iterable, Iterator

from crawler.addresses import absolute
from crawler.leads import Lead, Leads
from crawler.style_sheets import addresses_in

# Around 2018 a script held the attachments in two parallel lists: linkdesc="a;b"; linkurl="./x;./y".
_LINK_URLS = re.compile(r"""linkurl\s*=\s*["']([^"']*)["']""")
# What a link must call itself to be fetched: the parts of ``rel``.
_SHOWN = frozenset(
    {"icon", "shortcut", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "stylesheet"}
)
# Which attributes of an element name what it shows; lazy images keep theirs for a script to put in place.
_PLACES = {
    "img": ("src", "data-src", "data-original"),
    **dict.fromkeys(("script", "input", "source", "embed", "iframe", "frame"), ("src",)),
    "video": ("poster",),
    "object": ("data",),
    "link": ("href",),
}
# A candidate of srcset (HTML Standard, section 4.8.4.2.1): no blank in the address, no comma at its ends.
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:\s[^,]*|,|$)")


def base_of(leads: Leads, url: str) -> str:
    """Give the address that a page's links are relative to: its first base, else its own."""
    stated = (lead.attributes["href"] for lead in leads.elements if lead.is_base)
    return absolute(url, next(stated, "")) or url


def attachments(leads: Leads, url: str) -> list[str]:
    """Give the addresses of the documents that hang on a page, each once, in order."""
    hrefs = [lead.attributes["href"] for lead in leads.elements if lead.is_document]
    for script in leads.scripts:
        for urls in _LINK_URLS.findall(script):
            hrefs += filter(None, urls.split(";"))
    return _resolved(hrefs, base_of(leads, url))


def requisites(leads: Leads, url: str) -> list[str]:
    """Give the addresses of images, style sheets, scripts, frames and icons, each once, in order."""
    hrefs = [href for lead in leads.elements for href in _hrefs(lead)]
    for sheet in leads.style_sheets:
        hrefs += addresses_in(sheet)
    return _resolved(hrefs, base_of(leads, url))


def _hrefs(lead: Lead) -> Iterator[str]:
    has = lead.attributes
    if _is_shown(lead):
        yield from (has[name] for name in _PLACES.get(lead.name, ()) if name in has)
    if "background" in has:
        yield has["background"]
    if "srcset" in has:
        yield from _CANDIDATE.findall(has["srcset"])
    if "url(" in has.get("style", "").lower():
        yield from addresses_in(has["style"])


def _is_shown(lead: Lead) -> bool:
    if lead.name == "link":
        return not _SHOWN.isdisjoint(lead.attributes.get("rel", "").lower().split())
    return lead.name != "input" or lead.attributes.get("type", "").lower() == "image"


def style_sheet_requisites(text: str, url: str) -> list[str]:
    """Give what a style sheet imports or paints with."""
    return _resolved(addresses_in(text), url)


def _resolved(hrefs: Iterable[str], base: str) -> list[str]:
    found = dict.fromkeys(absolute(base, href) for href in hrefs)
    return [target for target in found if target]
