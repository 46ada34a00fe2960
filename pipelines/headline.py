"""The title of the page, wherever its design prints it."""

from collections.abc import Iterator, Sequence

from pipelines.broken_title import whole_title
from pipelines.line import squeezed
from pipelines.meta_line import read_meta_line
from pipelines.page import Element, Page
from pipelines.readers.common_places import TITLE
from pipelines.readers.skin import Skin
from pipelines.rendered import length_of, text_of
from pipelines.title import agency_in_title, is_about_reports, is_report_title, without_site, year_in_title

_LONGEST = 120


def find_title(page: Page, skin: Skin) -> str:
    """Give the title of a page, ``""`` where it has none.

    What is printed as the title wins. Where that is a logo or a column's name, which says
    neither year nor agency, whatever names a report wins: the page tag ArticleTitle, the title
    element, other headings.
    """
    first = ""
    stated = squeezed(page.tags.get("articletitle", ""))
    for title in _candidates(page, skin):
        if is_report_title(title) and (year_in_title(title) or agency_in_title(title)):
            return title
        first = first or title
        if squeezed(title) == stated or is_about_reports(title):
            return title
    return first


def _candidates(page: Page, skin: Skin) -> Iterator[str]:
    for css in skin.title:
        yield from _short_texts(page, css)
    named = [title for css in TITLE[:4] for title in _short_texts(page, css)]
    yield from (title for title in named if is_report_title(title))
    if stated := page.tags.get("articletitle"):
        yield without_site(stated)
    yield from named
    element = page.root.find(".//title")
    whole = without_site(text_of(element)) if element is not None else ""
    yield from _parts(whole)
    for css in TITLE[4:]:
        yield from (text for text in _short_texts(page, css) if is_report_title(text))
    if whole:
        yield whole


def _short_texts(page: Page, css: str) -> Iterator[str]:
    """Give what elements say that can be a title, and what those say together that stand below each other."""
    for group in _groups(page.many(css)[:20]):
        texts = [text for element in group if (text := _short_text(element))]
        if len(texts) > 1 and (title := whole_title(texts)):
            yield title
        yield from texts


def _groups(found: Sequence[Element]) -> Iterator[list[Element]]:
    group: list[Element] = []
    for element in found:
        if group and group[-1].getnext() is not element:
            yield group
            group = []
        group.append(element)
    if group:
        yield group


def _short_text(element: Element) -> str:
    """Give what an element says if it can be a title: short, no link to elsewhere, no meta line."""
    if length_of(element) > _LONGEST or any("javascript" not in a.get("href", "") for a in element.iter("a")):
        return ""
    text = text_of(element)
    return "" if read_meta_line(text).found and not is_report_title(text) else text


def _parts(title: str) -> Iterator[str]:
    """Cut a title element's text at its separators: title-column-site, or the other way round."""
    for separator in ("-", "_", "|", "－", "—"):
        parts = [part.strip() for part in title.split(separator)]
        if len(parts) > 1:
            yield from (part for part in parts if is_report_title(part))
