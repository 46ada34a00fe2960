"""A field before and after, with a mark on nothing but what differs."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.site.element import Html, both, element, foreign, joined
from pipelines.site.names import APPLICANTS, FIELDS, Name, name_of

_CONTEXT = 24  # characters of what stayed as it was, on either side
_LONGEST = 400
_WITHIN = re.compile("[A-Za-z0-9]{2}")


def field_name(field: str) -> Html:
    """Name a field for a person; the name that it has in the data stays with it."""
    chinese, english = _named(field)
    return element("span", both(chinese, english), title=field)


def _named(field: str) -> Name:
    if field in FIELDS:
        return FIELDS[field]
    indicator = re.sub(r"\[\d+\]$", "", field.removeprefix("statistics."))
    stem, _, ending = indicator.rpartition(".")
    name = name_of(indicator)
    if name == (indicator, indicator) and ending in APPLICANTS:
        (chinese, english), (who, whom) = name_of(stem), APPLICANTS[ending]
        return f"{chinese}：{who}", f"{english}: {whom}"
    return name


def before_and_after(before: object, after: object) -> tuple[Html, Html]:
    """Show two values; what an object or a text has in both is not marked, and is cut where it is long."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        title = after.get("title") or after.get("url") or after.get("alt") or ""
        parts = [
            (name, *before_and_after(before.get(name), after.get(name))) for name in names if name != "title"
        ]
        head = before_and_after(before.get("title"), title) if "title" in names else (foreign(title),) * 2
        return _with_parts(head[0], [(name, old) for name, old, _new in parts]), _with_parts(
            head[1], [(name, new) for name, _old, new in parts]
        )
    old, new = _said(before), _said(after)
    if not (old and new):
        return _marked("del", "", old, ""), _marked("ins", "", new, "")
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return tuple(  # type: ignore[return-value]  # two of them
        _marked(tag, text[:start], text[start : len(text) - end], text[len(text) - end :])
        for tag, text in (("del", old), ("ins", new))
    )


def _alike(one: str, other: str) -> int:
    """Count the characters with which both begin, up to the last whole number or word in Latin letters."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    while at and any(_WITHIN.match(text, at - 1) for text in (one, other)):
        at -= 1
    return at


def _with_parts(head: Html, parts: Sequence[tuple[str, Html]]) -> Html:
    rows = [element("div", element("code", name), " ", value) for name, value in parts]
    return joined(head, *rows)


def _marked(tag: str, before: str, text: str, after: str) -> Html:
    if not (before or text or after):
        return Html("—")
    lead = before if len(before) <= 2 * _CONTEXT else f"…{before[-_CONTEXT:]}"
    rest = after if len(after) <= 2 * _CONTEXT else f"{after[:_CONTEXT]}…"
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return foreign(joined(lead, element(tag, shown) if shown else None, rest))


def _said(value: Any) -> str:  # noqa: ANN401  # any value of a line
    if value in (None, "", []):
        return ""
    if isinstance(value, Mapping):
        return str(value.get("title") or value.get("url") or json.dumps(value, ensure_ascii=False))
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
