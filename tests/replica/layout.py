"""Which pages stand at which addresses of the stand-in sites."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zlib import crc32

from . import attached, catalogue, postmeta
from .articles import notice_page, related_path, report_page
from .blocks import Picture
from .corpus import Report, Site, address_of, copies_of
from .documents import MEDIA_TYPES, document
from .edits import Today
from .listings import ListingPage, Post, listing_pages, posts_of, written_listing
from .outline import blocks_of, full_blocks
from .pictures import png

FIRST_DAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # what the sites' clocks say on day 0
HTML = "text/html; charset=utf-8"
MIRROR = "sz-gov-mirror.example"
SPAM = "<p>本站提供各类资讯下载，点击进入。</p></body>"


@dataclass(frozen=True, slots=True)
class Page:
    """One address: what it is, when it last changed, how to write it."""

    host: str
    path: str
    media_type: str
    modified: datetime
    write: Callable[[], bytes]


def pages_of(today: Today) -> Iterator[Page]:
    """Every page of every site on one day."""
    sites = today.corpus.sites.values()
    for site in sites:
        yield from _pages_of_site(today, site)
    for host in sorted({site.host for site in sites}):
        columns = [site for site in sites if site.host == host]
        yield Page(host, "/", HTML, FIRST_DAY, partial(_home, host, columns))


def _pages_of_site(today: Today, site: Site) -> Iterator[Page]:
    posts = posts_of(today.corpus, site)
    changed = _listing_changed(today, site, posts)
    if site.robots is not None:
        yield Page(site.host, "/robots.txt", "text/plain", FIRST_DAY, partial(str.encode, site.robots))
    for post in posts:
        yield from _pages_of_post(today, site, post)
    column = f"/postmeta/i/{site.column_id}.json"
    yield Page(site.host, column, "application/json", changed, partial(postmeta.column_json, site, posts))
    if site.platform == "gkmlpt":
        for name in ("", "index", "policy", "guide", "annualreport"):
            yield Page(site.host, site.column + name, HTML, changed, partial(catalogue.shell, site))
        yield from _mirrored(today, site)
        return
    for page in listing_pages(site, posts):
        for name in dict.fromkeys((page.name, page.name.removesuffix("index.html"))):
            write = _listing(site, posts, page)
            yield Page(site.host, site.column + name, _type(site), changed, write)


def _listing(site: Site, posts: list[Post], page: ListingPage) -> Callable[[], bytes]:
    """A listing page; on the portal the first one is the newest report as well."""
    newest = next((post for post in posts if isinstance(post, Report)), None)
    if site.newest_is_index and page.name == "index.html" and newest is not None:
        return partial(report_page, site, newest, side=page.markup, kind="cat")
    return partial(written_listing, site, page)


def _listing_changed(today: Today, site: Site, posts: list[Post]) -> datetime:
    if site.key in today.listed:
        return FIRST_DAY + timedelta(days=today.listed[site.key])
    return max((_moment(post) for post in posts), default=FIRST_DAY)


def _pages_of_post(today: Today, site: Site, post: Post) -> Iterator[Page]:
    modified = _moment(post)
    if (day := today.edited.get((site.key, post.id))) is not None:
        modified = FIRST_DAY + timedelta(days=day)
    meta = partial(postmeta.post_json, site, post)
    yield Page(site.host, postmeta.post_path(post), "application/json", modified, meta)
    if not isinstance(post, Report):
        yield Page(site.host, address_of(site, post), _type(site), modified, partial(notice_page, site, post))
        return
    for path, skin in copies_of(site, post):
        yield Page(site.host, path, _type(site), modified, partial(report_page, site, post, skin=skin))
    yield from _files(site, post, modified)


def _files(site: Site, report: Report, modified: datetime) -> Iterator[Page]:
    """Attachments, pictures, and the page that explains the report."""
    for file in report.attachments:
        write = partial(_file, report, file.kind)
        path = attached.file_path(site, report, file)
        yield Page(site.host, path, MEDIA_TYPES[file.kind], modified, write)
    for block in blocks_of(report):
        if isinstance(block, Picture):
            seed = crc32(report.id.encode()) % 997 + block.number
            path = attached.picture_path(report, block)
            yield Page(site.host, path, "image/png", modified, partial(png, seed))
    if report.related:
        write = partial(_titled_page, report.related)
        yield Page(site.host, related_path(site, report), HTML, modified, write)


def _file(report: Report, kind: str) -> bytes:
    return document(report, kind, full_blocks(report))


def _titled_page(title: str) -> bytes:
    shown = html.escape(title)
    head = f"<meta charset='utf-8'><title>{shown}</title>"
    return f"<html><head>{head}</head><body><h1>{shown}</h1></body></html>".encode()


def _home(host: str, sites: list[Site]) -> bytes:
    links = "".join(f'<li><a href="{s.column}">{s.name}：{s.column_name}</a></li>' for s in sites)
    head = f"<meta charset='utf-8'><title>{host} 首页</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{links}</ul></body></html>".encode()


def _mirrored(today: Today, site: Site) -> Iterator[Page]:
    """A foreign host copies reports under their own paths and puts its text into them."""
    for row in site.catalogue.get("external", []):
        host, _, path = row["url"].removeprefix("http://").partition("/")
        copied = next((r for r in today.corpus.of_site(site.key) if r.id == row["id"]), None)
        if host == MIRROR and copied is not None:
            yield Page(MIRROR, f"/{path}", HTML, FIRST_DAY, partial(_spammed, site, copied))


def _spammed(site: Site, report: Report) -> bytes:
    return report_page(site, report).replace(b"</body>", SPAM.encode())


def _moment(post: Post) -> datetime:
    return datetime.fromtimestamp(catalogue.unix(post.published), UTC)


def _type(site: Site) -> str:
    """Old servers leave the charset to the page."""
    return "text/html" if site.charset == "gb2312" else HTML
