"""Reports that wait in a file, or go to another process, come back as they were."""

import pickle
from dataclasses import replace

import pytest

from archive.problem import Problem
from pipelines.extract import read_capture
from pipelines.gathered import Gathered, pack, unpack
from pipelines.statistics import Statistics
from pipelines.statistics.figure import Attached, Cell, Span, Statistic
from tests.pipelines.pages import capture, portal

CELL, SPAN = Cell(0, 2, 1), Span(12, 30)
ONE = Statistic("applications.received", None, 4411, "宗", CELL)


@pytest.mark.parametrize(
    "values",
    [
        (),
        (ONE, ONE._replace(applicant="legal", value=None)),
        (ONE._replace(evidence=SPAN), ONE._replace(evidence=SPAN, value=2.5, unit=None)),
        (ONE, ONE._replace(evidence=SPAN)),
        (ONE._replace(evidence=Attached(CELL, 0, 3)), ONE._replace(evidence=Attached(SPAN, 1, None))),
    ],
)
def test_numbers_are_unpacked_with_their_kinds_of_evidence(values):
    packed = Statistics("2021", values, (Problem("statistics.unread", "x"),))
    found = pickle.loads(pickle.dumps(packed))
    assert found == packed
    assert [type(each) for each in found.values] == [Statistic] * len(values)
    assert [type(each.evidence) for each in found.values] == [type(each.evidence) for each in values]


def _report(number: int, second: int = 0, body: str = "text"):
    found = read_capture(capture(portal())).report
    assert found is not None
    at = replace(found.capture, captured_at=f"2026-11-23T09:00:{second:02}.000000Z")
    return replace(found, id=f"www.sz.gov.cn/{number}", title=f"{number}年报", body=body, capture=at)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_newest_of_several_readings_counts_wherever_they_wait(elsewhere):
    gathered = Gathered()

    def take(report) -> None:
        gathered.add_packed(pack(report)) if elsewhere else gathered.add(report)

    for number in range(1000, 1520):  # more than wait in memory
        take(_report(number, 5))
    for number in (1000, 1519):
        take(_report(number, 4, "older"))
        take(_report(number, 6, "newer"))
    found = {report.id: report for report in gathered.reports()}
    assert list(found) == sorted(found)
    assert len(found) == 520
    assert {number for number, report in found.items() if report.body != "text"} == {
        "www.sz.gov.cn/1000",
        "www.sz.gov.cn/1519",
    }
    assert found["www.sz.gov.cn/1000"].body == found["www.sz.gov.cn/1519"].body == "newer"
    assert [unpack(data).id for data, _wants in gathered.packed()] == list(found)
    assert {report.id for report in gathered.all()} == set(found)


def test_an_index_that_shows_a_post_is_left_out_where_the_post_is_there():
    gathered = Gathered()
    post = _report(7)
    gathered.add(replace(post, id="www.sz.gov.cn/cn/xxgk/ndxxgkbg/"))
    assert len(list(gathered.reports())) == 1
    gathered.add(post)
    assert [report.id for report in gathered.reports()] == ["www.sz.gov.cn/7"]
    assert len(list(gathered.all())) == 2
