"""Why a capture is no report, in one stable word."""

import re
from typing import Literal

from archive.capture import Capture
from pipelines.address import post_id
from pipelines.article import Article
from pipelines.line import line_of, squeezed
from pipelines.page import Page, text_within
from pipelines.title import agency_in_title, is_about_reports, is_report_title, issues_report, year_in_title

Reason = Literal[
    "not-html", "status", "truncated", "blocked", "soft-404", "listing", "not-a-report", "empty", "unexpected"
]

_BLOCKING = frozenset([202, 412, 521])
_PAGES = ("text/html", "application/xhtml+xml")
# What the scripts of walls leave in their pages, and what walls tell a person.
_WALL_SCRIPT = re.compile(r"__jsl_clearance|_\$ts\s*=|\$_ts\s*=|acw_sc__v")
_WALL = re.compile(
    r"安全验证|请.{0,6}输入.{0,4}验证码|滑动验证|人机验证|访问过于频繁|访问验证|请开启JavaScript|拦截提示|"
    r"请求.{0,12}(?:拦截|阻断)|captcha",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^\s*404\b|404\s*(?:错误|not found|页面|-)|page not found|已(?:被)?下线|"
    r"(?:页面|网页|文章|内容|信息|网址)(?:不存在|未找到|已(?:被)?删除|丢失|无法访问)|"
    r"找不到(?:该|您|此|页面|网页|文件)|"
    r"您(?:要)?访问的(?:页面|网页|内容|信息).{0,12}(?:不存在|找不到|删除|下线|出错)",
    re.IGNORECASE,
)
_TOPICS = (
    re.compile(r"主动公开"),
    re.compile(r"依申请公开|收到和处理|受理.{0,8}申请|申请.{0,6}(?:办理|受理|处理)"),
    re.compile(r"复议|诉讼"),
    re.compile(r"问题.{0,12}(?:改进|措施|打算)|改进(?:措施|情况)"),
    re.compile(r"概述|总体情况|基本情况"),
    re.compile(r"费用|收费|其他需要报告"),
)
_KIND = re.compile(r"NFCMS_PUB_TYPE\s*=\s*[\"'](\w+)")
_SAYS_SOMETHING = 20
_SHORT = 300
MOST_LINKS = 20_000  # a report's page has some hundred, menus and all
_WALL_SIZE = 20_000  # characters: a wall is all script and no page


def before_reading(capture: Capture) -> Reason | None:
    """Judge a capture by what HTTP says of it."""
    if capture.status in _BLOCKING:
        return "blocked"
    if capture.status != 200:
        return "status"
    if capture.truncated:
        return "truncated"
    declared = capture.media_type
    if declared in _PAGES:
        return None
    # Old servers send pages as text/plain or without any type.
    start = capture.message[capture.headers.size :][:1024].lower()
    is_page = b"<html" in start or b"<!doctype html" in start
    return None if declared in ("", "text/plain") and is_page else "not-html"


def of_page(page: Page) -> Reason | None:
    """Judge a page before its parts are read: a directory of links is none that wants to be read."""
    markup = page.markup
    may_have = len(markup) > MOST_LINKS * len(b"<a ")
    return "listing" if may_have and markup.count(b"<a ") + markup.count(b"<A ") > MOST_LINKS else None


def of_article(page: Page, article: Article) -> Reason | None:
    """Judge a page by what was read of it; ``None`` where it is an annual report.

    A title that names a report and a text of some substance make a report, and so does a text
    with the chapters of one under a title that says too little. A wall or an error is looked
    for only where there is no such text: reports speak of captchas too.
    """
    chapters = chapters_of(article)
    titled = is_report_title(article.title) or (chapters >= 4 and issues_report(article.title))
    if chapters >= 3 and (titled or not is_about_reports(article.title)):
        return None if titled or _is_in_the_field(article) else "not-a-report"
    named = year_in_title(article.title) or agency_in_title(article.title)  # else a column's name
    lacking = not (titled and named) or len(article.content.body) < _SHORT
    if lacking and (reason := _failure(page, article, titled=titled)):
        return reason
    if is_empty(article):
        return "empty"
    if titled:
        if _lists_reports(page, article):
            return "listing"
        return None if _speaks_as_report(article, chapters) else "not-a-report"
    return "soft-404" if _is_home(page, article) else "not-a-report"


def _failure(page: Page, article: Article, *, titled: bool) -> Reason | None:
    """Tell a wall, an error page or a listing from a page that says something."""
    body = article.content.body
    if _GONE.search(article.title) or (len(body) < _SHORT and _GONE.search(body)):
        return "soft-404"
    if not titled and len(body) < _SHORT:
        told = f"{article.title}\n{body}"
        if _WALL.search(told) or (len(page.html) < _WALL_SIZE and _WALL_SCRIPT.search(page.html)):
            return "blocked"
    if not (titled and year_in_title(article.title)) and _is_listing(page, article):
        return "listing"
    return None


def is_empty(article: Article) -> bool:
    """Tell whether nothing was read but the title."""
    said = squeezed(article.content.body).replace(squeezed(article.title), "")
    return len(said) < _SAYS_SOMETHING and not (
        article.content.tables or article.attachments or article.images
    )


def chapters_of(article: Article) -> int:
    """Count the chapters of a report that a text has, in the words of its headings."""
    return topics_in("\n".join(section.heading for section in article.content.sections if section.level == 1))


def topics_in(text: str) -> int:
    """Count the chapters of a report of which a text has the words."""
    return sum(1 for topic in _TOPICS if topic.search(text))


def _is_in_the_field(article: Article) -> bool:
    return bool(re.search(r"信息公开|政务公开", article.title + article.content.body[:600]))


def _speaks_as_report(article: Article, chapters: int) -> bool:
    """A report either has chapters or tables, or is short and leads to files or pictures that do."""
    body = article.content.body
    if (
        chapters
        or article.content.tables
        or article.attachments
        or article.images
        or article.content.sections
    ):
        return True
    return len(re.findall(r"主动公开|依申请公开|申请|复议|条例|本报告|年度报告", body)) >= 2


def _is_listing(page: Page, article: Article) -> bool:
    posts = {number for link in page.root.iter("a") if (number := _post_of(link.get("href")))}
    kind = _KIND.search(page.html)
    if (kind and kind[1] == "cat") or page.says("createPageHTML"):
        return True
    if page.says("_CONFIG") and page.says("TREE"):  # the shell of gkmlpt
        return True
    if len(posts) >= 3 and len(posts) * 60 > len(article.content.body):
        return True
    titles = [text for link in page.root.iter("a") if is_report_title(text := text_within(link))]
    return len(titles) >= 3 and 2 * sum(map(len, titles)) > len(article.content.body)


def _lists_reports(page: Page, article: Article) -> bool:
    """Tell whether the text itself is for the most part links to reports, under a heading like theirs."""
    body = article.content.body
    links = [(line_of(text_within(link)), link.get("title")) for link in page.root.iter("a")]
    listed = [text for text, name in links if text and text in body and is_report_title(name or text)]
    return len(listed) >= 3 and 2 * sum(map(len, listed)) > len(body)


def _post_of(href: str | None) -> str | None:
    """Give the post that a link leads to, whatever its host."""
    return post_id(f"http://any/{href.partition('?')[0]}") if href and "post_" in href else None


def _is_home(page: Page, article: Article) -> bool:
    """Tell whether a post's address shows a page that is no article, the home page for instance."""
    return post_id(page.source.url) is not None and article.published_at is None and article.source is None
