"""Every address of the stand-in sites, and what stands there."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zlib import crc32

from . import attached, catalogue, postmeta
from .articles import notice_page, related_path, report_page
from .assets import asset
from .blocks import Picture
from .corpus import Report, Site, address_of
from .documents import MEDIA_TYPES, document
from .edits import Today
from .listings import ListingPage, Post, listing_pages, posts_of, written_listing
from .outline import blocks_of, full_blocks
from .pictures import png
from .wire import Answer, entity_tag

FIRST_DAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # what the sites' clocks say on day 0
HTML = "text/html; charset=utf-8"
MIRROR = "sz-gov-mirror.example"


@dataclass(frozen=True, slots=True)
class Page:
    """One address: how to write it, what it is, when it last changed."""

    write: Callable[[], bytes]
    media_type: str
    modified: datetime


class World:
    """All sites on one day; pages are written when somebody asks and kept."""

    def __init__(self, today: Today) -> None:
        self.today = today
        self._pages: dict[tuple[str, str], Page] = {}
        self._moves: dict[tuple[str, str], str] = {}
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._hosts = {site.host for site in today.corpus.sites.values()} | {MIRROR}
        self._aliases = {alias: s.host for s in today.corpus.sites.values() for alias in s.aliases}
        for site in today.corpus.sites.values():
            self._lay_out(site)
        for host in self._hosts - {MIRROR}:
            self._add(host, "/", lambda host=host: self._home(host), HTML, FIRST_DAY)
        self._add_mirror()

    def answer(self, host: str, target: str, accepts_gzip: bool = False) -> Answer:
        """What a site says to a request, before conditions and faults."""
        path, _, query = target.partition("?")
        while "//" in path:  # real pages are linked with double slashes and answer all the same
            path = path.replace("//", "/")
        if host in self._aliases:
            return self._redirect(301, f"http://{self._aliases[host]}{target}")
        if host not in self._hosts:
            return self._text(404, f"no such site: {host}\n")
        if (place := self._moves.get((host, path))) is not None:
            return self._redirect(301, place)
        if any(path.startswith(column) for column in self.today.moved.get(host, [])):
            return self._redirect(302, "/")
        page = self._pages.get((host, path)) or self._furniture(path)
        if page is None:
            return self._from_api(host, path, query)
        key = (host, path)
        if key not in self._bodies:
            self._bodies[key] = page.write()
        return self._found(page, self._bodies[key], accepts_gzip and self._compresses(host))

    def _found(self, page: Page, body: bytes, compress: bool) -> Answer:
        tag = entity_tag(body)
        answer = Answer(200, (*self._first_headers(), ("Content-Type", page.media_type)), body)
        answer = answer.add_header("Last-Modified", format_datetime(page.modified, usegmt=True))
        if compress and page.media_type.startswith(("text/", "application/j")):
            answer = answer.add_header("Vary", "Accept-Encoding").gzipped()
            tag = f"W/{tag}"
        return answer.add_header("ETag", tag)

    def _first_headers(self) -> tuple[tuple[str, str], ...]:
        now = FIRST_DAY + timedelta(days=self.today.day)
        return ("Server", "nginx"), ("Date", format_datetime(now, usegmt=True))

    def _redirect(self, status: int, location: str) -> Answer:
        text = f"<html><head><title>{status}</title></head><body></body></html>"
        return self._text(status, text, "text/html").add_header("Location", location)

    def _text(self, status: int, text: str, media_type: str = "text/plain; charset=utf-8") -> Answer:
        return Answer(status, (*self._first_headers(), ("Content-Type", media_type)), text.encode("utf-8"))

    def _missing(self) -> Answer:
        page = "<html><head><title>404</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>"
        return self._text(404, page, "text/html")

    def _compresses(self, host: str) -> bool:
        return any(s.coding == "gzip" for s in self.today.corpus.sites.values() if s.host == host)

    def _furniture(self, path: str) -> Page | None:
        found = asset(path)
        return Page(lambda: found[1], found[0], FIRST_DAY) if found else None

    def _from_api(self, host: str, path: str, query: str) -> Answer:
        for site in self.today.corpus.sites.values():
            prefix = f"{site.column}api/all/"
            if site.platform == "gkmlpt" and site.host == host and path.startswith(prefix):
                category = path.removeprefix(prefix)
                status, body = catalogue.api_answer(self.today.corpus, site, category, query)
                media_type = "application/json; charset=utf-8" if status == 200 else "text/html"
                return Answer(status, (*self._first_headers(), ("Content-Type", media_type)), body)
        return self._missing()

    def _add(self, host: str, path: str, write: Callable[[], bytes], kind: str, modified: datetime) -> None:
        self._pages[host, path] = Page(write, kind, modified)

    def _lay_out(self, site: Site) -> None:
        """Register every page of one site."""
        posts = posts_of(self.today.corpus, site)
        changed = self._listing_changed(site, posts)
        if site.robots is not None:
            robots = site.robots.encode("ascii")
            self._add(site.host, "/robots.txt", lambda: robots, "text/plain", FIRST_DAY)
        for post in posts:
            self._add_post(site, post)
        self._add(
            site.host,
            f"/postmeta/i/{site.column_id}.json",
            lambda: postmeta.column_json(site, posts),
            "application/json",
            changed,
        )
        if site.platform == "gkmlpt":
            for name in ("", "index", "policy", "guide", "annualreport"):
                self._add(site.host, site.column + name, lambda: catalogue.shell(site), HTML, changed)
            return
        self._moves[site.host, site.column.rstrip("/")] = f"{site.origin}{site.column}"
        for page in listing_pages(site, posts):
            for name in ("", page.name) if page.name == "index.html" else (page.name,):
                self._add(site.host, site.column + name, self._listing(site, posts, page), _type(site), changed)

    def _listing(self, site: Site, posts: list[Post], page: ListingPage) -> Callable[[], bytes]:
        """A listing page; on the portal the first one is the newest report as well."""
        newest = next((post for post in posts if isinstance(post, Report)), None)
        if site.newest_is_index and page.name == "index.html" and newest is not None:
            return lambda: report_page(site, newest, side=page.markup, kind="cat")
        return lambda: written_listing(site, page)

    def _listing_changed(self, site: Site, posts: list[Post]) -> datetime:
        if site.key in self.today.listed:
            return FIRST_DAY + timedelta(days=self.today.listed[site.key])
        return max((_moment(post) for post in posts), default=FIRST_DAY)

    def _add_post(self, site: Site, post: Post) -> None:
        host, path, modified = site.host, address_of(site, post), _moment(post)
        self._add(host, postmeta.post_path(post), lambda: postmeta.post_json(site, post), "application/json", modified)
        if not isinstance(post, Report):
            self._add(host, path, lambda: notice_page(site, post), _type(site), modified)
            return
        if (day := self.today.edited.get((site.key, post.id))) is not None:
            modified = FIRST_DAY + timedelta(days=day)
        for address, skin in _copies(site, post):
            self._add(host, address, lambda skin=skin: report_page(site, post, skin=skin), _type(site), modified)
        self._add_files(site, post, modified)

    def _add_files(self, site: Site, report: Report, modified: datetime) -> None:
        for file in report.attachments:
            path, kind = attached.file_path(site, report, file), file.kind
            write = lambda kind=kind: document(report, kind, full_blocks(report))
            self._add(site.host, path, write, MEDIA_TYPES[kind], modified)
        for block in blocks_of(report):
            if isinstance(block, Picture):
                seed = crc32(report.id.encode()) % 997 + block.number
                path = attached.picture_path(report, block)
                self._add(site.host, path, lambda seed=seed: png(seed), "image/png", modified)
        if report.related:
            title = html.escape(report.related)
            page = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1></body></html>"
            self._add(site.host, related_path(site, report), lambda: page.encode("utf-8"), HTML, modified)

    def _home(self, host: str) -> bytes:
        links = "".join(
            f'<li><a href="{site.column}">{site.name}：{site.column_name}</a></li>'
            for site in self.today.corpus.sites.values()
            if site.host == host
        )
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{host} 首页</title></head>"
            f"<body><ul>{links}</ul></body></html>"
        ).encode()

    def _add_mirror(self) -> None:
        """A foreign host that copies a report under its own path and puts its text into it."""
        for site in self.today.corpus.sites.values():
            for row in site.catalogue.get("external", []):
                if MIRROR not in row["url"]:
                    continue
                copied = next((r for r in self.today.corpus.of_site(site.key) if r.id == row["id"]), None)
                if copied is None:
                    continue
                path = row["url"].partition(MIRROR)[2]
                spam = "<p>本站提供各类资讯下载，点击进入。</p>".encode()
                write = lambda s=site, r=copied: report_page(s, r).replace(b"</body>", spam + b"</body>")
                self._add(MIRROR, path, write, HTML, FIRST_DAY)


def _copies(site: Site, report: Report) -> list[tuple[str, str]]:
    """The addresses of one report, and the skin it wears there."""
    path = address_of(site, report)
    if site.platform == "gkmlpt":
        twin = [(f"{report.twin}content/post_{report.id}.html", "portal")] if report.twin else []
        return [(path, site.skin), *twin]
    copies = [(path, site.skin), (path.replace("/post_", "/mpost_"), "mobile")]
    if site.skin == "portal":
        number = int(report.id)
        copies.append((f"/gkmlpt/content/{number // 10**6}/{number // 10**3}/post_{report.id}.html", "gkmlpt"))
        copies += [(f"/m{path}", "mobile"), (f"/ydmh{path}", "mobile")]
    return copies


def _moment(post: Post) -> datetime:
    seconds = catalogue.unix(post.published)
    return datetime.fromtimestamp(seconds, UTC)


def _type(site: Site) -> str:
    """Old servers leave the charset to the page."""
    return "text/html" if site.charset == "gb2312" else HTML
