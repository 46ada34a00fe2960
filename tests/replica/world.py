"""What the stand-in sites answer on one day."""

from datetime import timedelta
from email.utils import format_datetime

from .assets import asset
from .catalogue import api_answer
from .edits import Today
from .layout import FIRST_DAY, MIRROR, Page, pages_of
from .wire import Answer, entity_tag

NOT_FOUND = "<html><head><title>404</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>"


class World:
    """All sites on one day; pages are written when somebody asks for them, once."""

    def __init__(self, today: Today) -> None:
        self.today = today
        sites = today.corpus.sites.values()
        self._pages = {(page.host, page.path): page for page in pages_of(today)}
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._hosts = {site.host for site in sites} | {MIRROR}
        self._aliases = {alias: site.host for site in sites for alias in site.aliases}
        self._compressing = {site.host for site in sites if site.coding == "gzip"}

    def addresses(self) -> list[tuple[str, str]]:
        """Every (host, path) at which a page stands."""
        return list(self._pages)

    def answer(self, host: str, target: str, *, accepts_gzip: bool = False) -> Answer:
        """What a site says to a request, before conditions and faults."""
        path, _, query = target.partition("?")
        while "//" in path:  # real pages are linked with double slashes and answer all the same
            path = path.replace("//", "/")
        if host in self._aliases:
            return self._redirect(301, f"http://{self._aliases[host]}{target}")
        if host not in self._hosts:
            return self._text(404, f"no such site: {host}\n", "text/plain; charset=utf-8")
        if any(path.startswith(column) for column in self.today.moved.get(host, [])):
            return self._redirect(302, "/")
        page = self._pages.get((host, path)) or _furniture(host, path)
        if page is not None:
            return self._found(page, compress=accepts_gzip and host in self._compressing)
        if (host, f"{path}/") in self._pages:
            return self._redirect(301, f"http://{host}{path}/")
        return self._from_api(host, path, query)

    def _found(self, page: Page, *, compress: bool) -> Answer:
        key = (page.host, page.path)
        if key not in self._bodies:
            self._bodies[key] = page.write()
        body = self._bodies[key]
        tag = entity_tag(body)
        answer = Answer(200, (*self._first_headers(), ("Content-Type", page.media_type)), body)
        answer = answer.add_header("Last-Modified", format_datetime(page.modified, usegmt=True))
        if compress and page.media_type.startswith(("text/", "application/j")):
            answer = answer.add_header("Vary", "Accept-Encoding").gzipped()
            tag = f"W/{tag}"
        return answer.add_header("ETag", tag)

    def _from_api(self, host: str, path: str, query: str) -> Answer:
        for site in self.today.corpus.sites.values():
            prefix = f"{site.column}api/all/"
            if site.platform == "gkmlpt" and site.host == host and path.startswith(prefix):
                category = path.removeprefix(prefix)
                status, body = api_answer(self.today.corpus, site, category, query)
                media_type = "application/json; charset=utf-8" if status == 200 else "text/html"
                return Answer(status, (*self._first_headers(), ("Content-Type", media_type)), body)
        return self._text(404, NOT_FOUND, "text/html")

    def _first_headers(self) -> tuple[tuple[str, str], ...]:
        now = FIRST_DAY + timedelta(days=self.today.day)
        return ("Server", "nginx"), ("Date", format_datetime(now, usegmt=True))

    def _redirect(self, status: int, location: str) -> Answer:
        page = f"<html><head><title>{status}</title></head><body></body></html>"
        return self._text(status, page, "text/html").add_header("Location", location)

    def _text(self, status: int, text: str, media_type: str) -> Answer:
        return Answer(status, (*self._first_headers(), ("Content-Type", media_type)), text.encode("utf-8"))


def _furniture(host: str, path: str) -> Page | None:
    found = asset(path)
    return Page(host, path, found[0], FIRST_DAY, lambda: found[1]) if found else None
