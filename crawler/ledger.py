"""One row for every URL that a run meant to fetch, and how it ended."""

from dataclasses import dataclass

# What the status of an archived response says of its URL.
_BY_STATUS = {
    **dict.fromkeys((301, 302, 303, 307, 308), "redirected"),
    304: "not-modified",
    404: "gone",
    410: "gone",
    # Challenges and rate limits (the stand-ins of a firewall for an answer), and refusals.
    **dict.fromkeys((202, 401, 403, 412, 429, 521), "blocked"),
}
NOT_REACHED = "not-reached"
# Outcomes of pages that were had, of a first visit or of a later one.
ANSWERED = frozenset({"new", "changed", "unchanged", "not-modified"})
# Outcomes that keep a report, a listing or an attachment from its reader: each is a finding.
MISSES = frozenset(
    {"gone", "blocked", "soft-404", "robots-excluded", NOT_REACHED, "not-archived", "truncated"}
)


def outcome_of(status: int) -> str:
    """Name the outcome of a response: ``new``, ``redirected``, ``gone``, ``blocked`` or ``http-<status>``."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return "new" if 200 <= status < 300 else f"http-{status}"


@dataclass(slots=True)
class Row:
    """What became of one URL.

    ``kind`` is what it was wanted for, ``via`` the page that named it, ``to`` where it redirects.
    """

    url: str
    kind: str
    via: str = ""
    site: str = ""
    outcome: str = NOT_REACHED
    capture: str = ""
    report: str = ""
    detail: str = ""
    to: str = ""

    def to_json(self) -> dict[str, str]:
        """Give the line of ``ledger.jsonl``, without empty parts."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in values if value}

    @property
    def is_miss(self) -> bool:
        """Tell whether something that the run exists for was not had."""
        if self.kind == "report" and self.outcome == "redirected":
            return not self.report  # led away to a page that is no report: the home page, mostly
        wanted = self.kind in ("listing", "report", "attachment", "api")
        failed = self.outcome in MISSES or self.outcome.startswith(("http-", "error-"))
        return wanted and failed


class Ledger:
    """The rows of a run by URL: what is noted last counts."""

    def __init__(self) -> None:
        """Begin without any."""
        self._rows: dict[str, Row] = {}

    def mean(self, url: str, kind: str, site: str = "", via: str = "") -> None:
        """Say that a URL is to be fetched; the first reason given counts."""
        self._rows.setdefault(url, Row(url, kind, via, site))

    def note(
        self, url: str, outcome: str, *, capture: str = "", detail: str = "", kind: str = "other"
    ) -> None:
        """Say how it ended so far."""
        row = self._rows.setdefault(url, Row(url, kind))
        row.outcome, row.detail = outcome, detail
        row.capture = capture or row.capture

    def get(self, url: str) -> Row:
        """Give the row of a URL, a new one where there is none."""
        return self._rows.setdefault(url, Row(url, "other"))

    def name_report(self, url: str, report: str) -> None:
        """Say which report was read at a URL."""
        self._rows.setdefault(url, Row(url, "report")).report = report

    def follow(self) -> None:
        """Name the reports that redirects end at: one that was had by its own address is not had again."""
        for row in self._rows.values():
            end, seen = row, {row.url}
            while end.to not in seen and end.to in self._rows:
                end = self._rows[end.to]
                seen.add(end.url)
            row.report = row.report or end.report

    def rows(self) -> list[Row]:
        """Give every row, sorted by URL."""
        return [self._rows[url] for url in sorted(self._rows)]
