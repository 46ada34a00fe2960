"""A page parsed for the links on it."""

from lxml import etree
from scrapy.http import TextResponse
from scrapy.selector import Selector

# As parsel's, without the classes of lxml.html: a look-up for every element that is touched.
_PARSER = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)


def document_of(response: TextResponse) -> Selector:
    """Parse a page once, whoever asks; kept with the response as Scrapy's own selector is."""
    if response._cached_selector is None:
        text = response.text.strip().replace("\x00", "")
        root = etree.fromstring(text.encode("utf-8", "surrogatepass") or b"<html/>", _PARSER)
        if root is None:
            root = etree.fromstring(b"<html/>", _PARSER)
        response._cached_selector = Selector(root=root, type="html")
    return response._cached_selector
