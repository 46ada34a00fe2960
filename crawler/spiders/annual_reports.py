"""The spider that walks from the table of sites to the reports."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive.capture import Capture
from archive.problem import Problem
from crawler import catalogue, listings, requisites
from crawler.addresses import absolute, column_of, host_of, post_key, tidy
from crawler.completeness import Promise
from crawler.configured import configure, configured
from crawler.document import document_of, leads_on
from crawler.known import DATA_SET, known_reports
from crawler.ledger import Ledger
from crawler.leftovers import leftovers, reader_of
from crawler.priorities import LEFT_OVER, PRIORITIES
from crawler.sites import SITES, Site, choose
from crawler.tags import Tags
from crawler.walls import in_a_loop
from crawler.years import read_years

Found = Iterator[Request | Capture]


class AnnualReports(scrapy.Spider):
    """Yields the capture of every listing and report page; pipelines read them.

    ``-a site=sz,szft`` or ``all`` names rows of the table of sites, ``-a years=2018-2024``
    passes over reports whose title in the listing names another year.
    """

    name = "annual_reports"

    def __init__(
        self,
        site: str = "",
        years: str = "",
        table: tuple[Site, ...] = SITES,
        **arguments: Any,  # noqa: ANN401  # Scrapy's
    ) -> None:
        """Choose the sites. Raises ``UnknownSite`` or ``ValueError`` with what would be right."""
        super().__init__(**arguments)
        self.sites = choose(site, table)
        self.years = read_years(years)
        self.hosts = frozenset(host for row in choose("all", table) for host in row.hosts)
        self.problems: list[Problem] = []
        self.promises: list[Promise] = []
        self.ledger = Ledger()
        self._schemes: dict[str, str] = {}
        self._posts: set[str] = set()
        self._asked: set[str] = set()
        self._tags = Tags()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401  # Scrapy's
        """Build one for the sites of the configuration."""
        return super().from_crawler(crawler, *args, table=configured(crawler.settings).sites, **kwargs)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the configuration, name the contact in the user agent, replay at once."""
        super().update_settings(settings)
        configure(settings)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for what the last run did not reach, the listings, the reports that earlier runs read."""
        columns = (self._ask_listing(each, site) for site in self.sites for each in site.listings)
        is_live = not self.settings["REPLAY"]
        for request in chain(self._ask_leftovers(), columns, self._ask_known()) if is_live else columns:
            yield request

    def _ask_leftovers(self) -> Iterator[Request]:
        runs, sites = Path(self.settings["COLLECTION"]) / "runs", {site.name: site for site in self.sites}
        for row in leftovers(runs, self.settings["RUN"], sites, str(self.years)):
            url, kind, site, via = (row.get(name, "") for name in ("url", "kind", "site", "via"))
            read = getattr(self, reader_of(url, kind))
            request = self._ask(url, kind, sites[site], read, via=via, guess=kind == "guess")
            yield request.replace(priority=request.priority + LEFT_OVER)

    def _ask_known(self) -> Iterator[Request]:
        """Ask for the reports that earlier runs read: a listing can drop what it once had."""
        for site in self.sites:
            for known in known_reports(Path(self.settings["COLLECTION"]), site.hosts):
                if not self.years or not known.year or known.year in self.years:
                    kind = "vanished" if known.is_gone else "report"
                    yield self._ask(known.url, kind, site, self.parse_report, via=DATA_SET)

    def parse_listing(self, response: Response, site: Site, column: str = "") -> Found:
        """Read a page as a listing, and hand it on: it may itself be the newest report."""
        yield from self._keep_page(response)
        if not isinstance(response, TextResponse):
            found = response.headers.get("Content-Type")
            self._tell("listing.not-html", f"the listing is {found!r}", response)
            return
        if catalogue.is_shell(response.text):
            yield from self._follow_catalogue(response, site)
        else:
            asked = response.meta.get("redirect_urls", [response.url])[0]
            yield from self._follow_listing(response, site, column or column_of(asked))
        yield from self._ask_beside(response, site)

    def _follow_listing(self, response: TextResponse, site: Site, column: str) -> Found:
        found = listings.read_listing(document_of(response), response.url, column)
        leads = found.reports or found.next_pages or found.column_json or found.moved_to
        if not (leads or response.meta.get("guess")):
            self._tell("listing.empty", "no link to a report on the listing", response)
        if found.guesses:
            self.promises.append(Promise(site.name, response.url, "pages", len(found.guesses)))
        yield from self._ask_reports(found.reports, site, response)
        for url in found.next_pages:
            yield self._ask_listing(url, site, column, via=response.url)
        for url in found.guesses:
            yield self._ask_listing(url, site, column, via=response.url, guess=True)
        if found.moved_to:
            yield self._ask_listing(found.moved_to, site, via=response.url)
        if found.column_json:
            yield self._ask(found.column_json, "postmeta", site, self.parse_column_json, via=response.url)

    def _follow_catalogue(self, response: TextResponse, site: Site) -> Found:
        try:
            found = catalogue.read_catalogue(response.text)
        except catalogue.NoCatalogue as error:
            self._tell("listing.no-catalogue", str(error), response)
            return
        if not found.annual():
            self._tell(
                "listing.no-annual-node", f"{len(found.nodes)} nodes, none is named like 年报", response
            )
        for node in found.annual():
            target = absolute(response.url, node.jump_url) if node.jump_url else None
            if target:
                yield self._ask_listing(target, site, via=response.url)
            else:
                place = catalogue.Place(response.url, found.sid, node)
                yield self._ask_api(place, site, 1, frozenset())

    def parse_column_json(self, response: Response, site: Site) -> Found:
        """Follow the posts that a column's JSON lists."""
        if found := self._read_list(response, "listing.column-json"):
            self._tell_shortfall(len(found.ids), found.post_count, response)
            reports = [link for link in found.links if listings.is_report_title(link.title)]
            yield from self._ask_reports(reports, site, response)

    def parse_api(
        self, response: Response, site: Site, place: catalogue.Place, page: int, seen: frozenset[str]
    ) -> Found:
        """Read one page of the API, ask for the next while it brings new posts and may have more."""
        if not (found := self._read_list(response, "listing.api")):
            return
        yield from self._ask_reports(found.links, site, response)
        known, place = seen | found.ids, place.counting(found.post_count)
        if found.ids - seen and not 0 < place.node.post_count <= len(known):
            yield self._ask_api(place, site, page + 1, known)
        else:
            self._tell_shortfall(len(known), place.node.post_count, response)

    def _read_list(self, response: Response, rule: str) -> catalogue.ApiPage | None:
        try:
            return catalogue.read_api_page(response.text, response.url)
        except catalogue.NotTheApi as error:
            self._tell(rule, str(error), response)
            return None

    def _tell_shortfall(self, served: int, promised: int, response: Response) -> None:
        if served < promised:
            self._tell("listing.shortfall", f"it tells of {promised} posts and lists {served}", response)

    def parse_report(self, response: Response, site: Site) -> Found:
        """Hand a report's page on, and ask for what hangs on it."""
        yield from self._keep_page(response)
        if isinstance(response, TextResponse):
            yield from self._ask_beside(response, site)

    def _ask_beside(self, response: TextResponse, site: Site) -> Found:
        leads, url = leads_on(response, self._tags), response.url
        yield from self._ask_once(requisites.requisites(leads, url), "requisite", response, site)
        yield from self._ask_once(requisites.attachments(leads, url), "attachment", response, site)
        yield from self._ask_once(listings.post_json(leads.scripts, url), "postmeta", response, site)

    def parse_requisite(self, response: Response, site: Site) -> Found:
        """Ask for what a style sheet needs in its turn."""
        media_type = (response.headers.get("Content-Type") or b"").lower()
        if isinstance(response, TextResponse) and (b"css" in media_type or ".css" in response.url):
            for url in requisites.style_sheet_requisites(response.text, response.url):
                yield self._ask(url, "requisite", site, self.parse_requisite, via=response.url)

    def try_https(self, failure: Failure) -> Found:
        """Try the other scheme once where http brought no answer; note what else went wrong.

        TLS of several of these hosts fails in OpenSSL (BAD_ECPOINT) while http works, so
        http comes first.
        """
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        if isinstance(failure.value, HttpError):
            if (capture := failure.value.response.meta.get("capture")) is not None:
                yield capture  # a page that is gone, or a wall: its reader says so
            return
        if isinstance(failure.value, IgnoreRequest):
            if "robots" in str(failure.value):
                self.ledger.note(request.url, "robots-excluded")
            elif "redirections" in str(failure.value):
                self.crawler.signals.send_catch_log(in_a_loop, request=request)
            return
        row = self.ledger.get(request.url)
        if row.outcome == "not-reached":
            self.ledger.note(request.url, "error-other", detail=repr(failure.value)[:200])
        if request.url.startswith("http://") and self._schemes.get(host_of(request.url)) != "http":
            url = "https" + request.url[4:]
            row.kind, row.detail = "scheme", f"tried {url} instead: {row.detail}"
            self.ledger.mean(url, request.meta["kind"], request.meta["site"], request.meta.get("via", ""))
            yield request.replace(url=url, meta={**request.meta, "retry_times": 0}, dont_filter=True)

    def _keep_page(self, response: Response) -> Found:
        self._schemes.setdefault(host_of(response.url), urlsplit(response.url).scheme)
        if (capture := response.meta.get("capture")) is not None:
            yield capture

    def _ask_once(self, urls: Iterable[str], kind: str, response: Response, site: Site) -> Found:
        """Ask for what hangs on a page, unless another page has named it: those of a site share most."""
        read = self.parse_requisite if kind == "requisite" else None
        for url in urls:
            if url not in self._asked:
                self._asked.add(url)
                yield self._ask(url, kind, site, read, via=response.url)

    def _ask_reports(self, links: Iterable[listings.Link], site: Site, response: Response) -> Found:
        """Ask for the posts that a page lists, and note that it promised them."""
        asked = response.meta.get("redirect_urls", [response.url])[0]
        wanted = [link for link in links if not (self.years and link.year and link.year not in self.years)]
        here = tuple(tidy(link.url) for link in wanted if host_of(link.url) in self.hosts)
        self.promises.append(Promise(site.name, asked, "rows", len(here), here))
        for link in wanted:
            yield from self._ask_report(link, site, response.url)

    def _ask_report(self, link: listings.Link, site: Site, via: str) -> Found:
        post = "/".join(post_key(link.url) or (link.url,))
        if post not in self._posts:
            self._posts.add(post)
            yield self._ask(link.url, "report", site, self.parse_report, via=via)

    def _ask_listing(
        self, url: str, site: Site, column: str = "", via: str = "", *, guess: bool = False
    ) -> Request:
        read = partial(self.parse_listing, column=column)
        return self._ask(url, "guess" if guess else "listing", site, read, via=via, guess=guess)

    def _ask_api(self, place: catalogue.Place, site: Site, page: int, seen: frozenset[str]) -> Request:
        def fail(failure: Failure) -> Found:
            if seen and isinstance(failure.value, HttpError):  # some sites serve only a recent window
                self.ledger.get(failure.value.response.url).kind = "guess"
                self._tell_shortfall(len(seen), place.node.post_count, failure.value.response)
            else:
                yield from self.try_https(failure)

        read = partial(self.parse_api, place=place, page=page, seen=seen)
        return self._ask(catalogue.api_url(place, page), "api", site, read, fail, via=place.shell)

    def _ask(
        self,
        url: str,
        kind: str,
        site: Site,
        callback: Callable[..., Any] | None = None,
        errback: Callable[..., Any] | None = None,
        **meta: object,
    ) -> Request:
        host = host_of(url)
        first = "http" if self.settings.getbool("HTTP_FIRST") else url.partition(":")[0]
        request = Request(
            f"{self._schemes.get(host, first)}:{tidy(url).partition(':')[2]}",
            callback=callback or self.parse_nothing,
            errback=errback or self.try_https,
            priority=PRIORITIES.get(kind, 0),
            cb_kwargs={"site": site},
            meta={"kind": kind, "site": site.name, **meta},
        )
        if host in self.hosts:
            self.ledger.mean(request.url, kind, site.name, str(meta.get("via", "")))
        return request

    def parse_nothing(self, response: Response, site: Site) -> None:
        """Leave a response in the archive, where its readers find it."""

    def _tell(self, rule: str, message: str, response: Response) -> None:
        self.problems.append(Problem(rule, message, response.url))
