"""What a run found, told in a line each: news of the data set, and findings (pure, no I/O)."""

from collections.abc import Iterable, Mapping
from typing import Any

Change = Mapping[str, Any]

_FIELDS_TOLD = 3
_LONGEST = 40


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
    told = [f"{each['field']} {_short(each['before'])} → {_short(each['after'])}" for each in fields]
    more = [f"and {len(told) - _FIELDS_TOLD} more"] if len(told) > _FIELDS_TOLD else []
    return ", ".join(told[:_FIELDS_TOLD] + more)


def _short(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    text = "".join(sign if sign.isprintable() else "�" for sign in text)  # a page may try to steer a terminal
    return (text or "nothing") if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
