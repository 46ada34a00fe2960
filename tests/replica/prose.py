"""Sentences for a report, chosen from the bank by the report's own number."""

import tomllib
from functools import cache
from typing import Any
from zlib import crc32

from .corpus import DATA, Report


@cache
def bank() -> dict[str, Any]:
    return tomllib.loads((DATA / "prose.toml").read_text("utf-8"))


def pick(report: Report, slot: str, count: int = 1) -> list[str]:
    """`count` different passages of a slot; the same report always gets the same ones."""
    choices: list[str] = bank()["passages"][slot]
    start = crc32(f"{report.site} {report.id} {slot}".encode()) % len(choices)
    step = 1 + crc32(f"{slot} {report.id}".encode()) % 2
    chosen: list[str] = []
    for turn in range(len(choices) * 2):
        choice = choices[(start + turn * step) % len(choices)]
        if choice not in chosen:
            chosen.append(choice)
    return [filled(report, each) for each in chosen[:count]]


def filled(report: Report, passage: str) -> str:
    """A passage with the report's words and counts in it."""
    words_of_topic = bank()["topics"][report.topic]
    counts = {"website": 412, "social": 236, "trainings": 4, "interpretations": 9, "replies": 87}
    rows = report.statistics.get(report.outline, {})
    received = rows.get("applications.received", [0])[-1]
    concluded = rows.get("applications.concluded", [0])[-1]
    words = {**words_of_topic, **counts, **report.counts, "received": received, "concluded": concluded}
    return passage.format(we=report.we, year=report.year, next=report.year + 1, agency=report.agency, **words)
