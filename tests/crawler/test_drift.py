"""A run that differs from those before is told, on the day it differs; ordinary variation is not."""

import pytest

from crawler.drift import find_drift


def _site(**parts):
    return {
        "pages": 20,
        "reports": 10,
        "at_least": 0,
        "outcomes": {"not-modified": 18, "unchanged": 2, "gone": 1},
        "listings": {"http://a.sz.gov.cn/x/": 10},
        "redirected": {},
        "empty": {"contact": 1},
        "readers": {"portal": 10},
        **parts,
    }


def _run(day=1, *, minutes=3, **parts):
    site = parts.pop("site", _site())
    return {
        "run": f"202611{day:02}T090000Z",
        "started_at": f"2026-11-{day:02}T09:00:00+00:00",
        "finished_at": f"2026-11-{day:02}T09:{minutes:02}:00+00:00",
        "reason": "finished",
        "exit_status": 0,
        "responses": 40,
        "sites": {"a": site},
        **parts,
    }


def _rules(now, *before):
    return [problem.rule for problem in find_drift(now, before)]


def test_the_same_again_is_no_drift():
    assert _rules(_run(3), _run(2), _run(1)) == []


def test_the_first_run_has_nothing_to_be_compared_with():
    assert _rules(_run(1, site=_site(reports=0))) == []


ORDINARY = [
    _site(reports=11, listings={"http://a.sz.gov.cn/x/": 11}, outcomes={"new": 1, "not-modified": 21}),
    _site(reports=9, outcomes={"not-modified": 20, "gone": 2}),
    _site(reports=11, empty={"contact": 2, "source": 1}),
    _site(outcomes={"new": 20, "gone": 1}),
    _site(outcomes={"not-modified": 20, "error-timeout": 1}),
    _site(outcomes={"not-modified": 19, "http-503": 2}),
    _site(outcomes={"not-modified": 20, "blocked": 1}),
    _site(reports=11, readers={"portal": 10, "generic": 1}),
    _site(listings={"http://a.sz.gov.cn/x/": 8}),
    _site(listings={"http://a.sz.gov.cn/x/": 10, "http://a.sz.gov.cn/y/": 0}),
]


@pytest.mark.parametrize("site", ORDINARY, ids=range(len(ORDINARY)))
def test_ordinary_variation_is_no_drift(site):
    assert _rules(_run(3, site=site), _run(2), _run(1)) == []


STRANGE = [
    (_site(reports=7), "drift.fewer-reports", "a gave 7 reports, 10 before"),
    (_site(reports=0, empty={}, readers={}), "drift.fewer-reports", "a gave 0 reports"),
    (_site(outcomes={"not-modified": 10, "blocked": 11}), "drift.blocked", "11 of 21 pages of a are blocked"),
    (
        _site(outcomes={"not-modified": 14, "error-timeout": 5, "http-503": 2}),
        "drift.errors",
        "5 error-timeout",
    ),
    (_site(outcomes={"not-modified": 12, "gone": 9}), "drift.gone", "9 of 21 pages of a are gone, 1 of 21"),
    (_site(outcomes={"not-modified": 14, "redirected": 6}), "drift.redirected", "6 of 20 pages"),
    (
        _site(empty={"contact": 1, "published_at": 10}),
        "drift.field",
        "published_at is empty in 10 of 10 reports of a",
    ),
    (
        _site(empty={"contact": 6}),
        "drift.field",
        "contact is empty in 6 of 10 reports of a, in 1 of 10 before",
    ),
    (_site(readers={"generic": 10}), "drift.design", "10 of 10 reports of a"),
    (_site(listings={"http://a.sz.gov.cn/x/": 0}), "drift.listing", "it named 10 before"),
    (_site(redirected={"http://a.sz.gov.cn/x/": 1}), "drift.listing", "leads to another address"),
]


@pytest.mark.parametrize(
    ("site", "rule", "words"), STRANGE, ids=[f"{n}-{each[1]}" for n, each in enumerate(STRANGE)]
)
def test_what_is_no_ordinary_variation_is_told_with_the_site_and_what_changed(site, rule, words):
    (problem,) = find_drift(_run(3, site=site), [_run(2), _run(1)])
    assert problem.rule == rule
    assert words in problem.message
    assert problem.where == ("http://a.sz.gov.cn/x/" if rule == "drift.listing" else "a")


