"""What became of applications, in families that the forms of all years share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.site.names import Name

Number = int | float


@dataclass(frozen=True, slots=True)
class Family:
    """Outcomes that are counted together: one indicator, or else those whose names begin so."""

    key: str
    name: Name
    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()


FAMILIES = (
    Family("granted", ("予以公开", "Granted"), ("applications.granted",)),
    Family(
        "public",
        ("已主动公开", "Already public"),
        ("applications.already_public",),
    ),
    Family(
        "partly",
        ("部分公开", "Partly granted"),
        ("applications.partly_granted",),
    ),
    Family(
        "refused",
        ("不予公开", "Refused"),
        ("applications.refused",),
        ("applications.refused.",),
    ),
    Family("unavailable", ("无法提供", "Not available"), (), ("applications.unavailable.",)),
    Family("unprocessed", ("不予处理", "Not processed"), (), ("applications.not_processed.",)),
    Family(
        "otherwise",
        ("其他处理", "Otherwise"),
        ("applications.otherwise",),
        ("applications.otherwise.",),
    ),
)


@dataclass(frozen=True, slots=True)
class Year:
    """The applications of one publisher's one year; ``None`` is what the report does not state."""

    year: int
    report: str
    received: Number | None
    outcomes: dict[str, Number | None]

    @property
    def is_empty(self) -> bool:
        """Tell whether the report states none of it."""
        return self.received is None and not any(value is not None for value in self.outcomes.values())


def year_of(line: Mapping[str, Any]) -> Year:
    """Read the totals of a report's line."""
    totals = {
        entry["indicator"]: entry["value"]
        for entry in line["statistics"]["values"]
        if entry["value"] is not None and entry.get("applicant", "total") == "total"
    }
    return Year(
        line["year"],
        line["id"],
        totals.get("applications.received"),
        {family.key: _count(family, totals) for family in FAMILIES},
    )


def _count(family: Family, totals: Mapping[str, Number]) -> Number | None:
    whole = [totals[name] for name in family.whole if name in totals]
    if whole:
        return whole[0]
    return (
        _sum(value for name, value in totals.items() if name.startswith(family.parts))
        if family.parts
        else None
    )


def _sum(values: Iterable[Number]) -> Number | None:
    found = list(values)
    return sum(found) if found else None
