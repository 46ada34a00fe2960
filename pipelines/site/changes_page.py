"""The page of changes: what differed from the reading before, the newest first."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.site.contents import Contents, page_of
from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.frame import page

Line = Mapping[str, Any]
_SHOWN = 500
_LONGEST = 400
# Where an entry says when it was seen, the first that is there.
_MOMENTS = (("after", "captured_at"), ("captured_at",), ("at",), ("run",))


def changes_page(contents: Contents) -> str:
    """Give ``changes.html``."""
    titles = {line["id"]: line["title"] for line in contents.reports}
    newest = sorted(contents.changes, key=_moment, reverse=True)
    entries = [_entry(change, titles) for change in newest[:_SHOWN]]
    more = len(newest) - len(entries)
    content = joined(
        element("h1", both("变化", "Changes")),
        element("p", both(*_LEAD), class_="lead"),
        *entries,
        None if entries else element("p", both("尚无变化。", "Nothing has changed yet."), class_="note"),
        element(
            "p",
            both(f"另有{more}条较早的变化，见 changes.jsonl。", f"{more} earlier ones are in changes.jsonl."),
        )
        if more > 0
        else None,
    )
    return page("变化 · Changes", content, current="changes.html", foot=contents.name)


_LEAD = (
    "同一份报告再次存档时，与上次读取不同之处。",
    "Where a report that was archived again differs from the reading before.",
)


def _moment(change: Line) -> str:
    for path in _MOMENTS:
        value: Any = change
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            return value
    return ""


def _entry(change: Line, titles: Mapping[str, str]) -> Html:
    name = str(change.get("id", "?"))
    title = (
        element("a", foreign(titles[name]), href=f"reports/{page_of(name)}")
        if name in titles
        else foreign(name)
    )
    rows = list(_differences(change))
    return element(
        "section",
        element("h2", title),
        element("p", element("time", _moment(change)), " ", foreign(change.get("kind", "")), class_="note"),
        _table(rows) if rows else None,
        class_="change",
    )


def _table(rows: list[tuple[str, str, str]]) -> Html:
    head = element(
        "tr",
        element("th", both("字段", "Field"), scope="col"),
        element("th", both("之前", "Before"), scope="col"),
        element("th", both("之后", "After"), scope="col"),
    )
    body = [
        element(
            "tr",
            element("th", element("code", field), scope="row"),
            element("td", element("del", foreign(before)) if before else "—"),
            element("td", element("ins", foreign(after)) if after else "—"),
        )
        for field, before, after in rows
    ]
    table = element("table", element("thead", head), element("tbody", *body), class_="data before-after")
    return element("div", table, class_="wide", role="region", aria_label="变化 / changes", tabindex="0")


def _differences(value: object, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Find every pair of before and after, and name it by its field or by the way to it."""
    if isinstance(value, Mapping):
        if "before" in value and "after" in value and path:
            name = next((str(value[key]) for key in ("field", "indicator", "name") if value.get(key)), path)
            applicant = f" [{value['applicant']}]" if value.get("applicant") else ""
            yield name + applicant, _shown(value["before"]), _shown(value["after"])
            return
        for key, each in value.items():
            yield from _differences(each, f"{path}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _differences(each, f"{path}[{number}]")


def _shown(value: object) -> str:
    if value is None:
        return ""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