def test_a_change_that_stays_is_told_once():
    changed = _site(listings={"http://a.sz.gov.cn/x/": 0}, reports=5)
    assert _rules(_run(3, site=changed), _run(2)) == ["drift.fewer-reports", "drift.listing"]
    assert _rules(_run(4, site=changed), _run(3, site=changed), _run(2)) == []


def test_a_listing_that_always_was_redirected_is_none_that_moved():
    led = _site(redirected={"http://a.sz.gov.cn/x/": 1})
    assert _rules(_run(3, site=led), _run(2, site=led)) == []


def test_a_listing_that_leads_where_it_led_before_a_day_without_it_has_not_moved_since():
    led = _site(redirected={"http://a.sz.gov.cn/x/": 1})
    missing = _site(listings={"http://a.sz.gov.cn/x/": 0})
    assert _rules(_run(4, site=led), _run(3, site=missing), _run(2, site=led)) == []
    assert _rules(_run(4, site=led), _run(3, site=missing), _run(2)) == ["drift.listing"]


def test_a_wall_of_two_days_is_told_on_both_and_its_end_on_none():
    wall = _site(
        reports=2, outcomes={"not-modified": 4, "blocked": 16}, empty={"contact": 1}, readers={"portal": 2}
    )
    first, second = _run(3, site=wall), _run(4, site=wall)
    assert _rules(first, _run(2), _run(1)) == ["drift.fewer-reports", "drift.blocked"]
    assert _rules(second, first, _run(2), _run(1)) == ["drift.fewer-reports", "drift.blocked"]
    assert _rules(_run(5), second, first, _run(2)) == []


def test_the_order_of_the_runs_before_does_not_matter():
    runs = [_run(1, site=_site(reports=20)), _run(2), _run(3)]
    assert _rules(_run(4), *runs) == _rules(_run(4), *reversed(runs)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"reason": "shutdown"},
        {"failed": "disk full"},
        {"replay_of": "x.warc.gz"},
        {"arguments": {"years": "2018"}},
    ],
)
def test_a_run_of_another_kind_is_no_measure(other):
    strange = _run(2, site=_site(reports=99), **other)
    assert _rules(_run(3), strange) == []
    assert "drift.fewer-reports" not in _rules(strange | {"sites": {"a": _site(reports=0)}}, _run(1))


def test_a_site_that_was_not_asked_this_time_is_not_missed():
    assert _rules(_run(3, sites={"b": _site()}), _run(2)) == []


def test_runs_without_the_newer_numbers_are_compared_by_what_they_have():
    old = _run(2, site={"pages": 20, "reports": 10, "at_least": 0})
    assert _rules(_run(3), old) == []
    assert _rules(_run(3, site=_site(reports=1, empty={}, readers={})), old) == ["drift.fewer-reports"]


def test_a_run_that_was_killed_and_closed_later_is_no_measure_and_no_error():
    killed = {"run": "x", "exit_status": 3, "reason": "interrupted", "failed": "killed"}
    killed |= {"started_at": "2026-11-01T09:00:00+00:00", "finished_at": "2026-11-01T10:00:00+00:00"}
    assert _rules(_run(3), killed) == []


def test_a_slow_server_is_told():
    usual = [_run(day, site=_site(seconds=0.2)) for day in (1, 2)]
    (problem,) = find_drift(_run(3, site=_site(seconds=1.1)), usual)
    assert (problem.rule, problem.where) == ("drift.slow", "a")
    assert "1.1 s, 0.2 s before" in problem.message
    for ordinary in (0.2, 0.65, 0.01):
        assert _rules(_run(3, site=_site(seconds=ordinary)), *usual) == []


def test_a_clock_that_was_set_back_is_told():
    back = _run(1) | {"run": "20261103T090000Z"}
    assert _rules(back, _run(2)) == ["drift.clock"]
    assert _rules(_run(2) | {"run": "20261104T090000Z"}, back, _run(3)) == [], "and only on its day"


def test_a_long_time_without_a_run_is_told_where_runs_come_often():
    """The machine was off, or its clock was set forward: nobody but the operator can tell which."""
    assert _rules(_run(20), *(_run(day) for day in (1, 2, 3, 4))) == ["drift.gap"]
    assert _rules(_run(11), *(_run(day) for day in (1, 2, 3, 4))) == [], "a week may pass"
    assert _rules(_run(28), _run(1), _run(8), _run(15), _run(22)) == [], "where runs are rare it is nothing"
    assert _rules(_run(28), _run(1), _run(2)) == [], "nobody knows yet how often they come"
