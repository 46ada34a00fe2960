"""The day by which the law wants an annual report published."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["government", "department"]

# Governments by their names: 深圳市人民政府, 福田区政府, 大鹏新区管委会, 深汕特别合作区管理委员会, by
# their place alone: 深圳市罗湖区. Their offices (…人民政府办公厅) are departments.
_GOVERNMENT = re.compile(
    r"人民政府$|[省市区县镇乡]政府$|(?:新区|合作区|功能区|开发区|试验区|保税区)(?:管理委员会|管委会)$|"
    r"^(?:[\u4e00-\u9fff]{2,3}[省市])?[\u4e00-\u9fff]{2,6}(?<![园社小])[省市区县]$"
)


@dataclass(frozen=True, slots=True)
class Term:
    """From which report year on, until which day of the following year, by which article."""

    first_year: int
    month: int
    day: int
    article: str


# 政府信息公开条例: of 2007 (in force from May 2008), and as revised in 2019 (in force from 15 May 2019).
_TERMS: dict[Kind, tuple[Term, ...]] = {
    "government": (
        Term(2019, 3, 31, "条例(2019)第四十九条、第五十条"),
        Term(2008, 3, 31, "条例(2007)第三十一条"),
    ),
    "department": (Term(2019, 1, 31, "条例(2019)第四十九条"), Term(2008, 3, 31, "条例(2007)第三十一条")),
}


def kind_of(agency: str) -> Kind:
    """Tell by its name whether an agency is a government or one of a government's departments."""
    return "government" if _GOVERNMENT.search("".join(agency.split())) else "department"


def due(kind: Kind, year: int) -> date:
    """Give the last day on which the report of a year is in time.

    Until the report for 2018 every agency had until 31 March (art. 31 of the regulation of
    2007); since then departments have until 31 January and governments until 31 March
    (art. 49 and 50 of the revised one).
    """
    term = next((term for term in _TERMS[kind] if year >= term.first_year), _TERMS[kind][-1])
    return date(year + 1, term.month, term.day)
