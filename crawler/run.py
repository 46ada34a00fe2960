"""What a run came to: its findings, its exit status, the file and the words that tell it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scrapy.settings import BaseSettings

from archive.problem import Problem
from archive.words import counted
from crawler.addresses import post_key
from crawler.known import DATA_SET
from crawler.ledger import MISSES, NOT_REACHED, Row
from crawler.news import tell, tell_finding

# Settings that may differ from run to run, or hold what nobody else needs to know.
_NOT_FINGERPRINTED = ("PASSWORD", "SECRET", "TOKEN", "KEY", "FTP_USER")

# News and findings that the summary tells one by one.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class SiteCount:
    """What one site gave: pages answered, reports read, and how many were due at least."""

    name: str
    pages: int
    reports: int
    at_least: int
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run at its end. ``failed`` says why nothing more could be done, or is empty."""

    run: str
    collection: str
    started_at: datetime
    finished_at: datetime
    reason: str
    failed: str
    replay_of: str
    responses: int
    bytes_archived: int
    warcs: tuple[str, ...]
    reports: int
    sites: tuple[SiteCount, ...]
    outcomes: Counter[str]
    findings: tuple[Problem, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    missing_years: Mapping[str, Sequence[int]] = field(default_factory=dict)
    news: Sequence[Mapping[str, str]] = ()
    standing: tuple[Problem, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 all well, 1 done with findings, 3 nothing could be done."""
        if self.failed or not self.responses:
            return 3
        return 1 if self.findings else 0

    def to_json(self) -> dict[str, object]:
        """Give ``run.json``."""
        return {
            "schema": 1,
            "run": self.run,
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "finished_at": self.finished_at.isoformat(timespec="seconds"),
            "exit_status": self.exit_status,
            "reason": self.reason,
            "arguments": dict(self.arguments),
            **({"failed": self.failed} if self.failed else {}),
            **({"replay_of": self.replay_of} if self.replay_of else {}),
            "reports": self.reports,
            "responses": self.responses,
            "bytes_archived": self.bytes_archived,
            "warcs": list(self.warcs),
            "sites": {
                site.name: {
                    "pages": site.pages,
                    "reports": site.reports,
                    "at_least": site.at_least,
                    **site.facts,
                }
                for site in self.sites
            },
            "missing_years": {agency: list(years) for agency, years in self.missing_years.items()},
            "outcomes": dict(sorted(self.outcomes.items())),
            "news": list(self.news),
            "findings": [finding.to_json() for finding in self.findings],
            "standing": [finding.to_json() for finding in self.standing],
        }

    def _size(self) -> str:
        return f"{self.bytes_archived / 1e6:.1f} MB archived"

    def summary(self) -> str:
        """Tell a person how it went, the worst last."""
        seconds = max(0.0, (self.finished_at - self.started_at).total_seconds())  # the clock may be set back
        where = f"{self.collection}/runs/{self.run}"
        read, answered = counted(self.reports, "report"), counted(self.responses, "response")
        lines = [
            f"{read} from {answered} in {seconds:.0f} s, {self._size()}",
            *(_site_line(site) for site in self.sites),
            "  URLs: " + ", ".join(f"{count} {name}" for name, count in self.outcomes.most_common()),
            *(f"  NEWS {tell(each)}" for each in self.news[:_TOLD]),
            *((f"  … and {len(self.news) - _TOLD} more in changes.jsonl",) if len(self.news) > _TOLD else ()),
            *((f"  data      {where}/reports.jsonl",) if self.reports else ()),
            *(f"  archive   {self.collection}/archive/{name}" for name in self.warcs),
            *(
                (f"  standing  {counted(len(self.standing), 'finding')} of before, as they were",)
                if self.standing
                else ()
            ),
            f"  all of it {where}/ (run.json, ledger.jsonl, problems.jsonl, crawl.log)",
        ]
        if self.failed:
            lines.append(f"FAILED: {self.failed}")
        elif not self.responses:
            nobody = "no server answered; is there a network?"
            lines.append(f"FAILED: {'the archive holds nothing of it' if self.replay_of else nobody}")
        lines += [f"FINDING {tell_finding(finding.to_json())}" for finding in self.findings[:_TOLD]]
        if len(self.findings) > _TOLD:
            lines.append(f"… and {len(self.findings) - _TOLD} more findings in {where}/run.json")
        told = f"done, with {counted(len(self.findings), 'finding')}"
        words = {0: "all well", 1: told, 3: "nothing could be done"}
        return "\n".join([*lines, f"exit status {self.exit_status}: {words[self.exit_status]}"])


def _site_line(site: SiteCount) -> str:
    due = f" of at least {site.at_least}" if site.at_least else ""
    return f"  {site.name:<9} {site.reports:>4} reports{due}, {site.pages} pages"


def find(
    rows: Iterable[Row],
    told: Iterable[Problem],
    sites: Iterable[SiteCount],
    errors: Iterable[str],
) -> tuple[Problem, ...]:
    """Give the findings of a run: what was missed, what the spider was told, what broke."""
    rows = list(rows)
    left = Counter((row.site, row.detail) for row in rows if row.is_miss and row.outcome == NOT_REACHED)
    missed = {row.url for row in rows if row.kind == "listing" and row.outcome in MISSES}
    cut_short = {name for name, _why in left}
    return (
        *_misses(rows),
        # What a wall or an error page does not list is no news of the listing.
        *(each for each in told if not (each.where in missed and each.rule.startswith("listing."))),
        *(
            Problem("ledger.not-reached", _joined(f"{count} pages are left for the next run", why), name)
            for (name, why), count in left.items()
        ),
        *(
            Problem(
                "site.too-few",
                f"{each.reports} reports read, {each.at_least or 1} are due at least",
                each.name,
            )
            for each in sites
            if each.reports < (each.at_least or 1) and each.name not in cut_short
        ),
        *(Problem("code.error", error) for error in errors),
    )


def _misses(rows: Sequence[Row]) -> Iterator[Problem]:
    read = {key for row in rows if row.report and (key := post_key(row.url))}
    on_the_way = {row.to for row in rows if row.outcome == "redirected"}
    for row in rows:
        told_before = row.outcome == "redirected" and row.url in on_the_way  # by who led here
        has_moved = row.via == DATA_SET and post_key(row.url) in read  # and was read there
        if row.is_miss and row.outcome != NOT_REACHED and not told_before and not has_moved:
            leads = f"leads to {row.to.partition('?')[0]}" if row.to else ""
            yield Problem(
                f"ledger.{row.outcome}", _joined(f"{row.kind} {row.outcome}", leads, row.detail), row.url
            )


def _joined(*words: str) -> str:
    return ": ".join(filter(None, words))


def fingerprint(settings: BaseSettings) -> str:
    """Give a hash of the settings, secrets left out: equal settings, equal hash."""
    values = {
        name: repr(value)
        for name, value in settings.copy_to_dict().items()
        if not any(word in name for word in _NOT_FINGERPRINTED)
    }
    return "sha256:" + hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
