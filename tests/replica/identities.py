"""Which sums of a report's own numbers do not come out, from the facts alone."""

from .corpus import Report
from .official_tables import APPLICANTS, application_rows
from .statistics_values import values_of

Number = int | float | None
Numbers = dict[tuple[str, str | None], Number]


def failing(report: Report) -> list[str]:
    """The identities that fail, as rule:place; one whose terms are not all there is not judged."""
    numbers = {(indicator, who): value for indicator, who, value, _ in values_of(report)}
    form = next(iter(report.statistics), "")
    if form == "narrative":
        return _narrative(numbers)
    if form not in ("2019", "2021"):
        return []
    return [*_columns(numbers, form), *_rows(numbers, form), *_cases(numbers)]


def _differ(parts: list[Number], whole: list[Number]) -> bool:
    known = [each for each in (*parts, *whole) if each is not None]
    if len(known) < len(parts) + len(whole):
        return False
    return sum(known[: len(parts)]) != sum(known[len(parts) :])


def _columns(numbers: Numbers, form: str) -> list[str]:
    outcomes = application_rows(form)[2:-2]
    out = []
    for who in APPLICANTS:

        def cells(*keys: str, who: str = who) -> list[Number]:
            return [numbers[key, who] for key in keys]

        incoming = cells("applications.received", "applications.carried_in")
        if _differ(incoming, cells("applications.concluded", "applications.carried_out")):
            out.append(f"balance:{who}")
        if _differ(cells(*outcomes), cells("applications.concluded")):
            out.append(f"outcomes:{who}")
    return out


def _rows(numbers: Numbers, form: str) -> list[str]:
    return [
        f"row:{key}"
        for key in application_rows(form)
        if _differ([numbers[key, who] for who in APPLICANTS[:-1]], [numbers[key, "total"]])
    ]


def _cases(numbers: Numbers) -> list[str]:
    blocks = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
    parts = ("upheld", "corrected", "other", "pending")
    return [
        f"cases:{block}"
        for block in blocks
        if _differ([numbers[f"{block}.{part}", None] for part in parts], [numbers[f"{block}.total", None]])
    ]


SUMS = {
    "proactive.published": ("proactive", ("gazette", "website", "social_media", "other_channels")),
    "applications.received": ("applications", ("online", "letter", "in_person", "fax", "other_channels")),
    "applications.answered": (
        "applications",
        ("already_public", "granted", "partly_granted", "refused", "otherwise"),
    ),
    "reconsideration.total": ("reconsideration", ("upheld", "corrected", "other")),
    "litigation.total": ("litigation", ("upheld", "corrected", "other")),
}


def _narrative(numbers: Numbers) -> list[str]:
    """The channels and outcomes that a narrative does name have to make up its total."""
    out = []
    for total, (stem, parts) in SUMS.items():
        named = [numbers[f"{stem}.{part}", None] for part in parts if (f"{stem}.{part}", None) in numbers]
        if named and (total, None) in numbers and _differ(named, [numbers[total, None]]):
            out.append(f"sum:{total}")
    return out
