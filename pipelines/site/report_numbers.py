"""The numbers that were read in a report, as tables."""

from collections.abc import Mapping
from typing import Any

from pipelines.site.element import Html, both, element, joined
from pipelines.site.names import APPLICANTS, FORMATS, name_of

Line = Mapping[str, Any]


def numbers_of(line: Line) -> Html:
    """Give the numbers of the application table by applicant, and all others in a list."""
    values = line["statistics"]["values"]
    form = element("p", both(*FORMATS[line["statistics"]["format"]]), class_="note")
    by_applicant: dict[str, dict[str, Any]] = {}
    for entry in values:
        if "applicant" in entry:
            by_applicant.setdefault(entry["indicator"], {})[entry["applicant"]] = entry["value"]
    others = [entry for entry in values if "applicant" not in entry]
    return joined(
        form,
        _applications(by_applicant) if by_applicant else None,
        _others(others) if others else None,
    )


def _applications(rows: Mapping[str, Mapping[str, Any]]) -> Html:
    head = element(
        "tr",
        element("th", both("依申请公开", "Applications"), scope="col"),
        *(element("th", both(*name), scope="col") for name in APPLICANTS.values()),
    )
    body = [
        element(
            "tr",
            element("th", both(*name_of(indicator)), scope="row"),
            *(_number(row.get(applicant), indicator) for applicant in APPLICANTS),
        )
        for indicator, row in rows.items()
    ]
    return _scrolling(element("table", element("thead", head), element("tbody", *body), class_="data"))


def _others(entries: list[Mapping[str, Any]]) -> Html:
    body = [
        element(
            "tr",
            element("th", both(*name_of(entry["indicator"])), scope="row"),
            _number(entry["value"], entry["indicator"]),
            element("td", entry["unit"] or ""),
        )
        for entry in entries
    ]
    return _scrolling(element("table", element("tbody", *body), class_="data"))


def _number(value: float | None, indicator: str) -> Html:
    shown = "—" if value is None else f"{value:,}"
    return element("td", shown, class_="number", data_indicator=indicator)


def _scrolling(table: Html) -> Html:
    return element("div", table, class_="wide", role="region", aria_label="数据 / Numbers", tabindex="0")
