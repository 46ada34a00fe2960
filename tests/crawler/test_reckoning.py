"""What stays as it is every day, and nobody can mend, is a finding once."""

import json
from collections import Counter
from datetime import UTC, datetime

from archive.collection import Collection
from archive.problem import Problem
from crawler.reckoning import reckon
from crawler.run import Outcome

SHORTFALL = Problem("listing.shortfall", "it tells of 12 posts and lists 10", "http://a.sz.gov.cn/api")
GONE = Problem("ledger.gone", "report gone", "http://a.sz.gov.cn/content/post_1.html")


def _day(collection, day, *findings):
    """Reckon a run, and leave its run.json for the next."""
    run = f"202611{day:02}T090000Z"
    (collection.runs / run).mkdir(parents=True)
    now = datetime(2026, 11, day, 9, tzinfo=UTC)
    outcome = Outcome(
        run, str(collection.root), now, now, "finished", "", "", 9, 0, (), 0, (), Counter(), findings
    )
    outcome = reckon(outcome, collection, [], [])
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


def test_what_somebody_can_mend_is_told_every_day(tmp_path):
    collection = Collection(tmp_path)
    assert _day(collection, 1, GONE).findings == _day(collection, 2, GONE).findings == (GONE,)
