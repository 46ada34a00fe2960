"""Which of several readings of a report counts: the one rule, within a run and between runs."""

from collections.abc import Hashable, Iterator, Mapping

from archive.order import moment_of
from pipelines.address import rank
from pipelines.line import squeezed

Worth = tuple[int, str, str, str, int]
Same = tuple[str, str, int | None]


def worth(url: str, captured_at: str, warc: str, offset: int) -> Worth:
    """Order readings of a report by their captures: its column's own page before copies, then the newest."""
    return (-rank(url), moment_of(captured_at, warc), url, warc, offset)


def same(number: str, title: str, year: int | None) -> Same:
    """Give what a report has in common with an index that shows it without saying which post it is."""
    return number.partition("/")[0], squeezed(title), year


def chosen(reports: Mapping[str, Hashable]) -> Iterator[str]:
    """Give the ids that count, sorted: an index that shows a report is left out where the post is there.

    With each id comes what the report is the ``same`` by, or its digest.
    """
    numbered = {what for number, what in reports.items() if _is_numbered(number)}
    for number, what in sorted(reports.items()):
        if _is_numbered(number) or what not in numbered:
            yield number


def _is_numbered(number: str) -> bool:
    return number.rpartition("/")[2].isdecimal()
