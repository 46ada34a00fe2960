"""HTML made of elements: whatever is not markup already is escaped, here and nowhere else."""

import re
from html import escape

_VOID = frozenset({"meta", "input", "br", "hr", "line"})
# Controls, marks that turn the direction of the text around, and halves of characters show as one sign.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Where a link may lead: the web, this page, a file of this site. No other scheme has a colon here.
_ADDRESS = re.compile(r"https?://[^\s]+|[\w./%-]*(?:#[\w.%-]*)?", re.IGNORECASE)


class Html(str):
    """Text that is markup."""

    __slots__ = ()


def text(value: object) -> Html:
    """Give a value as markup: itself if it is, escaped if it is not."""
    if isinstance(value, Html):
        return value
    return Html(escape(_HARMFUL.sub("\N{REPLACEMENT CHARACTER}", str(value)), quote=True))


def joined(*children: object) -> Html:
    """Give children one after the other; ``None`` is nothing."""
    return Html("".join(text(child) for child in children if child is not None))


def element(tag: str, /, *children: object, **attributes: object) -> Html:
    """Make an element. ``class_`` is the attribute class, ``aria_label`` is aria-label.

    ``None`` and ``False`` leave an attribute out. A ``href`` that is no address on the web or
    in this site is left out too: nothing that a page says becomes a script.
    """
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    if tag in _VOID:
        return Html(f"<{tag}{written}/>")
    return Html(f"<{tag}{written}>{joined(*children)}</{tag}>")


def _attribute(name: str, value: object) -> str:
    if value is None or value is False or (name == "href" and not _ADDRESS.fullmatch(str(value))):
        return ""
    return f" {name}" if value is True else f' {name}="{text(value)}"'


def link_out(address: str, *children: object) -> Html:
    """Link to a page on the web; anything that is no such address stays text."""
    shown = joined(*children) if children else text(address)
    if not re.match(r"https?://", address, re.IGNORECASE):
        return shown
    return element("a", shown, href=address, rel="noreferrer noopener")


def foreign(value: object) -> Html:
    """Show a text of the pages, which keeps its direction to itself."""
    return element("bdi", value, lang="zh-CN")


def both(chinese: object, english: object) -> Html:
    """Say something in both languages; the page's switch shows one."""
    return joined(
        element("span", chinese, class_="zh", lang="zh-CN"), element("span", english, class_="en", lang="en")
    )
