"""The first page: the collection in numbers, and the matrix of publishers and years."""

from collections import Counter

from pipelines.coverage import Place, Series
from pipelines.coverage_forms import spans
from pipelines.site.contents import Contents, page_of
from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.frame import page
from pipelines.site.names import STATUSES


def overview_page(contents: Contents) -> str:
    """Give ``index.html``."""
    content = joined(
        element("h1", both("深圳政府信息公开工作年度报告", "Annual disclosure reports of Shenzhen")),
        element("p", both(*_lead(contents)), class_="lead"),
        _numbers(contents),
        element("h2", both("谁发布了哪一年的报告", "Who has published for which year"), id="coverage"),
        element("p", both(*_RULE), class_="note"),
        _legend(),
        element(
            "p",
            element("label", both("查找发布机关", "Find a publisher"), for_="filter"),
            element("input", id="filter", type="search", autocomplete="off"),
            class_="filter",
            hidden=True,
        ),
        _matrix(contents),
        _missing(contents),
        _unplaced(contents),
        element(
            "p",
            both("下载：", "Download: "),
            element("a", "coverage.csv", href="coverage.csv"),
            " · ",
            element("a", "coverage.json", href="coverage.json"),
        ),
    )
    return page(
        "深圳政府信息公开年报 · Shenzhen disclosure reports",
        content,
        current="index.html",
        foot=f"{contents.name} · {contents.coverage.on}",
    )


_RULE = (
    "自2019年度报告起，部门须于次年1月31日前、政府须于次年3月31日前公布（条例第四十九、五十条）；此前一律为3月31日。",
    (
        "Since the reports for 2019, departments publish by 31 January and governments by 31 March of the"
        " following year (articles 49 and 50 of the regulation); before, everybody had until 31 March."
    ),
)


def _lead(contents: Contents) -> tuple[str, str]:
    day = contents.coverage.on
    return (
        f"截至{day.year}年{day.month}月{day.day}日存档的各机关年度报告：谁发布了、何时发布、说了什么。",
        f"What the agencies had published by {day.day} {day:%B} {day.year}: who, when, and what it says.",
    )


def _numbers(contents: Contents) -> Html:
    counts = Counter(place.status for series in contents.coverage.series for place in series.places)
    overdue = sum(1 for _ in contents.coverage.overdue())
    facts = [
        (len(contents.reports), "份报告", "reports", ""),
        (len(contents.coverage.series), "个发布机关", "publishers", ""),
        (counts["late"], "份逾期发布", "published late", "late"),
        (overdue, "份最近年度缺失", "of the newest year missing", "missing"),
    ]
    boxes = [
        element(
            "div",
            element("dt", both(chinese, english)),
            element("dd", f"{count:,}"),
            class_=kind if count else None,
        )
        for count, chinese, english, kind in facts
    ]
    return element("dl", *boxes, class_="numbers")


def _legend() -> Html:
    return element(
        "p",
        *(
            element("span", element("span", sign, class_=f"cell {kind}", aria_hidden="true"), both(*name))
            for kind, sign, name in _SAMPLES
        ),
        class_="legend",
    )


_SAMPLES = (
    ("in-time", "03-15", STATUSES["in time"]),
    ("late", "+17", ("逾期（天）", "late (days)")),
    ("undated", "?", STATUSES["undated"]),
    ("missing overdue", "—", ("最近年度缺失", "missing, newest year")),
    ("missing", "—", STATUSES["missing"]),
    ("not-due", "·", STATUSES["not due"]),
)


def _matrix(contents: Contents) -> Html:
    years = contents.coverage.years
    head = element(
        "tr",
        element("th", both("发布机关", "Publisher"), scope="col", role="columnheader"),
        *(element("th", year, scope="col", role="columnheader") for year in years),
        role="row",
    )
    overdue = {(series.publisher, place.year) for series, place in contents.coverage.overdue()}
    rows = [_row(series, years, overdue) for series in contents.coverage.series]
    table = element(
        "table",
        element("thead", head, role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_="matrix",
        role="table",
        aria_labelledby="coverage",
    )
    return element("div", table, class_="wide", role="region", aria_labelledby="coverage", tabindex="0")


def _row(series: Series, years: tuple[int, ...], overdue: set[tuple[str, int]]) -> Html:
    places = {place.year: place for place in series.places}
    return element(
        "tr",
        element("th", foreign(series.publisher), scope="row", role="rowheader"),
        *(_cell(year, places.get(year), overdue=(series.publisher, year) in overdue) for year in years),
        data_name=series.publisher,
        role="row",
    )


def _cell(year: int, place: Place | None, *, overdue: bool) -> Html:
    if place is None:
        return element("td", class_="before", role="cell")
    kind = place.status.replace(" ", "-") + (" overdue" if overdue else "")
    chinese, english = STATUSES[place.status]
    late = f", {place.days_late} d" if place.days_late else ""
    words = f"{year}: {place.published or ''} {chinese} / {english}{late}"
    sign = _sign(place)
    inside = (
        element(
            "a",
            sign,
            href=f"reports/{page_of(place.id)}",
            aria_label=words,
            title=words,
            class_=f"cell {kind}",
        )
        if place.id
        else element("span", sign, class_=f"cell {kind}", role="img", aria_label=words, title=words)
    )
    return element("td", inside, data_year=year, data_status=place.status, role="cell")


def _sign(place: Place) -> str:
    if place.status == "late":
        return f"+{place.days_late}"
    if place.published:
        return f"{place.published:%m-%d}"
    return {"missing": "—", "not due": "·"}.get(place.status, "?")


def _missing(contents: Contents) -> Html | None:
    rows = [
        element("li", foreign(series.publisher), " ", element("span", spans([place.year for place in gaps])))
        for series in contents.coverage.series
        if (gaps := series.of("missing"))
    ]
    if not rows:
        return None
    return joined(
        element("h2", both("序列中缺失的年度", "Years missing in a series")),
        element("p", both(*_SERIES), class_="note"),
        element("ul", *rows, class_="columns"),
    )


_SERIES = (
    "从该机关存档的第一份报告算起；缺失指本档案没有，不等于未发布。",
    (
        "Counted from the publisher’s first report here. Missing means: not in this archive, which"
        " is not to say: never published."
    ),
)


def _unplaced(contents: Contents) -> Html | None:
    if not contents.coverage.unplaced:
        return None
    titles = {line["id"]: line["title"] for line in contents.reports}
    rows = [
        element("li", element("a", foreign(titles[name]), href=f"reports/{page_of(name)}"))
        for name in contents.coverage.unplaced
    ]
    return joined(
        element("h2", both("未能归入的报告", "Reports that name no publisher or no year")),
        element("ul", *rows),
    )
