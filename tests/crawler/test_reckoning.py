"""What stays as it is every day, and nobody can mend, is a finding once."""

import json
from collections import Counter
from datetime import UTC, datetime

from archive.collection import Collection
from archive.problem import Problem
from crawler.ledger import Row
from crawler.reckoning import reckon
from crawler.run import Outcome, SiteCount

SHORTFALL = Problem("listing.shortfall", "it tells of 12 posts and lists 10", "http://a.sz.gov.cn/api")
PAGE = "http://a.sz.gov.cn/content/post_1.html"
GONE = Problem("ledger.gone", "attachment gone", PAGE)
WALL = Problem("ledger.blocked", "report blocked", PAGE)


def _day(collection, day, *findings, rows=(), sites=("a",)):
    """Reckon a run, and leave its run.json for the next."""
    run = f"202611{day:02}T090000Z"
    (collection.runs / run).mkdir(parents=True)
    now = datetime(2026, 11, day, 9, tzinfo=UTC)
    counts = tuple(SiteCount(name, 9, 9, 0) for name in sites)
    outcome = Outcome(
        run, str(collection.root), now, now, "finished", "", "", 9, 0, (), 9, counts, Counter(), findings
    )
    outcome = reckon(outcome, collection, rows, [])
    (collection.runs / run / "run.json").write_text(json.dumps(outcome.to_json()), "utf-8")
    return outcome


def test_a_shortfall_is_told_once_and_again_when_it_changes(tmp_path):
    collection = Collection(tmp_path)
    assert _day(collection, 1, SHORTFALL).findings == (SHORTFALL,)
    for day in (2, 3):
        later = _day(collection, day, SHORTFALL)
        assert (later.findings, later.standing, later.exit_status) == ((), (SHORTFALL,), 0)
    other = Problem(SHORTFALL.rule, "it tells of 13 posts and lists 10", SHORTFALL.where)
    assert _day(collection, 4, other).findings == (other,)
    assert _day(collection, 5).standing == ()


def test_a_page_that_stays_away_is_told_once_and_stands_then(tmp_path):
    collection = Collection(tmp_path)
    assert _day(collection, 1, GONE).findings == (GONE,)
    later = _day(collection, 2, GONE)
    assert (later.findings, later.standing, later.exit_status) == ((), (GONE,), 0)
    assert "1 finding of before, as they were" in later.summary()


def test_a_run_of_other_sites_in_between_makes_it_no_news(tmp_path):
    collection = Collection(tmp_path)
    assert _day(collection, 1, GONE, sites=("a", "b")).findings == (GONE,)
    assert _day(collection, 2, sites=("b",)).findings == ()
    assert _day(collection, 3, GONE).standing == (GONE,)


def test_what_somebody_can_mend_and_what_may_pass_is_told_every_day(tmp_path):
    collection = Collection(tmp_path)
    listing = [Row(PAGE, "listing", site="a", outcome="gone")]
    for day in (1, 2):
        assert _day(collection, day, GONE, rows=listing).findings == (GONE,), "its row can be corrected"
    for day in (3, 4):
        assert _day(collection, day, WALL).findings == (WALL,)
