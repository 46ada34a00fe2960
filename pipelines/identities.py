"""The sums that must hold within one report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.problem import Problem
from pipelines.statistics import Statistics

Key = tuple[str, str | None]

APPLICANTS = ("natural_person", "business", "research", "welfare", "legal_service", "other")
OUTCOMES = (
    "applications.granted",
    "applications.partly_granted",
    "applications.refused.state_secret",
    "applications.refused.prohibited_by_law",
    "applications.refused.security_and_stability",
    "applications.refused.third_party_rights",
    "applications.refused.internal_affairs",
    "applications.refused.process_information",
    "applications.refused.enforcement_files",
    "applications.refused.administrative_inquiry",
    "applications.unavailable.not_held",
    "applications.unavailable.must_be_created",
    "applications.unavailable.still_unclear",
    "applications.not_processed.petition",
    "applications.not_processed.repeated",
    "applications.not_processed.publication",
    "applications.not_processed.excessive",
    "applications.not_processed.reissue",
)
OTHERWISE_2021 = (
    "applications.otherwise.not_corrected",
    "applications.otherwise.fee_unpaid",
    "applications.otherwise.other",
)
ROWS = (
    "applications.received",
    "applications.carried_in",
    *OUTCOMES,
    "applications.otherwise",
    *OTHERWISE_2021,
    "applications.concluded",
    "applications.carried_out",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation: the figures of ``left`` and those of ``right`` have the same sum.

    ``optional`` belong to the left side where the report prints them; ``narrative`` says whether
    the equation is one of sentences or one of tables.
    """

    rule: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    optional: tuple[Key, ...] = ()
    narrative: bool = False


def _column(rule: str, applicant: str, left: tuple[str, ...], right: tuple[str, ...]) -> Identity:
    return Identity(rule, tuple((term, applicant) for term in left), tuple((term, applicant) for term in right))


def _row(indicator: str) -> Identity:
    parts = tuple((indicator, applicant) for applicant in APPLICANTS)
    return Identity("identity.applications.row", parts, ((indicator, "total"),))


def _whole(rule: str, whole: str, stem: str, parts: str, optional: str = "", *, narrative: bool = True) -> Identity:
    left, extra = ([(f"{stem}.{part}", None) for part in names.split()] for names in (parts, optional))
    return Identity(f"identity.{rule}", tuple(left), ((whole, None),), tuple(extra), narrative)


def _results(block: str, parts: str, *, narrative: bool) -> Identity:
    return _whole(block, f"{block}.total", block, parts, narrative=narrative)


_CONCLUDED = ("applications.concluded",)
IDENTITIES = (
    *(
        _column(
            "identity.applications.column",
            applicant,
            ("applications.received", "applications.carried_in"),
            ("applications.concluded", "applications.carried_out"),
        )
        for applicant in (*APPLICANTS, "total")
    ),
    *(
        _column("identity.applications.concluded", applicant, (*OUTCOMES, *otherwise), _CONCLUDED)
        for otherwise in (OTHERWISE_2021, ("applications.otherwise",))
        for applicant in (*APPLICANTS, "total")
    ),
    *map(_row, ROWS),
    _results("reconsideration", "upheld corrected other pending", narrative=False),
    _results("litigation.direct", "upheld corrected other pending", narrative=False),
    _results("litigation.after_reconsideration", "upheld corrected other pending", narrative=False),
    _results("reconsideration", "upheld corrected other", narrative=True),
    _results("litigation", "upheld corrected other", narrative=True),
    _whole(
        "proactive.channels",
        "proactive.published",
        "proactive.published",
        "gazette website social_media other_channels",
    ),
    _whole(
        "applications.channels",
        "applications.received",
        "applications.received",
        "online letter in_person fax",
        "other_channels",
    ),
    _whole(
        "applications.outcomes",
        "applications.answered",
        "applications.answered",
        "already_public granted partly_granted refused otherwise",
    ),
)


def broken(statistics: Statistics) -> list[Problem]:
    """List the identities that a report breaks, each with the two sides of its sum.

    An identity is checked where all its terms have a value: null is not zero, a blank cell proves
    nothing. A broken identity is a finding on the report and never changes a value.
    """
    values = {(figure.indicator, figure.applicant): figure.value for figure in statistics.values}
    narrative = statistics.format == "narrative"
    return [
        problem
        for identity in IDENTITIES
        if identity.narrative is narrative
        for problem in _check(identity, values)
    ]


def _check(identity: Identity, values: Mapping[Key, int | float | None]) -> Iterator[Problem]:
    left = [*identity.left, *(key for key in identity.optional if key in values)]
    sums = []
    for side in (left, identity.right):
        total: int | float = 0
        for key in side:
            value = values.get(key)
            if value is None:
                return
            total += value
        sums.append(total)
    if sums[0] != sums[1]:
        sides = (_side(left, values), _side(identity.right, values))
        message = f"{sides[0]} = {sums[0]}, but {sides[1]} = {sums[1]}"
        yield Problem(identity.rule, message, "statistics")


def _side(keys: list[Key] | tuple[Key, ...], values: Mapping[Key, int | float | None]) -> str:
    """Write one side of a sum; a figure of 0 adds nothing and is left out of a long side."""
    printed = [key for key in keys if values[key] or len(keys) <= len(APPLICANTS)] or list(keys[:1])
    return " + ".join(
        f"{indicator}{f'[{applicant}]' if applicant else ''} {values[indicator, applicant]}"
        for indicator, applicant in printed
    )
