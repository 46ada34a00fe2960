"""What a run found new, changed, gone or back."""

import copy

import pytest

from pipelines.commands.diff import columns_of, side_by_side
from pipelines.history import changes, differences

CAPTURE = {
    "warc": "a.warc.gz",
    "offset": 1,
    "length": 2,
    "record_id": "x",
    "captured_at": "t",
    "payload_digest": "d",
}


def _line(**fields):
    line = {
        "schema": 1,
        "id": "www.sz.gov.cn/1",
        "url": "http://www.sz.gov.cn/1",
        "title": "甲",
        "year": 2018,
        "agency": "甲",
        "source": None,
        "published_at": None,
        "breadcrumbs": [],
        "contact": None,
        "body": "一\n二\n三",
        "statistics": {"format": "2021", "values": [{"indicator": "proactive.fees.amount", "value": 1.5}]},
        "attachments": [],
        "images": [],
        "related": [],
        "problems": [],
        "capture": CAPTURE,
        "reader": {"name": "portal", "version": "1"},
    }
    return {**copy.deepcopy(line), **fields}


def _changes(before, now, gone=(), last=None):
    found = changes({x["id"]: x for x in before}, {x["id"]: x for x in now}, gone, last or {}, "r2")
    return [(line["id"], line["change"]) for line in found]


def test_the_first_run_of_all_adds_nothing():
    assert _changes([], [_line()]) == []


def test_a_reading_that_differs_only_in_its_capture_is_no_change():
    assert _changes([_line()], [_line(capture={**CAPTURE, "offset": 9})]) == []


def test_a_report_is_new_changed_gone_or_back():
    other = _line(id="www.sz.gov.cn/2")
    assert _changes([_line()], [_line(), other]) == [("www.sz.gov.cn/2", "new")]
    assert _changes([_line()], [_line(title="乙")]) == [("www.sz.gov.cn/1", "changed")]
    assert _changes([_line(), other], [other], gone=["www.sz.gov.cn/1"]) == [("www.sz.gov.cn/1", "gone")]
    assert _changes([_line()], [_line()], last={"www.sz.gov.cn/1": "gone"}) == [("www.sz.gov.cn/1", "back")]


def test_what_is_known_to_be_gone_is_told_once():
    assert _changes([_line()], [], gone=["www.sz.gov.cn/1"], last={"www.sz.gov.cn/1": "gone"}) == []


def test_a_page_that_answers_404_while_its_report_was_read_elsewhere_is_not_gone():
    assert _changes([_line()], [_line()], gone=["www.sz.gov.cn/1"]) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"year": 2019}, {"field": "year", "before": 2018, "after": 2019}),
        ({"body": "一\n2\n三"}, {"field": "body", "before": "二", "after": "2"}),
        (
            {
                "statistics": {
                    "format": "2021",
                    "values": [{"indicator": "proactive.fees.amount", "value": None}],
                }
            },
            {"field": "statistics.proactive.fees.amount", "before": 1.5, "after": None},
        ),
        ({"contact": {"phones": ["12345"]}}, {"field": "contact.phones", "before": None, "after": ["12345"]}),
        (
            {"attachments": [{"url": "u", "title": "t", "capture": CAPTURE}]},
            {
                "field": "attachments",
                "before": None,
                "after": {"url": "u", "title": "t", "payload_digest": "d"},
            },
        ),
    ],
)
def test_a_difference_names_the_field_with_both_sides(change, expected):
    assert differences(_line(), _line(**change)) == [expected]


def test_two_sides_stand_in_columns_of_the_same_width_whatever_the_script():
    found = differences(
        _line(), _line(title="深圳市人民政府2018年政府信息公开工作年度报告" * 2, body="\x1b[31m red")
    )
    lines = list(side_by_side("before", "now", found, 60))
    gaps = {columns_of(line.partition(" │ ")[0]) for line in lines if " │ " in line}
    assert gaps == {28}
    assert all(columns_of(line) <= 60 for line in lines)
    assert "\x1b" not in "".join(lines)
