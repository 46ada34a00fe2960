"""Reports whose text or tables are in an attached document, read from its capture."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from archive.capture import Capture
from archive.codings import UnknownCoding
from archive.problem import Problem
from pipelines.attachments import AttachmentText, image_only, read_attachment
from pipelines.contact import Contact, read_contact
from pipelines.flow import Line
from pipelines.identities import broken
from pipelines.line import squeezed
from pipelines.links import Attachment
from pipelines.report import AnnualReport
from pipelines.section import find_sections
from pipelines.statistics import Statistics, read_statistics
from pipelines.statistics.figure import Attached, Evidence, Span
from pipelines.table import Table
from pipelines.title import year_in_body

# A page with fewer signs than this, and no table, says no more than where to look.
_SAYS_LITTLE = 600
# Since the report for this year there are fixed tables.
_FIRST_WITH_TABLES = 2019

Finder = Callable[[str], Capture | None]


@dataclass(frozen=True, slots=True)
class _Document:
    """An attachment that was read: its index, its text, the number of tables before its own."""

    index: int
    text: AttachmentText
    tables_before: int

    def locate(self, place: Evidence) -> Evidence:
        """Say on which page a place of the document's own text or tables is."""
        if isinstance(place, Attached):
            return place
        if isinstance(place, Span):
            return Attached(place, self.index, self.text.page_of_offset(place.start))
        page = self.text.tables[place.table].page
        return Attached(place._replace(table=self.tables_before + place.table), self.index, page)


def with_attachments(report: AnnualReport, find: Finder) -> AnnualReport:
    """Give the report with what its attachments say where its page does not.

    A page that says no more than "see the attachment" gets body, sections, contact, tables
    and statistics from the first document that has numbers, or else from the first that says
    more; one that has the text but not the tables gets tables and statistics. Whatever document
    cannot be read is a problem.
    """
    if report.statistics.values and not _repeats_tables(report):
        return report
    says_little = len(squeezed(report.body)) < _SAYS_LITTLE and not report.tables
    problems: list[Problem] = []
    text_alone: AnnualReport | None = None
    for index, attachment in enumerate(report.attachments):
        text = _text_of(attachment, find)
        problems += text.problems
        found = None
        if says_little and len(squeezed(text.body)) + 50 * len(text.tables) > len(squeezed(report.body)):
            found = _replaced(report, _Document(index, text, 0))
        elif not says_little:
            found = _supplied(report, _Document(index, text, len(report.tables)))
        if found and found.statistics.values:
            return replace(found, problems=(*found.problems, *problems))
        text_alone = text_alone or found
    if text_alone:
        return replace(text_alone, problems=(*text_alone.problems, *problems))
    return _marked(replace(report, problems=(*report.problems, *problems)), find)


def _repeats_tables(report: AnnualReport) -> bool:
    """Say whether the numbers are only what the prose of a page repeats of tables that it does not have."""
    return report.statistics.format == "narrative" and (report.year or 0) >= _FIRST_WITH_TABLES


def _text_of(attachment: Attachment, find: Finder) -> AttachmentText:
    capture = find(attachment.url)
    if capture is None or capture.status != 200:
        message = "the attached document is not in the archive"
        return AttachmentText(problems=(Problem("attachment.missing", message, attachment.url),))
    try:
        payload = capture.payload
    except UnknownCoding as coding:
        message = f"the content coding {coding} cannot be taken away"
        return AttachmentText(problems=(Problem("attachment.unreadable", message, attachment.url),))
    name = attachment.url.rsplit("/", 1)[-1]
    return read_attachment(payload, attachment.media_type or capture.media_type, name)


def _replaced(report: AnnualReport, document: _Document) -> AnnualReport:
    text = document.text
    lines = [Line(line.text) for line in text.lines]
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))[:-1]
    contact = read_contact(text.body, text.grids, report.agency)
    statistics = read_statistics(text.body, text.grids)
    url = report.attachments[document.index].url
    told = Problem("attachment.body", f"the page says no more; body and tables are those of {url}")
    return replace(
        report,
        year=report.year or year_in_body(text.body),
        body=text.body,
        sections=find_sections(lines, starts, len(text.body)),
        tables=text.grids,
        contact=_moved_contact(contact, document) or report.contact,
        statistics=_moved(statistics, document),
        problems=(*_not_of_numbers(report), told, *statistics.problems, *broken(statistics)),
    )


def _supplied(report: AnnualReport, document: _Document) -> AnnualReport | None:
    """Add the document's tables to a report that has text of its own, if they hold its statistics."""
    statistics = read_statistics("", document.text.grids)
    if not statistics.values:
        return None
    url = report.attachments[document.index].url
    told = Problem("attachment.tables", f"the page has no such tables; they are those of {url}")
    tables: Sequence[Table] = document.text.grids
    return replace(
        report,
        tables=(*report.tables, *tables),
        statistics=_moved(statistics, document),
        problems=(*_not_of_numbers(report), told, *statistics.problems, *broken(statistics)),
    )


def _not_of_numbers(report: AnnualReport) -> Iterator[Problem]:
    """Give the problems of a page but for those of its numbers, in whose place others come."""
    return (problem for problem in report.problems if problem.where != "statistics")


def _moved(statistics: Statistics, document: _Document) -> Statistics:
    values = tuple(value._replace(evidence=document.locate(value.evidence)) for value in statistics.values)
    return replace(statistics, values=values)


def _moved_contact(contact: Contact | None, document: _Document) -> Contact | None:
    return replace(contact, evidence=document.locate(contact.evidence)) if contact else None


def _marked(report: AnnualReport, find: Finder) -> AnnualReport:
    """Mark a report whose tables are pictures: the numbers exist, and are not read from pictures."""
    if not image_only(report.body, report.tables, report.images):
        return report
    pictures = tuple((image.src, find(image.src)) for image in report.images)
    names = _listed(url for url, _capture in pictures)
    told = Problem("statistics.image_only", f"the tables are pictures, and not read: {names}")
    return replace(report, pictures=pictures, problems=(*report.problems, told))


def _listed(urls: Iterable[str]) -> str:
    return ", ".join(urls)
