"""Another look at a page that promises a report which does not stand where pages have theirs."""

from collections.abc import Iterator

from archive.capture import Capture
from archive.problem import Problem
from pipelines.article import Article, read_article
from pipelines.container import widest
from pipelines.fallback import NoFallback, main_text
from pipelines.line import squeezed
from pipelines.page import Element, Page, open_page, text_within
from pipelines.readers.generic import GENERIC
from pipelines.title import is_report_title
from pipelines.verdict import chapters_of, topics_in

ENOUGH = 3  # chapters: fewer words of their headings can stand on any page of this field
_UNSEEN = frozenset(["head", "script", "style"])
_MOST = 0.8  # of the lines of a text: where so many stand, it stands

Reader = tuple[str, str]
_WIDEST, _FALLBACK = (GENERIC.name, GENERIC.version), ("trafilatura", "1")


def is_doubtful(page: Page, article: Article) -> bool:
    """Tell whether a page has the words of a report's chapters, and its reading neither them nor files."""
    content = article.content
    found = content.tables or article.attachments or article.images or chapters_of(article)
    return not found and is_report_title(article.title) and topics_in(page.html) >= ENOUGH


def read_again(capture: Capture) -> tuple[Page, Article, Reader] | Problem | None:
    """Read a page where most of its prose stands, then where trafilatura finds its text.

    A reading counts if it has the chapters of a report: nothing else is worth being read otherwise
    than pages usually are. A problem says that the library is missing.
    """
    try:
        for page, article, reader in _readings(capture):
            if chapters_of(article) >= ENOUGH:
                return page, article, reader
    except NoFallback as missing:
        return Problem("page.fallback", f"the text of the report was not found; {missing}", capture.url)
    return None


def _readings(capture: Capture) -> Iterator[tuple[Page, Article, Reader]]:
    """Give the readings one by one; each uses up a document of its own."""
    page = open_page(capture)
    if page is not None and (top := widest(page.root)) is not None:
        yield page, read_article(page, GENERIC, [top]), _WIDEST
    page = open_page(capture)
    if page is None or not (lines := main_text(page.html)):
        return
    if (top := _holding(page.root, lines)) is not None:
        yield page, read_article(page, GENERIC, [top]), _FALLBACK


def _holding(root: Element, lines: list[str]) -> Element | None:
    """Give the smallest element that holds most of a text's lines: our own reader then reads tables too."""
    wanted = [squeezed(line) for line in lines]
    top = None
    around: Element | None = root
    while around is not None:
        top = around
        around = next((child for child in around.iterchildren("*") if _holds(child, wanted)), None)
    return top if top is not None and top is not root else None


def _holds(element: Element, wanted: list[str]) -> bool:
    text = squeezed(text_within(element))
    return element.tag not in _UNSEEN and sum(line in text for line in wanted) >= _MOST * len(wanted)
