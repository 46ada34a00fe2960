"""The sentences in which reports before 2019 state their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.problem import Problem
from pipelines.statistics import wording
from pipelines.statistics.enumeration import spread_out
from pipelines.statistics.figure import Span, Statistic
from pipelines.statistics.mention import Mention, mentions, sentence_start

_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,3}、\s*(.{2,40})")
_LONGEST_HEADING = 45
_FOREIGN_SECTION = 4
# A whole and its parts stand together: a list of parts takes no more paragraphs than this.
_REACH = 14
_YEAR = re.compile(r"(20\d\d)年")
_BOTH = ("reconsideration.total", "litigation.total")


@dataclass(slots=True)
class Statement:
    """A whole that a sentence states, with the parts that follow it down to the paragraph ``end``."""

    topic: str
    rank: int
    paragraph: int
    end: int
    figures: dict[str, Statistic] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    last: str = ""


def read_narrative(body: str) -> tuple[list[Statistic], list[Problem]]:
    """Read the numbers that the sentences of a report state, wholes with their parts.

    Of several statements of one whole the one in its own section counts, there the one with the
    plainest words, and of these the one of the latest year; parts count only with the whole that they follow.
    """
    best: dict[str, Statement] = {}
    sections: list[str] = []
    statements = list(_statements(body, sections))
    has_section_of_disputes = any(map(wording.OWN_SECTION["litigation.total"].search, sections))
    for statement in statements:
        if has_section_of_disputes and statement.topic in _BOTH and statement.rank >= _FOREIGN_SECTION:
            # An agency's business may be other people's disputes; its own stand in their section.
            continue
        known = best.get(statement.topic)
        if known is None or _goes_before(statement, known, body):
            best[statement.topic] = statement
    figures: dict[str, Statistic] = {}
    problems = []
    for topic in wording.PARTS:
        chosen = best.get(topic)
        if chosen is None:
            continue
        for indicator, figure in chosen.figures.items():
            if indicator not in chosen.ambiguous:
                figures.setdefault(indicator, figure)
        for indicator in sorted(chosen.ambiguous):
            message = f"{indicator}: the sentences give several numbers for it, none is kept"
            problems.append(Problem("statistics.narrative.ambiguous", message, "statistics"))
    return list(figures.values()), problems


def _goes_before(statement: Statement, known: Statement, body: str) -> bool:
    """Say whether a statement is better than an earlier one: plainer, of a later year, or with parts."""
    if statement.rank == known.rank:
        years = [_YEAR.findall(_sentence(each, body)) for each in (statement, known)]
        if all(years) and years[0][-1] != years[1][-1]:
            return bool(years[0][-1] > years[1][-1])
    return (statement.rank, len(statement.figures) == 1) < (known.rank, len(known.figures) == 1)


def _sentence(statement: Statement, body: str) -> str:
    span = statement.figures[statement.topic].evidence
    return body[span.start : span.end] if isinstance(span, Span) else ""


def _statements(body: str, sections: list[str]) -> Iterator[Statement]:
    """Give the wholes of a body in their order, each growing as its parts are read; note the sections."""
    section = ""
    current: Statement | None = None
    start = 0
    for number, paragraph in enumerate(body.split("\n")):
        offset = start
        start += len(paragraph) + 1
        head = _HEADING.match(paragraph) if len(paragraph) <= _LONGEST_HEADING else None
        if head:
            section, current = head[1], None
            sections.append(section)
        if current is None and not _may_state(paragraph):
            continue
        for mention in spread_out(paragraph, mentions(paragraph)):
            wholes = _wholes_of_the_year(paragraph, mention, section, current)
            part = None if wholes or current is None else _part(current, mention, number)
            if not wholes and part is None:
                continue
            span = Span(offset + sentence_start(paragraph, mention.start), offset + mention.end)
            for topic, rank in wholes:
                current = _open(topic, rank, section, number)
                current.figures[topic] = Statistic(topic, None, mention.value, mention.unit, span)
                yield current
            if part is not None and current is not None:
                _add_part(current, Statistic(part, None, mention.value, mention.unit, span))
                current.end = number
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


def _wholes_of_the_year(
    paragraph: str, mention: Mention, section: str, current: Statement | None
) -> list[tuple[str, int]]:
    """Name the wholes that a number states, unless it speaks of other years or disputes."""
    wholes = _wholes(mention, section, current)
    start = sentence_start(paragraph, mention.start) if wholes else 0
    if wholes and wording.SINCE_LONG_AGO.search(paragraph, start, mention.start):
        return []
    ours = "信息公开" in paragraph or "复议" in section
    return [(topic, rank) for topic, rank in wholes if ours or topic not in _BOTH]


def _wholes(mention: Mention, section: str, current: Statement | None) -> list[tuple[str, int]]:
    """Name the wholes that a number states, each with the rank of its words; mostly there is none."""
    label = mention.label
    if "复议" in label and "诉讼" in label and not _is_result(label):
        # 行政复议、行政诉讼均为0件 says it of both; any other number could be either's.
        return [(topic, 1) for topic in _BOTH] if mention.value == 0 else []
    for sign, wordings in wording.TOTALS:
        if sign not in label and sign not in mention.behind:
            continue
        for topic, before, behind, rank, own in wordings:
            if not before.search(label):
                continue
            if behind is not None and (mention.unit in wording.PEOPLE or not behind.match(mention.behind)):
                continue
            if wording.NOT_A_TOTAL[topic].search(label) or (
                own and not wording.OWN_SECTION[topic].search(section)
            ):
                continue
            return [] if _is_part(topic, label) or wording.BESIDE_THE_POINT.search(label) else [(topic, rank)]
    if (
        current is not None
        and current.topic in _BOTH
        and wording.SETTLED.search(label)
        and not _is_result(label)
    ):
        return [(current.topic, 0)]
    return []


def _is_result(label: str) -> bool:
    return wording.RESULT_OF_A_DISPUTE.search(label) is not None


def _is_part(topic: str, label: str) -> bool:
    """Say whether words that fit a whole name a part of it: 同意公开答复77件."""
    if topic in _BOTH:
        return _is_result(label)
    if topic == "proactive.published":
        return len(_channels(label)) == 1
    return topic == "applications.answered" and wording.PARTS[topic].find(label) is not None


def _channels(label: str) -> set[str]:
    return wording.PARTS["proactive.published"].all(label)


def _open(topic: str, rank: int, section: str, paragraph: int) -> Statement:
    foreign = 0 if wording.OWN_SECTION[topic].search(section) else _FOREIGN_SECTION
    return Statement(topic, rank + foreign, paragraph, paragraph)


def _part(statement: Statement, mention: Mention, paragraph: int) -> str | None:
    """Name the part of a whole that a number is, if it is one; 条 are no part of 件."""
    label = mention.label
    if wording.NO_NAME.fullmatch(label) and (behind := wording.NAMED_BEHIND.match(mention.behind)):
        label = behind[1]
    if (mention.unit in wording.TEXTS) is not (statement.figures[statement.topic].unit in wording.TEXTS):
        return None
    indicator = wording.PARTS[statement.topic].find(label)
    if indicator is None and wording.BARE_OTHER.search(label):
        # 其他 alone is of the kind of the part before it.
        answered = statement.topic == "applications.answered" or statement.last in wording.OUTCOMES
        indicator = (
            "applications.otherwise" if answered else f"{statement.topic.partition('.')[0]}.other_channels"
        )
    if indicator is None or wording.BESIDE_THE_POINT.search(label):
        return None
    if statement.topic == "proactive.published":
        near = paragraph <= statement.end + 1 and len(_channels(label)) <= 1
        return indicator if near and wording.ENDS_A_CHANNEL.search(label) else None
    return indicator


def _add_part(statement: Statement, figure: Statistic) -> None:
    known = statement.figures.setdefault(figure.indicator, figure)
    statement.last = figure.indicator
    if known is not figure and statement.topic == "proactive.published":
        # 微博100条,微信200条: either is only a part of what the indicator counts.
        statement.ambiguous.add(figure.indicator)
