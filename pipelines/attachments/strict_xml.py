"""XML of strangers: parsed without entities, its names without the namespaces that versions differ in."""

from lxml import etree

from pipelines.attachments.limits import Damaged
from pipelines.page import Element

_MOST_DIGITS = 18


def parsed(payload: bytes) -> Element:
    """Parse a document; what it refers to is left where it is. Raises ``Damaged``."""
    try:
        return etree.fromstring(payload, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as wrong:
        raise Damaged(str(wrong)) from wrong


def name_of(element: Element) -> str:
    """Give an element's name."""
    return etree.QName(element).localname


def stated(element: Element, name: str) -> str | None:
    """Give an attribute."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def number(element: Element, name: str, otherwise: int) -> int:
    """Give an attribute that is a number."""
    said = stated(element, name) or ""
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else otherwise
