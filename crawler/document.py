"""A page read for the links on it: parsed where it must be."""

import re

from lxml import etree
from scrapy.http import TextResponse
from scrapy.selector import Selector

from crawler.leads import Leads, leads_of
from crawler.tags import Tags

# Editors write a style on every paragraph: half of a page, of which only pictures are links.
_IDLE_STYLE = re.compile(rb' style="[^"(]*+(?:\((?<!url\()(?<!URL\()[^"(]*+)*"')
# As parsel's, without the classes of lxml.html: a look-up for every element that is touched.
_PARSER = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)


def document_of(response: TextResponse) -> Selector:
    """Parse a page once, whoever asks; kept with the response as Scrapy's own selector is."""
    if response._cached_selector is None:
        text = response.text.strip().replace("\x00", "")
        markup = _IDLE_STYLE.sub(b"", text.encode("utf-8", "surrogatepass"))
        root = etree.fromstring(markup or b"<html/>", _PARSER)
        if root is None:
            root = etree.fromstring(b"<html/>", _PARSER)
        response._cached_selector = Selector(root=root, type="html")
    return response._cached_selector


def leads_on(response: TextResponse, tags: Tags) -> Leads:
    """Give the leads of a page, without parsing it where its tags alone tell them."""
    if response._cached_selector is None:
        is_utf8 = response.encoding == "utf-8"
        found = tags.leads_in(response.body if is_utf8 else response.text.encode("utf-8", "surrogatepass"))
        if found is not None:
            return found
    return leads_of(document_of(response).root)
