"""What on a page can lead to a document or to a requisite of the page (pure, no I/O)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

Element = etree._Element  # lxml's functions give it, but it has no public name

# The elements that lead somewhere by what they are; others by a picture that they are painted with.
WANTED = frozenset(
    {
        "a",
        "base",
        "img",
        "script",
        "style",
        "link",
        "input",
        "source",
        "embed",
        "iframe",
        "frame",
        "video",
        "object",
    }
)
# Attributes that lead somewhere, or say how.
_TELLING = (
    *("href", "src", "class", "rel", "type", "data", "data-src", "data-original", "poster", "srcset"),
    *("background", "style", "attachment-id"),
)
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|ceb|rtf|pptx?|zip|rar|7z|csv|txt)(?:[?#&;]|$)", re.IGNORECASE
)
_ALL = etree.XPath(
    "descendant-or-self::*["
    + " or ".join(f"self::{name}" for name in sorted(WANTED))
    + " or @srcset or @background or contains(translate(@style, 'URL', 'url'), 'url(')]",
    smart_strings=False,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """An element that leads somewhere: its name, and those of its attributes that tell where."""

    name: str
    attributes: Mapping[str, str]

    @property
    def is_one(self) -> bool:
        """Tell whether it does: of the many anchors only those of documents."""
        if self.name == "a" and self.is_document:
            return True
        by_kind = self.name in WANTED and self.name != "a"
        has = self.attributes
        return by_kind or "srcset" in has or "background" in has or "url(" in has.get("style", "").lower()

    @property
    def is_document(self) -> bool:
        """Tell whether it is an anchor for a document: by the name of that, or because the CMS says so."""
        if self.name != "a" or "href" not in self.attributes:
            return False
        marked = (
            "attachment-id" in self.attributes or "attachment" in self.attributes.get("class", "").lower()
        )
        return marked or bool(DOCUMENT.search(self.attributes["href"]))

    @property
    def is_base(self) -> bool:
        """Tell whether the page's links are relative to what it names."""
        return self.name == "base" and "href" in self.attributes


@dataclass(frozen=True, slots=True)
class Leads:
    """All of a page in their order, with the texts of the scripts and the style sheets on it."""

    elements: tuple[Lead, ...]
    scripts: tuple[str, ...]
    style_sheets: tuple[str, ...]


def leads_of(root: Element) -> Leads:
    """Gather them from a parsed page."""
    found = [lead_of(element) for element in cast("list[Element]", _ALL(root))]
    return Leads(
        tuple(lead for lead in found if lead.is_one),
        tuple(text for script in root.iter("script") if (text := script.text)),
        tuple(text for style in root.iter("style") if (text := style.text)),
    )


def lead_of(element: Element) -> Lead:
    """Give what an element says, whether it leads somewhere or not."""
    told = {name: value for name in _TELLING if (value := element.get(name)) is not None}
    return Lead(str(element.tag), told)
