"""The sums that must hold within one report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from archive.problem import Problem
from pipelines.statistics import Statistics

Key = tuple[str, str | None]
Values = Mapping[Key, int | float]

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
    """One equation: the figures of ``left`` and those of ``right`` have the same sum."""

    rule: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]


# Reports name the other channels of applications only where somebody used one.
UNNAMED_WHERE_NONE = frozenset({"applications.other_channels"})


def _column(rule: str, applicant: str, left: tuple[str, ...], right: tuple[str, ...]) -> Identity:
    return Identity(
        rule, tuple((term, applicant) for term in left), tuple((term, applicant) for term in right)
    )


def _row(indicator: str) -> Identity:
    parts = tuple((indicator, applicant) for applicant in APPLICANTS)
    return Identity("identity.applications.row", parts, ((indicator, "total"),))


def _block(block: str) -> Identity:
    parts = tuple((f"{block}.{result}", None) for result in ("upheld", "corrected", "other", "pending"))
    return Identity(f"identity.{block}", parts, ((f"{block}.total", None),))


def _told(rule: str, whole: str, parts: str) -> Identity:
    stem = whole.partition(".")[0]
    left = tuple((f"{stem}.{part}", None) for part in parts.split())
    return Identity(f"identity.{rule}", left, ((whole, None),))


def _side_of(keys: tuple[Key, ...]) -> Callable[[Values], Iterable[int | float]]:
    """Make a look-up of the terms of one side, a single one too."""
    if len(keys) > 1:
        return itemgetter(*keys)
    (key,) = keys
    return lambda values: (values[key],)


_CONCLUDED = ("applications.concluded",)
TABLED = (
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
    *map(_block, ("reconsideration", "litigation.direct", "litigation.after_reconsideration")),
)
# Most sums hold: they are looked at by the side, in one go each.
_TABLED = tuple((identity, _side_of(identity.left), _side_of(identity.right)) for identity in TABLED)
TOLD = (
    _told("proactive.channels", "proactive.published", "gazette website social_media other_channels"),
    _told("applications.channels", "applications.received", "online letter in_person fax other_channels"),
    _told(
        "applications.outcomes",
        "applications.answered",
        "already_public granted partly_granted refused otherwise",
    ),
    _told("reconsideration", "reconsideration.total", "upheld corrected other"),
    _told("litigation", "litigation.total", "upheld corrected other"),
)


def broken(statistics: Statistics) -> list[Problem]:
    """List the identities that a report breaks, each with the two sides of its sum.

    An identity is checked where all its terms have a value: null is not zero, a blank cell proves
    nothing. A broken identity is a finding on the report and never changes a value.
    """
    values = {
        (figure.indicator, figure.applicant): figure.value
        for figure in statistics.values
        if figure.value is not None
    }
    if statistics.format == "narrative":
        return [problem for identity in TOLD for problem in _check_told(identity, statistics, values)]
    return [problem for identity in _doubtful(values) for problem in _check(identity, identity.left, values)]


def _doubtful(values: Values) -> Iterator[Identity]:
    """Give the identities of which all terms are known and whose sides differ."""
    for identity, left, right in _TABLED:
        try:
            if sum(left(values)) != sum(right(values)):
                yield identity
        except KeyError:  # a term without a value: nothing is to be checked
            continue


def _check_told(identity: Identity, statistics: Statistics, values: Values) -> Iterator[Problem]:
    """Check a sentence, whose parts are those that it names.

    Unless it names them all, there may be others that it does not count by name: then only parts
    that are more than their whole break it.
    """
    named = {(figure.indicator, figure.applicant) for figure in statistics.values}
    left = tuple(key for key in identity.left if key in named)
    complete = all(key in named or key[0] in UNNAMED_WHERE_NONE for key in identity.left)
    for problem in _check(identity, left, values):
        if complete or _sum(left, values) > _sum(identity.right, values):
            yield problem


def _check(identity: Identity, left: tuple[Key, ...], values: Values) -> Iterator[Problem]:
    for key in (*left, *identity.right):
        if key not in values:
            return
    parts, whole = _sum(left, values), _sum(identity.right, values)
    if left and parts != whole:
        message = f"{_side(left, values)} = {parts}, but {_side(identity.right, values)} = {whole}"
        yield Problem(identity.rule, message, "statistics")


def _sum(keys: tuple[Key, ...], values: Values) -> int | float:
    return sum(map(values.__getitem__, keys))


def _side(keys: tuple[Key, ...], values: Values) -> str:
    """Write one side of a sum; a figure of 0 adds nothing and is left out of a long side."""
    printed = [key for key in keys if values[key] or len(keys) <= len(APPLICANTS)] or keys[:1]
    terms = (indicator + (f"[{applicant}]" if applicant else "") for indicator, applicant in printed)
    return " + ".join(f"{term} ({values[key]})" for term, key in zip(terms, printed, strict=True))
