"""The sums within one report."""

import re

import pytest

from pipelines.identities import TABLED, TOLD, broken
from pipelines.statistics import Cell, Statistic, Statistics, read_statistics
from tests.pipelines import forms

APPLICANTS = forms.APPLICANTS[:-1]


def sound(form):
    """A report whose sums all come out, as {(indicator, applicant): value}."""
    values = {}
    rows = forms.ROWS_2021 if form == "2021" else forms.ROWS_2019
    for at, (name, _) in enumerate(rows):
        for who in APPLICANTS:
            values[f"applications.{name}", who] = at + len(who)
    inner = [name for name, _ in rows if name not in {"received", "carried_in", "concluded", "carried_out"}]
    for who in APPLICANTS:
        values["applications.concluded", who] = sum(values[f"applications.{name}", who] for name in inner)
        values["applications.carried_out", who] = 4
        values["applications.carried_in", who] = 1
        values["applications.received", who] = values["applications.concluded", who] + 3
    for name, _ in rows:
        values[f"applications.{name}", "total"] = sum(
            values[f"applications.{name}", who] for who in APPLICANTS
        )
    for block in forms.BLOCKS:
        values |= {(f"{block}.{result}", None): 2 for result in forms.RESULTS}
        values[f"{block}.total", None] = 8
    return values


def statistics(form, values):
    found = tuple(Statistic(name, who, value, "件", Cell(0, 0, 0)) for (name, who), value in values.items())
    return Statistics(form, found)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_sound_report_breaks_nothing(form):
    assert broken(statistics(form, sound(form))) == []


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_number_is_part_of_some_sum(form):
    for key in sound(form):
        values = sound(form)
        values[key] += 1
        problems = broken(statistics(form, values))
        assert problems, key
        assert all(problem.rule.startswith("identity.") for problem in problems)


def test_the_message_names_both_sides_of_the_sum():
    values = sound("2021")
    values["litigation.direct.total", None] = 9
    (problem,) = broken(statistics("2021", values))
    assert problem.rule == "identity.litigation.direct"
    assert re.search(r"upheld \(2\) \+ .* = 8, but litigation.direct.total \(9\) = 9", problem.message)


def test_a_number_that_is_null_proves_nothing():
    values = sound("2021")
    values["litigation.direct.total", None] = 9
    values["litigation.direct.upheld", None] = None
    assert broken(statistics("2021", values)) == []


def test_a_number_that_is_missing_proves_nothing():
    values = sound("2021")
    values["litigation.direct.total", None] = 9
    del values["litigation.direct.pending", None]
    assert broken(statistics("2021", values)) == []


def test_a_broken_sum_drops_no_value():
    table = forms.dispute_table(lambda _indicator, _applicant: "3")
    read = read_statistics("", [table])
    assert len(read.values) == len(forms.BLOCKS) * len(forms.RESULTS)
    assert [problem.rule for problem in broken(read)] == [
        "identity.reconsideration",
        "identity.litigation.direct",
        "identity.litigation.after_reconsideration",
    ]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("收到政府信息公开申请10宗,其中网络申请7宗,信函申请1宗,当面申请1宗,传真申请1宗。", []),
        (
            "收到政府信息公开申请11宗,其中网络申请7宗,信函申请1宗,当面申请1宗,传真申请1宗。",
            ["identity.applications.channels"],
        ),
        ("收到政府信息公开申请10宗,其中网络申请7宗,信函申请2宗。", []),
        ("收到政府信息公开申请10宗,其中网络申请7宗,信函申请4宗。", ["identity.applications.channels"]),
        ("答复政府信息公开申请10宗,其中同意公开7宗,信息不存在3宗。", []),
    ],
)
def test_all_parts_make_up_their_whole_and_some_are_no_more_than_it(text, rules):
    read = read_statistics(f"三、依申请公开情况\n{text}", [])
    assert [problem.rule for problem in broken(read)] == rules


def test_rules_are_stable_dotted_names():
    assert {identity.rule for identity in (*TABLED, *TOLD)} == {
        "identity.applications.column",
        "identity.applications.concluded",
        "identity.applications.row",
        "identity.reconsideration",
        "identity.litigation.direct",
        "identity.litigation.after_reconsideration",
        "identity.proactive.channels",
        "identity.applications.channels",
        "identity.applications.outcomes",
        "identity.litigation",
    }
