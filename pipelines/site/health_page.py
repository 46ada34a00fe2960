"""The page of health: how the last runs went."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipelines.site.chart import run_chart
from pipelines.site.contents import Contents
from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.frame import page
from pipelines.site.moment import moment_of

Line = Mapping[str, Any]
_STATES = {
    0: ("正常", "all well"),
    1: ("有发现", "with findings"),
    2: ("用法错误", "wrong use"),
    3: ("未能完成", "nothing could be done"),
}
_FINDINGS_SHOWN = 200
_CAPTION = (
    "每柱为一次运行读出的报告数，最近的在右；颜色为运行结果。",
    "A column is the reports that a run read, the newest at the right; its colour is how the run ended.",
)


def health_page(contents: Contents) -> str:
    """Give ``health.html``."""
    title = element("h1", both("采集运行", "Health of the runs"))
    if not contents.runs:
        content = joined(
            title, element("p", both("没有运行记录。", "No run has left a record."), class_="note")
        )
        return page("运行 · Health", content, current="health.html", foot=contents.name)
    newest = contents.runs[0]
    counts = [
        (run["run"], _count(run, "reports"), _count(run, "exit_status")) for run in reversed(contents.runs)
    ]
    content = joined(
        title,
        element(
            "p",
            both("最近一次：", "The last one: "),
            _state(newest),
            " ",
            moment_of(newest["run"]),
            class_="lead",
        ),
        element(
            "figure",
            run_chart(counts, "每次运行读出的报告 / reports read by each run"),
            element("figcaption", both(*_CAPTION), class_="note"),
            class_="strip",
        ),
        _table(contents),
        element("h2", both("最近一次的发现", "Findings of the last run")),
        _findings(newest),
        _standing(newest),
        _sites(newest),
    )
    return page("运行 · Health", content, current="health.html", foot=contents.name)


def _count(run: Line, name: str) -> int:
    value = run.get(name)
    return value if isinstance(value, int) else 0


def _state(run: Line) -> Html:
    status = _count(run, "exit_status")
    return element(
        "span", f"{status} ", both(*_STATES.get(status, ("未知", "unknown"))), class_=f"badge s-{status}"
    )


_COLUMNS = (
    ("运行", "Run"),
    ("结果", "Ended"),
    ("发现", "Findings"),
    ("报告", "Reports"),
    ("响应", "Responses"),
    ("存档", "Archived"),
    ("用时", "Took"),
)


def _table(contents: Contents) -> Html:
    head = element("tr", *(element("th", both(*name), scope="col") for name in _COLUMNS))
    rows = [
        element(
            "tr",
            element("th", moment_of(run["run"]), scope="row"),
            element("td", _state(run)),
            element("td", len(run.get("findings", ())), class_="number"),
            element("td", f"{_count(run, 'reports'):,}", class_="number"),
            element("td", f"{_count(run, 'responses'):,}", class_="number"),
            element("td", f"{_count(run, 'bytes_archived') / 1e6:.1f} MB", class_="number"),
            element("td", _took(run), class_="number"),
        )
        for run in contents.runs
    ]
    table = element("table", element("thead", head), element("tbody", *rows), class_="data runs-table")
    return element("div", table, class_="wide", role="region", aria_label="运行 / Runs", tabindex="0")


def _took(run: Line) -> str:
    try:
        begun, ended = (datetime.fromisoformat(str(run.get(name))) for name in ("started_at", "finished_at"))
    except ValueError:
        return "—"
    seconds = int((ended - begun).total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _findings(run: Line) -> Html:
    found = [each for each in run.get("findings", ()) if isinstance(each, Mapping)]
    if run.get("failed"):
        found.insert(0, {"rule": "failed", "message": run["failed"]})
    return _list(found) if found else element("p", both("无", "none"), class_="note")


def _standing(run: Line) -> Html | None:
    """Give what was a finding before and stays as it is: no alarm, and not forgotten either."""
    found = [each for each in run.get("standing", ()) if isinstance(each, Mapping)]
    if not found:
        return None
    return joined(element("h2", both("此前已报告、未变化", "Told before, as it was")), _list(found))


def _list(found: list[Line]) -> Html:
    rows = [
        element(
            "li",
            element("code", each.get("rule", "")),
            " ",
            foreign(each.get("message", "")),
            " ",
            element("small", foreign(each.get("where", ""))),
        )
        for each in found[:_FINDINGS_SHOWN]
    ]
    more = len(found) - len(rows)
    rest = element("p", both(f"另有{more}条", f"and {more} more"), class_="note") if more else None
    return joined(element("ul", *rows, class_="plain problems"), rest)


_SITE = ("站点", "Site")
_SITE_COLUMNS = {
    "reports": ("报告", "Reports"),
    "at_least": ("至少", "At least"),
    "promised": ("栏目列出", "Listed"),
    "fetched": ("取得", "Had"),
    "read": ("读出", "Read"),
    "pages": ("页面", "Pages"),
    "seconds": ("响应（秒）", "Response (s)"),
}


def _sites(run: Line) -> Html | None:
    sites = run.get("sites")
    if not isinstance(sites, Mapping) or not sites:
        return None
    head = element(
        "tr", *(element("th", both(*name), scope="col") for name in (_SITE, *_SITE_COLUMNS.values()))
    )
    rows = [
        element(
            "tr",
            element("th", element("code", name), scope="row"),
            *(
                element("td", count.get(key) if count.get(key) is not None else "—", class_="number")
                for key in _SITE_COLUMNS
            ),
        )
        for name, count in sites.items()
        if isinstance(count, Mapping)
    ]
    return joined(
        element("h2", both("按站点", "By site")),
        element(
            "div",
            element("table", element("thead", head), element("tbody", *rows), class_="data"),
            class_="wide",
            role="region",
            aria_label="站点 / Sites",
            tabindex="0",
        ),
    )
