"""The fixed tables of a page that prints their cells as lines of text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from archive.problem import Problem
from pipelines.statistics import applications, disputes, proactive
from pipelines.statistics.cell_lines import Run, Text, runs
from pipelines.statistics.figure import Statistic
from pipelines.statistics.gaps import add_up, put_together
from pipelines.statistics.heading import heading, unit_of
from pipelines.statistics.number import read_number
from pipelines.statistics.standard import APPLICATIONS, DISPUTES, PROACTIVE

_SIGNS = ("信息内容", "本年新收", "结果维持")
_PROACTIVE = re.compile("|".join(sorted(proactive.COLUMNS, key=len, reverse=True)))
_APPLICANTS = re.compile("法人或其他组织|" + "|".join(applications.APPLICANTS))
_RESULTS = re.compile("|".join(disputes.LEAVES))
_BLOCKS = re.compile("|".join(sorted(disputes.BLOCKS, key=len, reverse=True)))
# A label may be broken over lines: at most so many make one.
_LINES_OF_A_LABEL = 3
_LONGEST_BODY = 400_000  # many times what a report has


@dataclass(slots=True)
class Linearised:
    """What the lines gave: figures, problems, and the headings that decide the form."""

    figures: dict[str, list[Statistic]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Reader:
    """Reads runs of cells one after the other; a head of columns holds until the next."""

    found: Linearised = field(default_factory=Linearised)
    measures: list[tuple[str, str | None]] = field(default_factory=list)
    applicants: tuple[str, ...] = applications.IN_ORDER
    group: str = ""
    seen: set[str] = field(default_factory=set)
    has_results: bool = False

    def read(self, run: Run) -> None:
        """Add the figures of a run."""
        words = "".join(heading(label.text) for label in run.labels)
        self._learn(run, words)
        if self._read_disputes(run, words):
            return
        if indicator := self._row(run, applications.row_indicator):
            self.group = indicator
            # Lines of a head with narrow columns get mixed up; numbers that add up do not.
            count = len(applications.IN_ORDER)
            are_all = len(run.numbers) == count and add_up(run.numbers)
            if not are_all and indicator not in self.seen:
                run = run._replace(numbers=put_together(run.numbers, len(self.applicants)))
            self.seen.add(indicator)
            applicants = applications.IN_ORDER if are_all else self.applicants
            self._take(run, APPLICATIONS, [(indicator, applicant, "件") for applicant in applicants])
        elif indicator := self._row(run, proactive.row_indicator):
            names = [(f"{indicator}.{name}", None, unit) for name, unit in self._measures(indicator)]
            self._take(run, PROACTIVE, names)

    def _learn(self, run: Run, words: str) -> None:
        titles = _PROACTIVE.findall(words)
        if titles:
            self.found.words.update(titles)
            units = [unit for label in run.labels if (unit := unit_of(label.text))]
            unit = units[-1] if units else None
            named = dict.fromkeys(proactive.COLUMNS[title] for title in titles)
            self.measures = [(measure, unit if measure == "amount" else None) for measure in named]
        applicants = {
            applications.APPLICANTS[name]
            for name in _APPLICANTS.findall(words)
            if name in applications.APPLICANTS
        }
        if "business" in applicants or "natural_person" in applicants:
            self.applicants = tuple(name for name in applications.IN_ORDER if name in applicants)

    def _row(self, run: Run, row_of: Callable[[str], str | None]) -> str | None:
        """Name a row by the label right before its numbers, which may be broken over lines."""
        labels = [heading(label.text) for label in run.labels[-_LINES_OF_A_LABEL:]]
        for first in range(len(labels) - 1, -1, -1):
            label = "".join(labels[first:])
            indicator = row_of(label)
            if indicator == "applications.otherwise.other":
                inside = self.group.startswith("applications.otherwise") or "其他处理" in labels
                return indicator if inside else None
            if indicator == "applications.concluded" and not self.group:
                return None
            if indicator:
                self.found.words.add(label)
                return indicator
        return None

    def _measures(self, indicator: str) -> Iterator[tuple[str, str | None]]:
        for measure, unit in self.measures:
            if measure in proactive.COUNTED[indicator]:
                yield measure, proactive.unit_for(indicator, measure, unit)

    def _read_disputes(self, run: Run, words: str) -> bool:
        """Read numbers below the headings of results, or beside a block once these were printed."""
        results = [disputes.LEAVES[name] for name in _RESULTS.findall(words)]
        blocks = [disputes.BLOCKS[name] for name in _BLOCKS.findall(words)]
        blocks = [block for block in dict.fromkeys(blocks) if block != "litigation"]
        if tuple(results[-5:]) == disputes.RESULTS:
            self.has_results = True
        elif results or not blocks or not self.has_results:
            return False
        self.found.words.add("结果维持")
        names = [(f"{block}.{result}", None, "件") for block in blocks for result in disputes.RESULTS]
        self._take(run, DISPUTES, names)
        return True

    def _take(self, run: Run, kind: str, named: Sequence[tuple[str, str | None, str | None]]) -> None:
        if len(named) != len(run.numbers):
            label = run.labels[-1].text
            found = len(run.numbers) or "no certain"
            message = f"{kind}, {label}: {found} numbers in the text for {len(named)} columns"
            self.found.problems.append(Problem("statistics.unaligned", message, "body"))
            return
        for (indicator, applicant, unit), number in zip(named, run.numbers, strict=True):
            self.found.figures.setdefault(kind, []).append(_figure(indicator, applicant, unit, number))


def _figure(indicator: str, applicant: str | None, unit: str | None, number: Text) -> Statistic:
    reading = read_number(number.text)
    value, printed = reading or (None, None)
    return Statistic(indicator, applicant, value, printed or unit, number.span)


def read_linearised(body: str) -> Linearised:
    """Read the fixed tables out of lines; a row that lost its blank cells cannot be read and is a problem."""
    reader = Reader()
    if any(sign in body for sign in _SIGNS):
        for run in runs(body[:_LONGEST_BODY]):
            if run.labels:
                reader.read(run)
    return reader.found
