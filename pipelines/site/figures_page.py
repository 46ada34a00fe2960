"""The page of figures: what became of every publisher's applications over the years."""

from collections.abc import Sequence
from hashlib import sha256

from pipelines.coverage import Series
from pipelines.site.chart import outcome_chart
from pipelines.site.contents import Contents, page_of
from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.frame import page
from pipelines.site.outcomes import FAMILIES, Number, Year, year_of


def figures_page(contents: Contents) -> str:
    """Give ``figures.html``."""
    found = [(series, _years(series, contents)) for series in contents.coverage.series]
    charts = [
        _figure(series.publisher, years)
        for series, years in found
        if any(not year.is_empty for year in years)
    ]
    none = [foreign(series.publisher) for series, years in found if all(year.is_empty for year in years)]
    content = joined(
        element("h1", both("申请与办理结果", "Applications and what became of them")),
        element("p", both(*_LEAD), class_="lead"),
        _legend(),
        element("div", *charts, class_="charts"),
        element("p", both("未读出申请数据：", "No numbers of applications: "), *_listed(none), class_="note")
        if none
        else None,
    )
    return page("申请与办理结果 · Applications", content, current="figures.html", foot=contents.name)


_LEAD = (
    "每条为一年的办理结果，竖线为新收申请数，各图比例尺不同。政府的报告汇总下属机关，不可相加。",
    (
        "A bar is a year’s outcomes, the mark the applications received; scales differ. Publishers do not add"
        " up: governments report for all their agencies."
    ),
)


def _years(series: Series, contents: Contents) -> list[Year]:
    counted = {place.id for place in series.places}
    return [year_of(line) for line in contents.series_of(series.publisher) if line["id"] in counted]


def _legend() -> Html:
    received = element("span", element("i", class_="swatch mark"), both("新收申请", "Received"))
    families = [
        element("span", element("i", class_=f"swatch o-{each.key}"), both(*each.name)) for each in FAMILIES
    ]
    return element("p", *families, received, class_="legend")


def _figure(publisher: str, years: Sequence[Year]) -> Html:
    key = "p" + sha256(publisher.encode("utf-8", "replace")).hexdigest()[:10]
    return element(
        "figure",
        element("figcaption", element("h2", foreign(publisher), id=key)),
        outcome_chart(years, f"{publisher}：申请与办理结果 / applications and outcomes", f"chart-{key}"),
        element("details", element("summary", both("数据表", "Table of the data")), _table(years)),
        data_publisher=publisher,
    )


def _table(years: Sequence[Year]) -> Html:
    present = [each for each in FAMILIES if any(year.outcomes[each.key] is not None for year in years)]
    head = element(
        "tr",
        element("th", both("年度", "Year"), scope="col"),
        element("th", both("新收", "Received"), scope="col"),
        *(element("th", both(*each.name), scope="col") for each in present),
    )
    rows = [
        element(
            "tr",
            element("th", element("a", year.year, href=f"reports/{page_of(year.report)}"), scope="row"),
            _number(year.received),
            *(_number(year.outcomes[each.key]) for each in present),
        )
        for year in years
    ]
    table = element("table", element("thead", head), element("tbody", *rows), class_="data")
    return element("div", table, class_="wide", role="region", aria_label="数据表 / data", tabindex="0")


def _number(value: Number | None) -> Html:
    return element("td", "—" if value is None else f"{value:,}", class_="number")


def _listed(names: list[Html]) -> list[object]:
    return [part for number, name in enumerate(names) for part in (("、" if number else ""), name)]
