"""The text of a report: its paragraphs, headings and tables, in the order of the page."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.site.element import Html, both, element, joined
from pipelines.site.grid import table_of

Line = Mapping[str, Any]

_STOPS = "。：:；;，,、 \u3000"


def text_of_report(line: Line) -> Html:
    """Give the body with its headings; each table stands at the end of its section."""
    return element("div", *_flow(line), class_="report", lang="zh-CN")


def contents_of(line: Line) -> Html | None:
    """Give links to the chapters."""
    chapters = [
        element("li", element("a", section["heading"], href=f"#s{number}"))
        for number, section in enumerate(line["sections"])
        if section["level"] == 1
    ]
    if len(chapters) < 2:
        return None
    return element(
        "nav",
        element("h2", both("目录", "Chapters")),
        element("ul", *chapters, lang="zh-CN"),
        class_="chapters",
        aria_label="目录 / Chapters",
    )


def _flow(line: Line) -> Iterator[Html]:
    starts = {section["start"]: number for number, section in enumerate(line["sections"])}
    current: int | None = None
    shown: set[int] = set()
    at = 0
    for paragraph in line["body"].split("\n"):
        if at in starts:
            yield from _tables(line, current, shown)
            current = starts[at]
            yield from _headed(line["sections"][current], current, paragraph)
        elif paragraph.strip():
            yield element("p", paragraph)
        at += len(paragraph) + 1
    yield from _tables(line, current, shown)
    for number in range(len(line["tables"])):
        if number not in shown:
            yield _table(line, number)


def _headed(section: Mapping[str, Any], number: int, paragraph: str) -> Iterator[Html]:
    name = f"h{min(section['level'] + 2, 6)}"
    heading, rest = section["heading"], ""
    if paragraph.startswith(heading):
        rest = paragraph[len(heading) :].lstrip(_STOPS)  # a text does not begin with the stop of its heading
        heading = paragraph.removesuffix(rest).strip()
    else:
        heading = paragraph
    yield element(name, heading, id=f"s{number}")
    if rest:
        yield element("p", rest)


def _tables(line: Line, section: int | None, shown: set[int]) -> Iterator[Html]:
    if section is None:
        return
    for number, table in enumerate(line["tables"]):
        if table["section"] == section and number not in shown:
            shown.add(number)
            yield _table(line, number)


def _table(line: Line, number: int) -> Html:
    table = line["tables"][number]
    return joined(table_of(table["rows"], table["caption"], number + 1))
