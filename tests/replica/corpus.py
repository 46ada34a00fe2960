"""The facts of the stand-in site: its hosts and the reports published there."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

Cell = int | float | str  # as printed; a string stands for a cell that holds no plain number
Rows = dict[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Site:
    """One column of one host, with the habits of the platform it runs on."""

    key: str
    host: str
    name: str  # what the page header calls the whole site
    column: str  # address up to `content/`; on gkmlpt the address of the catalogue
    column_name: str
    column_id: str
    sid: str
    skin: str
    listing: str
    opener: str  # what stands before the breadcrumbs
    separator: str
    breadcrumbs: list[str]
    footer: dict[str, str]  # the site's own contact, which belongs to no report
    platform: str = "nfcms"
    charset: str = "utf-8"
    per_page: int = 20
    second_page: int = 2  # some skins call page 2 index_1.html, others index_2.html
    newest_is_index: bool = False
    robots: str | None = None
    coding: str = "identity"
    aliases: list[str] = field(default_factory=list)
    catalogue: dict[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://{self.host}"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about a report; numbers as area-number, extension after 转."""

    style: str = "running"  # running | labels | table
    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    dash: str = "-"  # what is printed between area code and number


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a report; `place` says which of the platform's three habits shows it."""

    id: str
    title: str
    kind: str  # pdf | docx | xlsx
    place: str = "box"  # box | inline | script


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report, known independently of any page that shows it."""

    site: str
    id: str
    title: str
    year: int
    agency: str
    we: str  # how the report speaks of itself: 我局, 全市各级行政机关
    topic: str  # what the agency is about, for the prose
    published: str | None  # ISO, with the precision the page prints
    source: str | None
    meta_line: str
    outline: str  # 2021 | 2019 | table | narrative | own
    dates: str = "iso"
    titled: str = "plain"  # plain | broken | suffix
    hand: str = "plain"
    wording: str = "counted"
    contact: Contact | None = None
    counts: dict[str, int] = field(default_factory=dict)
    statistics: dict[str, Rows] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    tables: str = "html"  # html | picture | attachment
    attachments: list[Attachment] = field(default_factory=list)
    related: str | None = None
    figure: str = ""  # a chart that stands as an image in the overview
    breaks: list[str] = field(default_factory=list)  # identities this report fails on purpose
    pubdate: str = "same"  # same | empty: what the PubDate tag holds
    expired: bool = False  # the banner 文件已失效, a presentation flag only
    text: list[str] = field(default_factory=list)  # the whole report, where outline is `own`
    cites: str = ""  # the letter it names as its model, right or wrong
    column: str = ""  # where it stands, if that is not the site's own column
    twin: str = ""  # the plain column that also shows a post of the catalogue

    @property
    def format(self) -> str | None:
        """The format that a page with these tables has; none where no table can be read."""
        if self.tables != "html" or not self.statistics:
            return None
        return next(iter(self.statistics))


@dataclass(frozen=True, slots=True)
class Notice:
    """A page of a report column that is no annual report."""

    site: str
    id: str
    title: str
    published: str
    text: list[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything there is on one day."""

    sites: dict[str, Site]
    reports: tuple[Report, ...]
    notices: tuple[Notice, ...]

    def of_site(self, key: str) -> list[Report]:
        """The reports of a site, newest first, as its listing shows them."""
        mine = [report for report in self.reports if report.site == key]
        return sorted(mine, key=lambda report: (report.published or "", report.id), reverse=True)


def address_of(site: Site, report: Report | Notice) -> str:
    """The path at which a post is published."""
    column = (report.column if isinstance(report, Report) else "") or site.column
    if site.platform == "gkmlpt":
        return gkmlpt_path(report.id, column)
    return f"{column}content/post_{report.id}.html"


def gkmlpt_path(post_id: str, catalogue: str = "/gkmlpt/") -> str:
    """The path of a post on the catalogue platform."""
    number = int(post_id)
    return f"{catalogue}content/{number // 10**6}/{number // 10**3}/post_{post_id}.html"


def copies_of(site: Site, report: Report) -> list[tuple[str, str]]:
    """Every path at which a report is served, and the skin it wears there; its own address first."""
    path = address_of(site, report)
    if site.platform == "gkmlpt":
        copies = [(path, site.skin)]
        return [(f"{report.twin}content/post_{report.id}.html", "portal"), *copies] if report.twin else copies
    copies = [(path, site.skin), (path.replace("/post_", "/mpost_"), "mobile")]
    if site.skin == "portal":
        copies.append((gkmlpt_path(report.id), "gkmlpt"))
        copies += [(f"/m{path}", "mobile"), (f"/ydmh{path}", "mobile")]
    return copies


@cache
def corpus() -> Corpus:
    """Read the data files; the corpus of the first day."""
    rows = tomllib.loads((DATA / "sites.toml").read_text("utf-8"))["site"]
    sites = {row["key"]: Site(**row) for row in rows}
    reports = [
        _report(site, row)
        for site in sites
        for row in tomllib.loads((DATA / "reports" / f"{site}.toml").read_text("utf-8"))["report"]
    ]
    notices = tomllib.loads((DATA / "notices.toml").read_text("utf-8"))["notice"]
    return Corpus(sites, tuple(reports), tuple(Notice(**row) for row in notices))


def _report(site: str, row: dict[str, Any]) -> Report:
    contact = Contact(**row.pop("contact")) if "contact" in row else None
    attachments = [Attachment(**each) for each in row.pop("attachments", [])]
    facts: dict[str, Any] = {"published": None, "source": None, **row}
    return Report(site=site, contact=contact, attachments=attachments, **facts)
