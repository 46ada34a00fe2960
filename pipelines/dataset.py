"""The data set: one report for all captures of a post, completed from what else is archived.

Precedence of a field: the printed page, the page's tags, the archived metadata of the post.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from archive.capture import Capture
from archive.problem import Problem
from pipelines.attached import with_attachments
from pipelines.crosscheck import disagreement
from pipelines.gathered import Gathered
from pipelines.line import squeezed
from pipelines.links import Attachment
from pipelines.postmeta import Postmeta, body_of, find_postmeta
from pipelines.report import AnnualReport

Finder = Callable[[str], Capture | None]


def complete(gathered: Gathered, find: Finder) -> Iterator[AnnualReport]:
    """Give the gathered reports in the order of their ids, joined with what else is in the archive."""
    return (_joined(report, find) for report in gathered.reports())


def _joined(report: AnnualReport, find: Finder) -> AnnualReport:
    captures = {each.url: found for each in report.attachments if (found := find(each.url))}
    attachments = tuple(_typed(each, captures.get(each.url)) for each in report.attachments)
    known = find_postmeta(report.id, report.url, find)
    problems = [known] if isinstance(known, Problem) else []
    published_at = report.published_at
    if isinstance(known, Postmeta):
        problems = _contradictions(report, known)
        published_at = published_at or known.published_at
    joined = replace(
        report,
        captures=captures,
        attachments=attachments,
        published_at=published_at,
        problems=(*report.problems, *problems),
    )
    return with_attachments(joined, find)


def _contradictions(report: AnnualReport, known: Postmeta) -> list[Problem]:
    """Compare a report with the metadata of its post; each disagreement names both values."""
    told = [
        disagreement("title", report.title, known.title, "postmeta"),
        disagreement("published_at", report.published_at, known.published_at, "postmeta"),
        disagreement("source", report.source, known.source, "postmeta"),
        _other_text(report, body_of(known.content, report.url, report.title)),
    ]
    return [problem for problem in told if problem]


def _typed(attachment: Attachment, capture: Capture | None) -> Attachment:
    """Take the server's word for a type that the name does not tell."""
    if attachment.media_type or capture is None or capture.status != 200 or not capture.media_type:
        return attachment
    return replace(attachment, media_type=capture.media_type)


def _other_text(report: AnnualReport, stated: str) -> Problem | None:
    printed = squeezed(report.body)
    if not stated or stated == printed or stated in printed:
        return None
    pairs = enumerate(zip(printed, stated, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(printed), len(stated)))
    here, there = printed[at : at + 20], stated[at : at + 20]
    message = f"after {at} characters the page says {here!r}, postmeta says {there!r}"
    return Problem("crosscheck.body", message, "body")
