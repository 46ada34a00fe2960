"""What listings promise is counted against what was fetched and read."""

from archive.collection import Collection
from crawler.completeness import Promise, missing_years, new_gaps, shortfalls, tally
from crawler.facts import facts_of
from crawler.known import DATA_SET
from crawler.ledger import Row
from crawler.recorded import unrecorded
from tests.archive.exchanges import exchange, new_recording

HOST = "http://a.sz.gov.cn"
LISTING = f"{HOST}/x/"


def _post(number, scheme="http"):
    return f"{scheme}://a.sz.gov.cn/x/content/post_{number}.html"


def _row(number, outcome="new", *, report=True, detail="", kind="report"):
    name = f"a.sz.gov.cn/{number}" if report else ""
    return Row(_post(number), kind, LISTING, "a", outcome, "", name, detail)


ROWS = Promise("a", LISTING, "rows", 3, (_post(1), _post(2), _post(3)))


def test_what_was_fetched_and_read_is_no_shortfall():
    rows = [_row(1), _row(2, "not-modified"), _row(3, "unchanged")]
    assert shortfalls([ROWS], rows) == []
    assert tally([ROWS], rows)["a"].to_json() == {"promised": 3, "fetched": 3, "read": 3}


def test_a_post_that_two_listings_name_is_promised_once():
    second = Promise("a", f"{HOST}/postmeta/i/1.json", "rows", 1, (_post(1, "https"),))
    assert tally([ROWS, second], [_row(1)])["a"].promised == 3


def test_a_post_that_was_never_asked_for_is_named():
    (problem,) = shortfalls([ROWS], [_row(1), _row(2)])
    assert (problem.rule, problem.where) == ("completeness.not-asked", _post(3))


def test_a_post_that_was_missed_is_the_ledgers_finding_and_counts_here():
    rows = [_row(1), _row(2), _row(3, "blocked", report=False)]
    assert shortfalls([ROWS], rows) == []
    assert tally([ROWS], rows)["a"].to_json() == {"promised": 3, "fetched": 2, "read": 2}


def test_a_page_that_was_had_and_not_read_is_named_with_the_reason():
    rows = [_row(1), _row(2), _row(3, report=False, detail="no report: unexpected")]
    (problem,) = shortfalls([ROWS], rows)
    assert (problem.rule, problem.where) == ("completeness.not-read", _post(3))
    assert "unexpected" in problem.message


def test_another_document_in_the_column_is_no_loss():
    rows = [_row(1), _row(2), _row(3, report=False, detail="no report: not-a-report")]
    assert shortfalls([ROWS], rows) == []


def test_a_page_that_was_a_report_before_and_is_another_document_now_is_a_loss():
    row = Row(_post(3), "report", DATA_SET, "a", "changed", "", "", "no report: not-a-report")
    (problem,) = shortfalls([ROWS], [_row(1), _row(2), row])
    assert (problem.rule, problem.where) == ("completeness.not-read", _post(3))
    assert "a report was read here before" in problem.message


def test_a_listing_behind_a_wall_names_nothing_and_has_not_moved():
    wall = Row(LISTING, "listing", "", "a", "blocked")
    empty = Promise("a", LISTING, "rows", 0)
    assert facts_of([wall], [], [empty])["a"].listings == {}
    there = Row(LISTING, "listing", "", "a", "changed")
    assert facts_of([there], [], [empty])["a"].listings == {LISTING: 0}


def test_the_pages_that_a_listing_counts_are_counted():
    promise = Promise("a", LISTING, "pages", 3)
    pages = [
        Row(f"{LISTING}index_{n}.html", "guess", LISTING, "a", out)
        for n, out in ((1, "new"), (2, "new"), (3, "gone"))
    ]
    assert shortfalls([promise], pages) == []
    (problem,) = shortfalls([promise], pages[1:])
    assert (problem.rule, problem.message) == ("completeness.pages", "the listing has 3 pages, 2 were had")


def test_the_years_that_a_series_lacks_are_those_between_its_first_and_last():
    lines = [{"agency": "甲", "year": year} for year in (2018, 2019, 2022)] + [{"agency": "乙", "year": 2020}]
    lines += [{"agency": None, "year": 2001}, {"agency": "甲", "year": None}]
    assert missing_years(lines) == {"甲": (2020, 2021)}


def test_only_a_gap_that_is_new_is_told():
    (problem,) = new_gaps({"甲": [2020]}, {"甲": (2020, 2021)})
    assert (problem.where, "2021" in problem.message) == ("甲", True)
    assert new_gaps({"甲": [2020, 2021]}, {"甲": (2020,)}) == []


def _line(number, reader="portal", **parts):
    return {
        "id": f"a.sz.gov.cn/{number}",
        "reader": {"name": reader},
        "year": 2020,
        "agency": "甲",
        "source": "甲",
        "published_at": "2021-01-01",
        "breadcrumbs": ["x"],
        "contact": {},
        "body": "x",
        "sections": [1],
        "statistics": {"values": [{"value": None}]},
        **parts,
    }


def test_the_facts_of_a_site_count_outcomes_listings_empty_fields_and_readers():
    second = f"{LISTING}index_2.html"
    rows = [
        Row(LISTING, "listing", "", "a", "new"),
        Row(second, "listing", LISTING, "a", "new"),
        _row(1),
        _row(2),
    ]
    promises = [ROWS, Promise("a", second, "rows", 1, (_post(4),))]
    facts = facts_of(rows, [_line(1), _line(2, "generic", source=None)], promises)["a"].to_json()
    assert facts == {
        "outcomes": {"new": 4},
        "listings": {LISTING: 4},
        "redirected": {},
        "empty": {"contact": 2, "source": 1, "statistics": 2},
        "readers": {"generic": 1, "portal": 1},
    }


def test_a_listing_that_names_nothing_is_counted_with_nothing():
    facts = facts_of([Row(LISTING, "listing", "", "a", "redirected")], [], [])
    assert facts["a"].listings == {LISTING: 0}


def test_a_report_without_its_record_is_named(tmp_path):
    collection = Collection(tmp_path)
    _run, recording = new_recording(collection)
    kept = recording.keep(exchange("/post_1.html", b"one"))
    recording.close()
    line = {"id": "h/1", "capture": kept.capture.to_json()}
    assert list(unrecorded([line], tmp_path)) == []
    for wrong in ({"offset": 0}, {"offset": 7}, {"warc": "no.warc.gz"}, {"record_id": "<urn:uuid:0>"}):
        told = {"id": "h/1", "capture": {**line["capture"], **wrong}}
        assert [problem.rule for problem in unrecorded([told], tmp_path)] == ["completeness.no-record"]
