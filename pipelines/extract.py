"""From one capture to one annual report, or to the reason why there is none."""

import re
from dataclasses import dataclass

from archive.capture import Capture
from archive.codings import UnknownCoding
from archive.problem import Problem
from pipelines import verdict
from pipelines.address import canonical, post_id, report_id
from pipelines.article import Article, read_article
from pipelines.contact import read_contact
from pipelines.crosscheck import check_tags
from pipelines.identities import broken
from pipelines.page import Page, UnexpectedPage, open_page
from pipelines.readers import choose
from pipelines.report import AnnualReport
from pipelines.second_reading import is_doubtful, read_again
from pipelines.statistics import read_statistics
from pipelines.title import agency_of, year_in_body, year_in_title

_POST_ID = re.compile(r"NFCMS_POST_ID[\"']?\s*[=:]\s*[\"']?(\d+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one capture gave: a report, or the reason for none in one stable word.

    ``problems`` are of the capture (a body that cannot be decoded, a page that is not built
    as its reader knows it); what is odd about a report stands on the report.
    """

    capture: Capture
    report: AnnualReport | None
    reason: verdict.Reason | None
    problems: tuple[Problem, ...] = ()


def read_capture(capture: Capture) -> Reading:
    """Read one capture, which is all that a reader sees. Never raises for what a page holds."""
    if reason := verdict.before_reading(capture):
        return Reading(capture, None, reason)
    try:
        return _read(capture)
    except UnknownCoding as coding:
        problem = Problem("page.coding", f"the content coding {coding} cannot be taken away", capture.url)
    except UnexpectedPage as unexpected:
        problem = Problem("page.unexpected", str(unexpected), capture.url)
    return Reading(capture, None, "unexpected", (problem,))


def _read(capture: Capture) -> Reading:
    page = open_page(capture)
    if page is None:
        return Reading(capture, None, "empty")
    if reason := verdict.of_page(page):
        message = f"more than {verdict.MOST_LINKS} links, as no report has; it was not read"
        told = Problem("page.links", message, capture.url)
        return Reading(capture, None, reason, (told,))
    skin = choose(page)
    article, reader = read_article(page, skin), (skin.name, skin.version)
    missing: tuple[Problem, ...] = ()
    if is_doubtful(page, article) and (again := read_again(capture)):
        if isinstance(again, Problem):
            missing = (again,)
        else:
            page, article, reader = again
    if reason := verdict.of_article(page, article):
        damage = tuple(problem for problem in article.problems if problem.rule.startswith("page."))
        return Reading(capture, None, reason, (*damage, *missing))
    if not article.title:
        raise UnexpectedPage(f"the text of a report without a title on {capture.url}")
    return Reading(capture, _report(page, article, reader), None)


def _report(page: Page, article: Article, reader: tuple[str, str]) -> AnnualReport:
    content = article.content
    agency = agency_of(article.title, content.body)
    year = year_in_title(article.title) or year_in_body(content.body)
    statistics = read_statistics(content.body, content.tables)
    number = post_number(page)
    doubts = (
        [] if year else [Problem("report.year", "neither the title nor the text says which year it is of")]
    )
    return AnnualReport(
        id=report_id(page.source.url, number),
        url=canonical(page.source.url, number, _stated_addresses(page)),
        title=article.title,
        year=year,
        agency=agency,
        source=article.source,
        published_at=article.published_at,
        breadcrumbs=article.breadcrumbs,
        contact=read_contact(content.body, content.tables, agency),
        body=content.body,
        sections=content.sections,
        tables=content.tables,
        statistics=statistics,
        attachments=article.attachments,
        images=article.images,
        related=article.related,
        problems=(
            *article.problems,
            *doubts,
            *check_tags(page, article),
            *statistics.problems,
            *broken(statistics),
        ),
        capture=page.source,
        reader=reader,
    )


def post_number(page: Page) -> str | None:
    """Give the numeric id of a page's post: from its address, else from what the platform wrote into it."""
    if number := post_id(page.source.url):
        return number
    if page.says("NFCMS_POST_ID") and (found := _POST_ID.search(page.html)):
        return found[1]
    stated = page.tags.get("articleid", "")
    return stated if stated.isdecimal() else None


def _stated_addresses(page: Page) -> list[str]:
    links = [link.get("href") or "" for link in page.boxes.get("link", ()) if link.get("rel") == "canonical"]
    return [page.tags.get("url", ""), *links, page.tags.get("og:url", "")]
