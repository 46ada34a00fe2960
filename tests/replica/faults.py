"""Misbehaviour on demand, by a table of rules."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .misbehaviour import FAULTS, Delivery
from .wire import Answer


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: which requests (`host` and `path` are shell patterns), which fault, and how often."""

    fault: str
    host: str = "*"
    path: str = "*"
    times: int | None = None  # the first so many matching requests; None is always
    options: Mapping[str, Any] = field(default_factory=dict)

    def covers(self, host: str, target: str) -> bool:
        return fnmatchcase(host, self.host) and fnmatchcase(target, self.path)


def rule_from(row: Mapping[str, Any]) -> Rule:
    """Read a row of the table: fault, host, path, times; every other key is an option of the fault."""
    known = {key: row[key] for key in ("fault", "host", "path", "times") if key in row}
    options = {key: value for key, value in row.items() if key not in known}
    rule = Rule(**known, options=options)
    if rule.fault not in FAULTS:
        raise ValueError(f"unknown fault {rule.fault!r}; known: {', '.join(sorted(FAULTS))}")
    return rule


def rules_from_file(path: Path) -> list[Rule]:
    """Read a table of rules: a JSON list of rows."""
    return [rule_from(row) for row in json.loads(path.read_text("utf-8"))]


class FaultTable:
    """The rules in order; the first that covers a request and is not used up decides."""

    def __init__(self, rows: Iterable[Rule | Mapping[str, Any]] = ()) -> None:
        self._rules: list[Rule] = []
        self._used: list[int] = []
        self._lock = threading.Lock()
        for row in rows:
            self.add(row)

    def add(self, row: Rule | Mapping[str, Any]) -> None:
        with self._lock:
            self._rules.append(row if isinstance(row, Rule) else rule_from(row))
            self._used.append(0)

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()
            self._used.clear()

    def deliver(self, answer: Answer, host: str, target: str) -> Delivery:
        """Apply the rule of this request, if there is one, and count its use."""
        with self._lock:
            for number, rule in enumerate(self._rules):
                if not rule.covers(host, target) or self._used[number] == rule.times:
                    continue
                self._used[number] += 1
                break
            else:
                return Delivery(answer)
        delivery = FAULTS[rule.fault](answer, target, rule.options)
        return replace(delivery, fault=rule.fault)
