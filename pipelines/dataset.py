"""The data set: one report for all captures of a post, completed from what else is archived.

Precedence of a field: the printed page, the page's tags, the archived metadata of the post.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from archive.capture import Capture
from archive.problem import Problem
from pipelines.address import rank
from pipelines.crosscheck import disagreement
from pipelines.extract import read_capture
from pipelines.line import squeezed
from pipelines.links import Attachment
from pipelines.postmeta import Postmeta, body_of, find_postmeta
from pipelines.report import AnnualReport

Finder = Callable[[str], Capture | None]


def collect(captures: Iterable[Capture], find: Finder) -> list[AnnualReport]:
    """Read captures into a data set, sorted by id; their order does not matter."""
    gathered: dict[str, AnnualReport] = {}
    for capture in captures:
        if report := read_capture(capture).report:
            gather(gathered, report)
    return complete(gathered, find)


def gather(gathered: dict[str, AnnualReport], report: AnnualReport) -> None:
    """Keep the best reading of every report: its column's own page before copies, then the newest."""
    held = gathered.get(report.id)
    if held is None or _worth(held) < _worth(report):
        gathered[report.id] = report


def complete(gathered: dict[str, AnnualReport], find: Finder) -> list[AnnualReport]:
    """Give the gathered reports in the order of their ids, joined with what else is in the archive."""
    numbered = {_same(report) for report in gathered.values() if _has_number(report)}
    return [
        _joined(report, find)
        for _, report in sorted(gathered.items())
        # A column's index can show the newest report without saying which post it is.
        if _has_number(report) or _same(report) not in numbered
    ]


def _worth(report: AnnualReport) -> tuple[int, str, str, str, int]:
    place = report.capture
    return (-rank(place.url), place.captured_at, place.url, place.warc, place.offset)


def _has_number(report: AnnualReport) -> bool:
    return report.id.rpartition("/")[2].isdecimal()


def _same(report: AnnualReport) -> tuple[str, str, int | None]:
    return report.id.partition("/")[0], squeezed(report.title), report.year


def _joined(report: AnnualReport, find: Finder) -> AnnualReport:
    captures = {each.url: found for each in report.attachments if (found := find(each.url))}
    attachments = tuple(_typed(each, captures.get(each.url)) for each in report.attachments)
    known = find_postmeta(report.id, report.url, find)
    problems = [known] if isinstance(known, Problem) else []
    published_at = report.published_at
    if isinstance(known, Postmeta):
        problems = _contradictions(report, known)
        published_at = published_at or known.published_at
    return replace(
        report,
        captures=captures,
        attachments=attachments,
        published_at=published_at,
        problems=(*report.problems, *problems),
    )


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
