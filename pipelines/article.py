"""What one page says of a report, each part from the first place that has it."""

from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from archive.problem import Problem
from pipelines.address import absolute
from pipelines.broken_title import whole_title
from pipelines.byline import find_meta_line, tagged_date, tagged_source
from pipelines.container import containers, without_chrome
from pipelines.content import Content, read_content
from pipelines.crumbs import find_breadcrumbs
from pipelines.flow import Flow, Image, read_flow
from pipelines.headline import find_title
from pipelines.links import Attachment, Related, attachment_of, scripted_attachments
from pipelines.meta_line import MetaLine
from pipelines.page import Element, Page
from pipelines.readers.common_places import ATTACHMENTS, RELATED
from pipelines.readers.skin import Skin, chained
from pipelines.title import agency_in_title, is_about_reports, is_report_title, year_in_title
from pipelines.unknown_design import beneath, printed_title

T = TypeVar("T", Attachment, Related)

_TITLE_LINES = 4
# The pictures of an editor's file types and of buttons are no content.
_ICONS = ("filetype", "icon_", "/icon", "dialogs/attachment", "/images/print", "spacer.gif", "blank.gif")


@dataclass(frozen=True, slots=True)
class Article:
    """The parts of a page, not yet judged."""

    title: str
    meta: MetaLine
    source: str | None
    published_at: str | None
    breadcrumbs: tuple[str, ...]
    content: Content
    attachments: tuple[Attachment, ...]
    related: tuple[Related, ...]
    images: tuple[Image, ...]
    problems: tuple[Problem, ...]


def read_article(page: Page, skin: Skin, tops: list[Element] | None = None) -> Article:
    """Read every part of a page. The page's document is used up: its inline markup is taken away.

    ``tops`` are the elements that hold the report, where its skin is not to say.
    """
    base = _base_of(page)
    tops = containers(page, skin) if tops is None else tops
    title = find_title(page, skin)
    if skin.shared and not is_report_title(title):
        title = printed_title(page) or title
    elif skin.shared and not (year_in_title(title) or agency_in_title(title)):
        title = printed_title(page, tops) or title
    breadcrumbs = find_breadcrumbs(page, skin, title)
    meta = find_meta_line(page, skin, tops)
    below = beneath(page, tops[-1], base) if tops else None
    attachments = _linked_files(page, base, skin)
    if page.says("linkurl"):
        attachments += scripted_attachments(base, page.html)
    related = _related_pages(page, base, skin)
    flow = _joined_flow(page, skin, tops)
    content = read_content(flow, base, title)
    meta = meta if meta.found >= content.meta.found else content.meta
    named = is_report_title(title) and (year_in_title(title) or agency_in_title(title))
    if not named and not is_about_reports(title):
        title = _title_of_text(flow) or title
    return Article(
        title=title,
        meta=meta,
        source=meta.source if meta.names_source else tagged_source(page),
        published_at=meta.joined(MetaLine(published_at=tagged_date(page))).published_at,
        breadcrumbs=breadcrumbs,
        content=content,
        attachments=_once([*content.attachments, *(attachments or (below.attachments if below else ()))]),
        related=_once([*content.related, *(related or (below.related if below else ()))]),
        images=_shown(base, flow.images),
        problems=tuple(dict.fromkeys((*page.problems, *content.problems))),
    )


def _title_of_text(flow: Flow) -> str | None:
    """Give the title that a report's own text begins with."""
    lines = [line.text for line in takewhile(lambda line: "。" not in line.text, flow.lines[:_TITLE_LINES])]
    return whole_title(lines)


def _base_of(page: Page) -> str:
    """Give the address that the page's links are relative to."""
    stated = next((base.get("href") for base in page.boxes.get("base", ())), None)
    return (absolute(page.source.url, stated) if stated else None) or page.source.url


def _joined_flow(page: Page, skin: Skin, tops: list[Element]) -> Flow:
    whole = Flow()
    for top in tops:
        without_chrome(page, top, skin.chrome)
        whole.add(read_flow(top))
    return whole


def _linked_files(page: Page, base: str, skin: Skin) -> list[Attachment]:
    """Read the box of files, which on most designs stands under the text and not in it."""
    for css in page.likely(chained(skin.attachments, ATTACHMENTS)):
        flows = [read_flow(element) for element in page.many(css)]
        if found := [a for flow in flows for link in flow.links if (a := attachment_of(base, link))]:
            return found
    return []


def _related_pages(page: Page, base: str, skin: Skin) -> list[Related]:
    for css in page.likely(chained(skin.related, RELATED)):
        links = [link for element in page.many(css) for link in read_flow(element).links]
        pages = [(link, absolute(base, link.href)) for link in links if not attachment_of(base, link)]
        if found := [
            Related(link.text or link.name, url) for link, url in pages if url and (link.text or link.name)
        ]:
            return found
    return []


def _once(found: list[T]) -> tuple[T, ...]:
    first: dict[str, T] = {}
    for each in found:
        first.setdefault(each.url, each)
    return tuple(first.values())


def _shown(base: str, images: list[Image]) -> tuple[Image, ...]:
    urls = [(absolute(base, image.src), image.alt) for image in images]
    return tuple(
        dict.fromkeys(
            Image(url, alt) for url, alt in urls if url and not any(icon in url.lower() for icon in _ICONS)
        )
    )
