"""The sentences in which reports before 2019 state their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.problem import Problem
from pipelines.statistics import wording
from pipelines.statistics.figure import Span, Statistic
from pipelines.statistics.mention import Mention, mentions, sentence_start
from pipelines.statistics.enumeration import spread_out

_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,3}、\s*(.{2,40})")
_LONGEST_HEADING = 45
_FOREIGN_SECTION = 4
# A whole and its parts stand together: a list of parts takes no more paragraphs than this.
_REACH = 14
_BOTH = ("reconsideration.total", "litigation.total")


@dataclass(slots=True)
class Statement:
    """A whole that a sentence states, with the parts that follow it."""

    topic: str
    rank: int
    paragraph: int
    figures: dict[str, Statistic] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    last: str = ""


def read_narrative(body: str) -> tuple[list[Statistic], list[Problem]]:
    """Read the numbers that the sentences of a report state, wholes with their parts.

    Of several statements of one whole the one in its own section counts, and there the one with
    the plainest words; parts count only with the whole that they follow.
    """
    best: dict[str, Statement] = {}
    for statement in list(_statements(body)):
        known = best.get(statement.topic)
        order = (statement.rank, len(statement.figures) == 1)
        if known is None or order < (known.rank, len(known.figures) == 1):
            best[statement.topic] = statement
    figures: dict[str, Statistic] = {}
    problems = []
    for topic in wording.PARTS:
        statement = best.get(topic)
        if statement is None:
            continue
        for indicator, figure in statement.figures.items():
            if indicator not in statement.ambiguous:
                figures.setdefault(indicator, figure)
        for indicator in sorted(statement.ambiguous):
            message = f"{indicator}: the sentences give several numbers for it, none is kept"
            problems.append(Problem("statistics.narrative.ambiguous", message, "statistics"))
    return list(figures.values()), problems


def _statements(body: str) -> Iterator[Statement]:
    section = ""
    current: Statement | None = None
    start = 0
    for number, paragraph in enumerate(body.split("\n")):
        offset = start
        start += len(paragraph) + 1
        head = _HEADING.match(paragraph) if len(paragraph) <= _LONGEST_HEADING else None
        if head:
            section, current = head[1], None
        if current is None and not _may_state(paragraph):
            continue
        for mention in spread_out(paragraph, mentions(paragraph)):
            span = Span(offset + sentence_start(paragraph, mention.start), offset + mention.end)
            wholes = _wholes(mention, section, current)
            for topic, rank in wholes:
                current = _open(topic, rank, section, number)
                current.figures[topic] = Statistic(topic, None, mention.value, mention.unit, span)
                yield current
            if current is not None and not wholes:
                _add_part(current, mention, number, span)
        if current is not None and number >= current.paragraph + _REACH:
            current = None


def _may_state(paragraph: str) -> bool:
    """Say whether a paragraph can state a whole: most cannot, and are not looked at."""
    return (
        "申请" in paragraph
        or "主动公开" in paragraph
        or "复议" in paragraph
        or "诉讼" in paragraph
        or "答复" in paragraph
    )


def _wholes(mention: Mention, section: str, current: Statement | None) -> list[tuple[str, int]]:
    """Name the wholes that a number states, each with the rank of its words; mostly there is none."""
    label = mention.label
    dispute = wording.RESULT_OF_A_DISPUTE.search(label)
    if "复议" in label and "诉讼" in label and not dispute:
        # 行政复议、行政诉讼均为0件 says it of both; any other number could be either's.
        return [(topic, 1) for topic in _BOTH] if mention.value == 0 else []
    for sign, topic, before, behind, rank, own in wording.TOTALS:
        if sign not in label and (behind is None or sign not in mention.behind):
            continue
        if not before.search(label) or (behind is not None and not behind.match(mention.behind)):
            continue
        if wording.BESIDE_THE_POINT.search(label):
            return []
        if wording.NOT_A_TOTAL[topic].search(label) or (own and not wording.OWN_SECTION[topic].search(section)):
            continue
        part = dispute if topic in _BOTH else topic == "proactive.published" and len(_channels(label)) == 1
        return [] if part else [(topic, rank)]
    if current is not None and current.topic in _BOTH and wording.SETTLED.search(label) and not dispute:
        return [(current.topic, 0)]
    return []


def _channels(label: str) -> list[str]:
    return [indicator for pattern, indicator in wording.PUBLISHING if pattern.search(label)]


def _open(topic: str, rank: int, section: str, paragraph: int) -> Statement:
    foreign = 0 if wording.OWN_SECTION[topic].search(section) else _FOREIGN_SECTION
    return Statement(topic, rank + foreign, paragraph)


def _add_part(statement: Statement, mention: Mention, paragraph: int, span: Span) -> None:
    label = mention.label
    indicator = _part(statement, label)
    if indicator is None or wording.BESIDE_THE_POINT.search(label):
        return
    known = statement.figures.get(indicator)
    if statement.topic == "proactive.published":
        if paragraph > statement.paragraph + 1 or len(_channels(label)) > 1 or not wording.ENDS_A_CHANNEL.search(label):
            return
        if known and known.value != mention.value:
            # 微博100条,微信200条: either is only a part of what the indicator counts.
            statement.ambiguous.add(indicator)
    if known is None:
        statement.figures[indicator] = Statistic(indicator, None, mention.value, mention.unit, span)
    statement.last = indicator


def _part(statement: Statement, label: str) -> str | None:
    found = next((indicator for pattern, indicator in wording.PARTS[statement.topic] if pattern.search(label)), None)
    if found is None and wording.BARE_OTHER.search(label):
        # 其他 alone is of the kind of the part before it.
        if statement.last.startswith("applications.answered") or statement.topic == "applications.answered":
            return "applications.answered.otherwise"
        return f"{statement.topic}.other_channels"
    return found
