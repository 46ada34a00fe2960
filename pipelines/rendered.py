"""The text of a small part of a page, which stays as it is."""

from copy import deepcopy

from lxml import etree

from pipelines.flow import flow_of
from pipelines.line import line_of
from pipelines.page import Element


def lines_in(element: Element) -> list[str]:
    """Give the lines that an element shows."""
    if not len(element):
        text = line_of(element.text or "")
        return [text] if text else []
    # Reading a table takes the tables inside it apart.
    is_changed = any(_holds_table(table) for table in element.iter("table"))
    return [line.text for line in flow_of(deepcopy(element) if is_changed else element).lines]


def _holds_table(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def text_of(element: Element) -> str:
    """Give the text that an element shows, its lines joined as Chinese is: without spaces."""
    return line_of("\n".join(lines_in(element)))


def length_of(element: Element) -> int:
    """Give about how many characters an element has; far cheaper than its text."""
    return len(etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip())
