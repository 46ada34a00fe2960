"""The designs of pages, as tables of selectors."""

from pipelines.page import Page
from pipelines.readers.bureaus import BUREAUS
from pipelines.readers.generic import GENERIC
from pipelines.readers.gkmlpt import GKMLPT
from pipelines.readers.portal import PORTAL
from pipelines.readers.skin import Skin

__all__ = ["READERS", "Skin", "choose"]

READERS = (GKMLPT, PORTAL, *BUREAUS, GENERIC)


def choose(page: Page) -> Skin:
    """Choose the reader of a page by its address and by what the page has; the generic one reads the rest."""
    for skin in READERS:
        if skin.path and skin.path in page.source.url:
            return skin
        if any(page.many(sign) for sign in skin.signs):
            return skin
    return GENERIC
