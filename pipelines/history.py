"""What differs between two readings of a report, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

# A line of the data set, and one place where two of them differ.
Line = Mapping[str, Any]
Difference = dict[str, Any]

_PLAIN = ("url", "title", "year", "agency", "source", "published_at", "breadcrumbs")
_CONTACT = ("office", "address", "postcode", "phones", "faxes", "emails")


def changes(
    before: Mapping[str, Line],
    now: Mapping[str, Line],
    gone: Iterable[str],
    last: Mapping[str, str],
    run: str,
) -> Iterator[Line]:
    """Give the lines of ``changes.jsonl`` that a run adds, in the order of the reports' ids.

    ``before`` is the data set before the run, ``now`` what the run read; ``gone`` names
    reports whose page answers 404 or 410, ``last`` the last change of each report so far.
    A report is ``new``, ``changed``, ``gone`` or ``back``; the first run of all adds nothing.
    """
    missing = set(gone) - now.keys()
    for number in sorted((now.keys() | missing) if before else ()):
        held, line = before.get(number), now.get(number)
        if line is None:
            if last.get(number) != "gone" and held is not None:
                yield _line("gone", held, None, [], run)
        elif held is None:
            yield _line("new", None, line, [], run)
        else:
            found = differences(held, line)
            if last.get(number) == "gone":
                yield _line("back", held, line, found, run)
            elif found:
                yield _line("changed", held, line, found, run)


def differences(before: Line, now: Line) -> list[Difference]:
    """Give the fields, numbers and passages in which two readings of a report differ."""
    found = [
        {"field": name, "before": before[name], "after": now[name]}
        for name in _PLAIN
        if before[name] != now[name]
    ]
    found += _contact(before["contact"] or {}, now["contact"] or {})
    found += _numbers(before["statistics"], now["statistics"])
    found += _passages(before["body"], now["body"])
    for name in ("attachments", "images", "related"):
        found += _listed(name, before[name], now[name])
    if found and before["reader"] != now["reader"]:  # then it may be the reader that changed its mind
        found.append({"field": "reader", "before": before["reader"], "after": now["reader"]})
    return found


def _contact(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    return [
        {"field": f"contact.{name}", "before": before.get(name), "after": now.get(name)}
        for name in _CONTACT
        if before.get(name) != now.get(name)
    ]


def _numbers(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    found = []
    if before["format"] != now["format"]:
        found.append({"field": "statistics.format", "before": before["format"], "after": now["format"]})
    old, new = _by_indicator(before["values"]), _by_indicator(now["values"])
    return found + [
        {"field": f"statistics.{name}", "before": old.get(name), "after": new.get(name)}
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _by_indicator(values: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the values by indicator and applicant, a number in brackets where one comes again."""
    found: dict[str, Any] = {}
    for value in values:
        name = ".".join(filter(None, (value["indicator"], value.get("applicant"))))
        number = sum(1 for known in found if known.partition("[")[0] == name) if name in found else 0
        found[f"{name}[{number + 1}]" if number else name] = value["value"]
    return found


def _passages(before: str, now: str) -> list[Difference]:
    old, new = before.split("\n"), now.split("\n")
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        {"field": "body", "before": "\n".join(old[a:b]), "after": "\n".join(new[c:d])}
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    ]


def _listed(
    name: str, before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> list[Difference]:
    old, new = {each["url"]: each for each in before}, {each["url"]: each for each in now}
    found: list[Difference] = []
    for url in sorted(old.keys() | new.keys()):
        held, kept = _content(old.get(url)), _content(new.get(url))
        if held != kept:
            found.append({"field": name, "before": held, "after": kept})
    return found


def _content(item: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Give what an item of a list says; of its capture only which payload it is."""
    if item is None:
        return None
    words = {name: value for name, value in item.items() if name != "capture"}
    if capture := item.get("capture"):
        words["payload_digest"] = capture["payload_digest"]
    return words


def _line(change: str, before: Line | None, now: Line | None, fields: list[Difference], run: str) -> Line:
    report = now or before or {}
    return {
        "schema": 1,
        "id": report["id"],
        "url": report["url"],
        "run": run,
        "change": change,
        "fields": fields,
        "before": before["capture"] if before else None,
        "after": now["capture"] if now else None,
    }
