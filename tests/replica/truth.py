"""What a right reading of every report is, from the facts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import attached
from .articles import related_path
from .blocks import Heading, Picture, body_lines
from .corpus import Contact, Report, Site, copies_of
from .documents import MEDIA_TYPES
from .edits import Edit, Today, on_day
from .listings import posts_of
from .outline import blocks_of
from .statistics_values import values_of


@dataclass(frozen=True, slots=True)
class Expectation:
    """A report's record as far as it is known, and what is odd about its page.

    `record` has the keys of the JSON line; its statistics values are (indicator, applicant, value, unit).
    `copies` are all its addresses, the canonical one first; `listed` is false where no listing shows it;
    `broken` names the identities it fails on purpose (rule:place, as in identities.py);
    `published_in` says where the date stands, `hidden` holds the numbers that no HTML table shows.
    """

    site: str
    record: dict[str, Any]
    copies: tuple[str, ...]
    listed: bool
    broken: tuple[str, ...]
    published_in: str  # text | document box | tag | postmeta
    tables: str  # html | picture | attachment
    hidden: tuple[Any, ...]


def truth(day: int = 0, edits: Iterable[Edit] = ()) -> dict[str, Expectation]:
    """The expectation for every report of a day, by the record's id."""
    today = on_day(day, edits)
    found = [_expectation(today, report) for report in today.corpus.reports]
    return {each.record["id"]: each for each in found}


def _expectation(today: Today, report: Report) -> Expectation:
    site = today.corpus.sites[report.site]
    return Expectation(
        site=site.key,
        record=record_of(site, report),
        copies=tuple(f"{site.origin}{path}" for path, _ in copies_of(site, report)),
        listed=_listed(today, site, report),
        broken=tuple(report.breaks),
        published_in=_published_in(site, report),
        tables=report.tables,
        hidden=() if report.format else tuple(values_of(report)),
    )


def record_of(site: Site, report: Report) -> dict[str, Any]:
    """The record's keys that the facts decide."""
    blocks = blocks_of(report)
    record = {
        "id": f"{site.host}/{report.id}",
        "url": f"{site.origin}{copies_of(site, report)[0][0]}",
        "title": report.title,
        "year": report.year,
        "agency": report.agency,
        "published_at": report.published,
        "breadcrumbs": list(site.breadcrumbs),
        "contact": contact_of(report.contact),
        "body": "\n".join(body_lines(blocks)),
        "sections": [{"heading": b.text, "level": b.level} for b in blocks if isinstance(b, Heading)],
        "statistics": {"format": report.format, "values": values_of(report) if report.format else []},
        "attachments": [
            {
                "title": file.title,
                "url": f"{site.origin}{attached.file_path(site, report, file)}",
                "media_type": MEDIA_TYPES[file.kind],
            }
            for file in report.attachments
        ],
        "images": [
            {"url": f"{site.origin}{attached.picture_path(report, block)}", "alt": block.alt}
            for block in blocks
            if isinstance(block, Picture)
        ],
        "related": _related(site, report),
    }
    if site.platform != "gkmlpt":  # those pages print no 来源 at all, only a 发布机构
        record["source"] = report.source
    return record


def contact_of(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    return {
        "office": contact.office,
        "address": contact.address,
        "postcode": contact.postcode,
        "phones": list(contact.phones),
        "faxes": list(contact.faxes),
        "emails": list(contact.emails),
    }


def _related(site: Site, report: Report) -> list[dict[str, str]]:
    if not report.related:
        return []
    return [{"title": report.related, "url": f"{site.origin}{related_path(site, report)}"}]


def _listed(today: Today, site: Site, report: Report) -> bool:
    if not site.catalogue.get("second_page_missing"):
        return True
    return report in posts_of(today.corpus, site)[: site.per_page]


def _published_in(site: Site, report: Report) -> str:
    if report.meta_line != "none":
        return "text"
    if site.platform == "gkmlpt":
        return "document box"
    return "postmeta" if report.pubdate == "empty" else "tag"
