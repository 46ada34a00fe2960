"""Which number of a report's facts means which indicator, in which unit."""

import re
from collections.abc import Iterator

from .corpus import Cell, Report, Rows
from .official_tables import APPLICANTS, OUTCOMES, application_rows

Value = tuple[str, str | None, int | float | None, str | None]  # indicator, applicant, value, unit

# The columns of section 二, and the unit of each as its heading has it.
PROACTIVE = {
    "2021": {
        "rules": (("issued", "件"), ("repealed", "件"), ("in_force", "件")),
        "normative_documents": (("issued", "件"), ("repealed", "件"), ("in_force", "件")),
        "licensing": (("decisions", "件"),),
        "penalties": (("decisions", "件"),),
        "coercion": (("decisions", "件"),),
        "fees": (("amount", "万元"),),
    },
    "2019": {
        "rules": (("issued", "件"), ("newly_published", "件"), ("published_total", "件")),
        "normative_documents": (("issued", "件"), ("newly_published", "件"), ("published_total", "件")),
        "licensing": (("items_last_year", "项"), ("change", "项"), ("decisions", "件")),
        "other_services": (("items_last_year", "项"), ("change", "项"), ("decisions", "件")),
        "penalties": (("items_last_year", "项"), ("change", "项"), ("decisions", "件")),
        "coercion": (("items_last_year", "项"), ("change", "项"), ("decisions", "件")),
        "fees": (("items_last_year", "项"), ("change", "项")),
        "procurement": (("items", "项"), ("amount", "万元")),
    },
}


def values_of(report: Report) -> list[Value]:
    """Every number of a report in the order in which it is printed."""
    form = next(iter(report.statistics), None)
    if form is None:
        return []
    rows = report.statistics[form]
    if form == "narrative":
        units = report.units
        return [(key, None, _number(row[0]), units[key.partition(".")[0]]) for key, row in rows.items()]
    if form == "table":
        return list(_older_values(rows))
    return [*_proactive(rows, form, report.units), *_applications(rows, form), *_litigation(rows)]


def _proactive(rows: Rows, form: str, units: dict[str, str]) -> Iterator[Value]:
    for row, columns in PROACTIVE[form].items():
        for (name, unit), value in zip(columns, rows[f"proactive.{row}"], strict=True):
            indicator = f"proactive.{row}.{name}"
            yield indicator, None, _number(value), units.get(indicator, unit)


def _applications(rows: Rows, form: str) -> Iterator[Value]:
    for indicator in application_rows(form):
        for applicant, value in zip(APPLICANTS, rows[indicator], strict=True):
            yield indicator, applicant, _number(value), "件"


def _litigation(rows: Rows) -> Iterator[Value]:
    for block in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        for outcome, value in zip(OUTCOMES, rows[block], strict=True):
            yield f"{block}.{outcome}", None, _number(value), "件"


def _older_values(rows: Rows) -> Iterator[Value]:
    for path, (unit, value) in rows.items():
        if unit:  # a row without a unit is a heading of the rows below it
            yield f"table.{path}", None, _number(value), str(unit)


def _number(printed: Cell) -> int | float | None:
    """What a printed cell is worth: a blank, a slash and a dash are no number."""
    if isinstance(printed, int | float):
        return printed
    return None if re.fullmatch(r"[\s/／\-—－]*", printed) else int(printed.replace(",", ""))
