"""Where the bold words end that a paragraph begins with: a heading that runs into its text."""

from collections import deque
from itertools import chain, islice, takewhile

from lxml import etree

from pipelines.line import MARK
from pipelines.markup import INLINE

_BOLD = frozenset(["strong", "b"])
_INLINE = frozenset(INLINE)
_MOST = 10  # pieces that bold words are in, and elements round one


def mark_leads(top: etree._Element) -> None:
    """Put a mark behind the bold words that begin a paragraph and are not all of it."""
    for bold in top.iter("strong", "b"):
        if not _begins(bold):
            continue
        last = bold
        while last.getnext() is None and not _says(last.tail):
            above = last.getparent()
            if above is None or above is top or above.tag not in _INLINE:
                break
            last = above
        following = last.getnext()
        if _says(last.tail) or (
            following is not None and following.tag in _INLINE and not _is_bold(following)
        ):
            last.tail = MARK + (last.tail or "")


def _begins(bold: etree._Element) -> bool:
    """Tell whether nothing but a few other bold words stands before an element on its line."""
    at: etree._Element | None = bold
    while at is not None:
        others = takewhile(_only_bold, islice(at.itersiblings(preceding=True), _MOST))
        first = deque(chain([at], others), maxlen=1).pop()
        if (before := first.getprevious()) is not None:
            return before.tag == "br" and not _says(before.tail)
        at = at.getparent()
        if at is None or _says(at.text):
            return False
        if at.tag not in _INLINE:
            return True
    return False


def _only_bold(element: etree._Element) -> bool:
    """Tell whether an element is bold, and no other words follow it."""
    return not _says(element.tail) and _is_bold(element)


def _is_bold(element: etree._Element) -> bool:
    """Tell whether an element is bold with all its words."""
    for _ in range(_MOST):
        if element.tag in _BOLD:
            return True
        if len(element) != 1 or _says(element.text) or _says(element[0].tail):
            return False
        element = element[0]
    return False


def _says(text: str | None) -> bool:
    return text is not None and bool(text) and not text.isspace()
