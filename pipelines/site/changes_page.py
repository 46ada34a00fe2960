"""The page of changes: what differed from the reading before, the newest first."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from pipelines.site.contents import Contents, page_of
from pipelines.site.difference import before_and_after, field_name
from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.frame import page
from pipelines.site.moment import moment_of
from pipelines.site.names import Name

Line = Mapping[str, Any]
_SHOWN = 500
_KINDS: dict[str, Name] = {
    "new": ("新增", "new"),
    "changed": ("修改", "changed"),
    "gone": ("消失", "gone"),
    "back": ("恢复", "back"),
}
_LEAD = (
    "同一份报告再次存档时，与上次读取不同之处；新增、消失与恢复的报告。",
    "Where a report that was archived again differs from the reading before; what is new, gone or back.",
)


def changes_page(contents: Contents) -> str:
    """Give ``changes.html``."""
    titles = {line["id"]: line["title"] for line in contents.reports}
    newest = sorted(contents.changes, key=lambda change: str(change["run"]), reverse=True)
    shown = newest[:_SHOWN]
    runs = [_run(run, list(changes), titles) for run, changes in groupby(shown, lambda change: change["run"])]
    more = len(newest) - len(shown)
    content = joined(
        element("h1", both("变化", "Changes")),
        element("p", both(*_LEAD), class_="lead"),
        *runs,
        None if runs else element("p", both("尚无变化。", "Nothing has changed yet."), class_="note"),
        element("p", both(f"另有{more}条，见 changes.jsonl。", f"{more} earlier ones are in changes.jsonl."))
        if more > 0
        else None,
    )
    return page("变化 · Changes", content, current="changes.html", foot=contents.name)


def _run(run: object, changes: Sequence[Line], titles: Mapping[str, str]) -> Html:
    return element(
        "section",
        element("h2", moment_of(run)),
        *(_entry(change, titles) for change in changes),
        class_="changes-of-run",
    )


def _entry(change: Line, titles: Mapping[str, str]) -> Html:
    name = str(change["id"])
    title = foreign(titles.get(name, name))
    kind = str(change["change"])
    return element(
        "section",
        element(
            "h3",
            element("span", both(*_KINDS.get(kind, (kind, kind))), class_=f"badge c-{kind}"),
            " ",
            element("a", title, href=f"reports/{page_of(name)}") if name in titles else title,
        ),
        _table(change["fields"]) if change["fields"] else None,
        class_="change",
    )


def _table(fields: Sequence[Line]) -> Html:
    names = (("字段", "Field"), ("之前", "Before"), ("之后", "After"))
    head = element("tr", *(element("th", both(*name), scope="col") for name in names))
    rows = [
        element(
            "tr",
            element("th", field_name(str(each["field"])), scope="row"),
            *(element("td", value) for value in before_and_after(each["before"], each["after"])),
        )
        for each in fields
    ]
    return element("table", element("thead", head), element("tbody", *rows), class_="data before-after")
