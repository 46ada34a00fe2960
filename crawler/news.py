"""What a run found, told in a line each: news of the data set, and findings (pure, no I/O)."""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

Change = Mapping[str, Any]

_FIELDS_TOLD = 3
_LONGEST = 40
# Characters that stand before the first that differs.
_LED_BY = 8


def news_of(changes: Iterable[Change], titles: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the news of a run from its lines of ``changes.jsonl``: id, title, and what happened.

    ``change`` is ``new``, ``changed``, ``gone`` or ``back``; ``words`` say which fields changed.
    """
    return [
        {
            "id": str(change["id"]),
            "title": titles.get(str(change["id"]), ""),
            "change": str(change["change"]),
            "words": _words(change.get("fields") or []),
        }
        for change in changes
    ]


def tell(news: Mapping[str, str]) -> str:
    """Say it in one line."""
    words = f": {news['words']}" if news["words"] else ""
    return f"{news['change']}: {news['title']} ({news['id']}){words}"


def tell_finding(finding: Mapping[str, str]) -> str:
    """Say it in one line; a place that the message names is not named again."""
    message, where = finding["message"], finding.get("where", "")
    named = not where or where in message.split()
    return f"{finding['rule']}: {message}" + ("" if named else f" {where}")


def _words(fields: list[Mapping[str, Any]]) -> str:
    told = [f"{each['field']} {_difference(each['before'], each['after'])}" for each in fields]
    more = [f"and {len(told) - _FIELDS_TOLD} more"] if len(told) > _FIELDS_TOLD else []
    return ", ".join(told[:_FIELDS_TOLD] + more)


def _difference(before: object, after: object) -> str:
    """Say what was and what is: of a thing with parts only those that differ, of a text from there on."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        name = next((name for name in after if before.get(name) != after[name]), "")
        title = _short(_plain(after.get("title")))
        return f"{title} {name} {_difference(before.get(name), after.get(name))}"
    old, new = _plain(before), _plain(after)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    same = sum(1 for _ in alike) - _LED_BY
    if same > _LED_BY and max(len(old), len(new)) > _LONGEST:
        old, new = f"…{old[same:]}", f"…{new[same:]}"
    return f"{_short(old)} → {_short(new)}"


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("title") or value.get("url")
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = "" if value is None else " ".join(str(value).split())
    return "".join(sign if sign.isprintable() else "�" for sign in text)  # a page may try to steer a terminal


def _short(text: str) -> str:
    return (text or "nothing") if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
