"""How far apart requests arrive, measured where they arrive."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from statistics import mean, median

import pytest

from crawler.hours import read_hours
from tests.clock import environment
from tests.crawler.runs import crawl, last_run, lines
from tests.replica import Replica

# A request can be late on its way, so the next seems early by as much: on a busy machine one of them
# by any amount, all of them together hardly.
EARLY = 0.08
DELAY, CRAWL_DELAY, RETRY_AFTER, SLOW = 0.5, 0.7, 2, 0.3
CONFIG = f"[politeness.sites.sf]\ndelay = {DELAY}\n"
ROBOTS = f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\nDisallow: /postmeta/\n"
FAULTS = (
    {"host": "cgj.sz.gov.cn", "path": "/robots.txt", "fault": "status", "status": 200, "body": ROBOTS},
    {"host": "jtys.sz.gov.cn", "path": "/robots.txt", "fault": "status", "status": 404},
    {
        "host": "jtys.sz.gov.cn",
        "path": "*/content/*",
        "fault": "status",
        "status": 503,
        "retry_after": RETRY_AFTER,
        "times": 1,
    },
    {"host": "meeb.sz.gov.cn", "path": "*/content/*", "fault": "slow", "seconds": SLOW},
)


@pytest.fixture(scope="module")
def visits(tmp_path_factory):
    """One run for four sites, each with a pace of its own; the global delay is none."""
    folder = tmp_path_factory.mktemp("politeness")
    (folder / "disclosure.toml").write_text(CONFIG, "utf-8")
    settings = ["-s", f"CONFIG={folder}/disclosure.toml", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1"]
    with Replica(faults=FAULTS) as site:
        process = crawl(folder / "c", "-a", "site=sf,cgj,jtys,meeb", *settings, port=site.port)
        assert "Traceback" not in process.stderr
        return site.visits


def _gaps(visits):
    return [later.at - earlier.at for earlier, later in pairwise(visits)]


def test_requests_to_a_site_keep_its_own_delay(visits):
    gaps = _gaps(visits.all("sf.sz.gov.cn"))
    assert len(gaps) > 10
    assert min(mean(gaps), median(gaps)) >= DELAY - EARLY


def test_the_crawl_delay_of_robots_txt_is_kept(visits):
    _robots, *pages = visits.all("cgj.sz.gov.cn")
    assert len(pages) > 3
    assert min(mean(_gaps(pages)), median(_gaps(pages))) >= CRAWL_DELAY - EARLY


def test_what_robots_txt_forbids_is_not_asked_also_by_those_that_waited_for_it(visits):
    assert not [visit for visit in visits.all("cgj.sz.gov.cn") if visit.path.startswith("/postmeta/")]


def test_nothing_is_asked_of_a_host_until_its_retry_after_is_over(visits):
    asked = visits.all("jtys.sz.gov.cn")
    refused = next(number for number, visit in enumerate(asked) if visit.fault == "status" and number)
    assert asked[refused + 1].at - asked[refused].at >= RETRY_AFTER - EARLY


def test_a_host_has_one_connection_and_one_request_at_a_time(visits):
    asked = visits.all("meeb.sz.gov.cn")
    slow = [number for number, visit in enumerate(asked[:-1]) if visit.fault == "slow"]
    assert len(slow) > 2
    assert min(asked[number + 1].at - asked[number].at for number in slow) >= SLOW - EARLY
    assert len({visit.connection for visit in asked}) <= 2, "robots.txt may have had one of its own"


def test_other_sites_do_not_wait_for_a_slow_one(visits):
    """In the time that the slowest takes the others have come and gone."""
    first, *_, last = visits.all("sf.sz.gov.cn")
    assert [visit for visit in visits.all("meeb.sz.gov.cn") if first.at < visit.at < last.at]


def test_robots_txt_that_fails_closes_its_host_also_for_requests_that_waited(tmp_path):
    """Reports of earlier runs are asked for at once with the listings, and wait for robots.txt together."""
    with Replica() as site:
        crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
        site.visits.clear()
        site.faults.add({"path": "/robots.txt", "fault": "status", "status": 503})
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
        assert {visit.path for visit in site.visits.all()} == {"/robots.txt"}
    assert process.returncode == 1
    assert "robots-excluded" in process.stderr


# The hours of the day


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("22:00-06:00", ["22:00", "23:59", "00:00", "05:59"], ["06:00", "12:00", "21:59"]),
        ("09:30-17:00", ["09:30", "16:59"], ["09:29", "17:00", "00:00"]),
        ("18:00-24:00", ["18:00", "23:59"], ["00:00", "17:59"]),
    ],
)
def test_hours_are_shenzhens_and_may_reach_over_midnight(text, inside, outside):
    hours = read_hours(text)
    for clock in (*inside, *outside):
        now = datetime.fromisoformat(f"2026-11-24T{clock}:00+08:00")
        assert hours.hold(now) == (clock in inside), clock
        assert hours.hold(now.astimezone(UTC)) == (clock in inside), clock


def test_hours_in_another_zone_follow_its_summer_time():
    hours = read_hours("22:00-06:00 Europe/Berlin")
    assert hours.hold(datetime(2026, 7, 1, 20, 30, tzinfo=UTC))
    assert not hours.hold(datetime(2026, 12, 1, 20, 30, tzinfo=UTC))
    assert read_hours("22:00-06:00 -03:30").hold(datetime(2026, 12, 1, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("at night", "such as 22:00-06:00"),
        ("22-6", "such as 22:00-06:00"),
        ("25:00-06:00", "no such time of day"),
        ("22:00-22:00", "end when they begin"),
        ("22:00-06:00 Asia/Shenzhen", "no time zone is called 'Asia/Shenzhen'"),
        ("22:00-06:00 ../etc", "no time zone"),
    ],
)
def test_other_hours_are_answered_with_what_would_be_right(text, words):
    with pytest.raises(ValueError, match=words):
        read_hours(text)


def _shenzhen(hours: float) -> str:
    """Give a time of the day in Shenzhen, so many hours from now."""
    return f"{datetime.now(timezone(timedelta(hours=8))) + timedelta(hours=hours):%H:%M}"


def test_outside_of_the_hours_nothing_is_asked_and_nothing_is_written(tmp_path):
    hours = f"{_shenzhen(2)}-{_shenzhen(5)}"
    with Replica() as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", "-s", f"HOURS={hours}", port=site.port)
        assert len(site.visits) == 0
    assert process.returncode == 3
    assert "nothing may be asked now" in process.stderr
    assert hours in process.stderr
    assert not (tmp_path / "c").exists()


def test_wrong_hours_end_with_2(tmp_path):
    process = crawl(tmp_path / "c", "-a", "site=sf", "-s", "HOURS=at night", port=9)
    assert process.returncode == 2
    assert 'such as "22:00-06:00"' in process.stderr


def test_a_site_outside_of_its_hours_is_left_and_the_others_are_crawled(tmp_path):
    config = tmp_path / "disclosure.toml"
    config.write_text(f'[politeness.sites.cgj]\nhours = "{_shenzhen(2)}-{_shenzhen(5)}"\n', "utf-8")
    with Replica() as site:
        process = crawl(tmp_path / "c", "-a", "site=sf,cgj", "-s", f"CONFIG={config}", port=site.port)
        assert site.visits.all("sf.sz.gov.cn")
        assert not site.visits.all("cgj.sz.gov.cn")
    assert process.returncode == 1
    told = json.loads((last_run(tmp_path / "c") / "run.json").read_text("utf-8"))
    (left,) = told["findings"]
    assert (left["rule"], left["where"]) == ("ledger.not-reached", "cgj")
    assert "it may be asked" in left["message"]


def test_a_run_ends_when_the_hours_are_over_and_the_next_goes_on_with_what_it_left(tmp_path):
    """The hours are over at the turn of a minute: the run begins seconds before it."""
    seconds = 60 - time.time() % 60
    ahead = (seconds - 5) / 86_400  # by the clock of the run, five seconds are left
    end = datetime.now(timezone(timedelta(hours=8))) + timedelta(seconds=seconds + 1)
    hours = f"{end - timedelta(hours=3):%H:%M}-{end:%H:%M}"
    with Replica() as site:
        crawl(
            tmp_path / "c",
            *("-a", "site=sf", "-s", f"HOURS={hours}", "-s", "DOWNLOAD_DELAY=1"),
            port=site.port,
            environment=environment(ahead),
        )
        told = json.loads((last_run(tmp_path / "c") / "run.json").read_text("utf-8"))
        assert told["reason"] == "out_of_hours"
        assert {"run.cut-short", "ledger.not-reached"} <= {each["rule"] for each in told["findings"]}
        left = {
            row["url"]
            for row in lines(last_run(tmp_path / "c") / "ledger.jsonl")
            if row["outcome"] == "not-reached"
        }
        had = len(site.visits)
        crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
        asked = [f"http://{visit.host}{visit.target}" for visit in site.visits.all()[had:]]
    assert left
    assert left <= set(asked[: len(left) + 6]), "first of all, but for robots.txt and what was on its way"


# The budget


def test_a_site_that_is_larger_than_a_budget_is_covered_after_a_few_runs(tmp_path):
    """Each run may have nine pages; the next asks first for what the last one did not reach."""
    settings = ["-s", "CLOSESPIDER_PAGECOUNT=9", "-s", "CONCURRENT_REQUESTS=1"]
    meant, answered, runs = {""}, set(), 0
    with Replica() as site:
        while not meant <= answered and runs < 4:
            process = crawl(tmp_path, "-a", "site=sf", *settings, port=site.port)
            assert "are left for the next run" in process.stderr
            rows = lines(last_run(tmp_path) / "ledger.jsonl")
            meant = meant - {""} | {row["url"] for row in rows}
            answered |= {row["url"] for row in rows if row["outcome"] != "not-reached"}
            runs += 1
    assert 2 <= runs <= 3
    assert len(lines(tmp_path / "reports.jsonl")) == 4
