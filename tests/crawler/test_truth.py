"""What the exit status and the last words of a run say is what happened."""

import gzip
import json
import subprocess
import sys

import pytest

from tests.crawler.runs import FAST, ROOT, crawl, last_run, lines
from tests.replica import Replica


def _scrapy(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "scrapy", "crawl", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_run_without_findings_ends_with_0_and_a_summary(tmp_path):
    with Replica() as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert process.returncode == 0
    assert process.stdout == ""
    assert "4 reports from" in process.stderr
    assert process.stderr.rstrip().endswith("exit status 0: all well")
    told = json.loads((last_run(tmp_path / "c") / "run.json").read_text())
    assert told["exit_status"] == 0
    assert told["sites"]["sf"]["reports"] == told["reports"] == 4


# What the server does, and how the URL of a report ends then.
FAULTS = {
    "8845952": ({"fault": "status", "status": 404}, "gone"),
    "8845953": ({"fault": "status", "status": 503}, "http-503"),
    "8845954": ({"fault": "status", "status": 429}, "blocked"),
    "8845955": ({"fault": "challenge"}, "blocked"),
    "8845956": ({"fault": "soft-404"}, "soft-404"),
    "6858654": ({"fault": "redirect"}, "redirected"),
    "8595151": ({"fault": "cut"}, "truncated"),
    "9633704": ({"fault": "reset"}, "error-disconnect"),
}
POST = "/cn/xxgk/ndxxgkbg/content/post_{}.html"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A run of one site, eight of whose thirteen reports are not had, each for another reason."""
    root = tmp_path_factory.mktemp("faulty") / "c"
    faults = [{"path": POST.format(post), **fault} for post, (fault, _outcome) in FAULTS.items()]
    with Replica(faults=faults) as site:
        process = crawl(root, "-a", "site=sz", "-s", "RETRY_ENABLED=0", port=site.port)
    return process, {row["url"]: row for row in lines(last_run(root) / "ledger.jsonl")}, root


@pytest.mark.parametrize("post", FAULTS, ids=lambda post: f"{FAULTS[post][0]['fault']}-{FAULTS[post][1]}")
def test_a_report_that_is_not_had_is_a_finding_with_its_reason(faulty, post):
    process, rows, _root = faulty
    outcome, row = FAULTS[post][1], rows["http://www.sz.gov.cn" + POST.format(post)]
    assert row["outcome"] == outcome or (outcome == "error-disconnect" and row["kind"] == "scheme")
    assert [line for line in process.stderr.splitlines() if "FINDING" in line and f"post_{post}" in line]


def test_what_was_had_is_read_whatever_was_not(faulty):
    process, _rows, root = faulty
    assert process.returncode == 1
    assert len(lines(root / "reports.jsonl")) == 13 - len(FAULTS)


def test_a_run_in_which_no_page_is_a_report_ends_with_1(tmp_path):
    with Replica(faults=[{"path": "*/content/*", "fault": "soft-404"}]) as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert process.returncode == 1
    assert "site.too-few" in process.stderr


def test_what_is_tried_again_and_had_then_is_no_finding(tmp_path):
    faults = [{"path": "*/content/*", "fault": "status", "status": 503, "retry_after": 1, "times": 1}]
    with Replica(faults=faults) as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert process.returncode == 0, process.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["annual_reports"], "no site is named"),
        (["annual_reports", "-a", "site=nowhere"], "nowhere"),
        (["annual_reports", "-a", "site=sz", "-a", "years=soon"], "2018-2024"),
        (["annual_reports", "-a", "site=sz", "-a", "year=2018"], "not year"),
        (["annual_reports", "-a", "site=sz", "-s", "CONNECT_TO=here"], "host:port=address:port"),
        (
            ["annual_reports", "-a", "site=sz", "-s", "CONNECT_TO=*:80=127.0.0.1:70000"],
            "host:port=address:port",
        ),
        (["annual_reports", "-a", "site=sz", "-s", "REPLAY=/nonexistent"], "/nonexistent"),
        (["annual_reports", "-a", "site=sz", "-s", "DOWNLOAD_DELAY=soon"], "DOWNLOAD_DELAY is a number"),
        (["annual_reports", "-a", "site=sz", "-s", "WARC_MAX_SIZE=1.5"], "WARC_MAX_SIZE is a whole number"),
        (["annual_reports", "-a", "site=sz", "-s", "READERS=x"], "READERS is a whole number"),
        (["annual_reports", "-a", "site=sz", "-s", "HTTP_FIRST=perhaps"], "HTTP_FIRST is 1 or 0"),
        (["annual_reports", "-a", "site=sz", "-s", "WARC_PREFIX=a/b"], "WARC_PREFIX is letters"),
        (["annual_reports", "-a", "site=sz", "-L", "LOUD"], "LOG_LEVEL is one of"),
        (["annual_reports", "-a", "site"], "NAME=VALUE"),
        ([], "annual_reports"),
        (["another"], "another"),
    ],
)
def test_wrong_use_ends_with_2_one_line_and_no_traceback(tmp_path, arguments, word):
    process = _scrapy(*arguments, "-s", f"COLLECTION={tmp_path / 'c'}")
    assert process.returncode == 2, process.stderr
    assert word in process.stderr
    assert "Traceback" not in process.stderr
    assert not (tmp_path / "c").exists(), "nothing is written"


@pytest.mark.parametrize("name", ["c", "c/below", ""])
def test_a_collection_that_is_no_folder_is_wrong_use(tmp_path, name):
    (tmp_path / "c").write_text("a file where the folder should be")
    process = _scrapy("annual_reports", "-a", "site=sf", "-s", f"COLLECTION={name and tmp_path / name}")
    assert process.returncode == 2
    assert (str(tmp_path / "c") if name else "collections/shenzhen") in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_a_collection_that_cannot_be_written_ends_with_3_and_one_line():
    process = _scrapy("annual_reports", "-a", "site=sf", "-s", "COLLECTION=/proc/c")
    assert process.returncode == 3
    assert "/proc/c" in process.stderr
    assert len(process.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no gzip", gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo", mtime=0)[:-9]],
    ids=["nothing", "no gzip", "a torn record"],
)
def test_an_archive_without_a_response_replays_nothing_and_is_wrong_use(tmp_path, damaged):
    archive = tmp_path / "damaged.warc.gz"
    archive.write_bytes(damaged)
    process = _scrapy(
        "annual_reports", "-a", "site=sf", "-s", f"REPLAY={archive}", "-s", f"COLLECTION={tmp_path}/c"
    )
    assert process.returncode == 2
    assert "damaged.warc.gz holds no response" in process.stderr
    assert len(process.stderr.splitlines()) == 1
    assert not (tmp_path / "c").exists()


def test_a_replay_from_a_damaged_archive_tells_of_the_damage(tmp_path):
    with Replica() as site:
        crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    (archive,) = (tmp_path / "c" / "archive").iterdir()
    archive.write_bytes(archive.read_bytes()[:-100])
    process = crawl(tmp_path / "again", "-a", "site=sf", "-s", f"REPLAY={archive}")
    assert process.returncode == 1
    assert "FINDING archive.damage: the file ends inside a gzip member" in process.stderr


def test_what_is_quiet_without_a_terminal_shows_progress_on_one(tmp_path):
    with Replica() as site:
        settings = ["-s", f"COLLECTION={tmp_path / 'c'}", "-s", f"CONNECT_TO={site.connect_to}"]
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "annual_reports",
            "-a",
            "site=sz",
            *FAST,
            *settings,
        ]
        words = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
        process = subprocess.run(
            [sys.executable, "-c", words, *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert " reports · " in process.stdout


def test_a_wall_is_tried_again_later_and_the_page_behind_it_is_had(tmp_path):
    wall = {"path": "*/content/*", "fault": "challenge", "times": 2}
    with Replica(faults=[wall]) as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert process.returncode == 0, process.stderr
    assert len(lines(tmp_path / "c" / "reports.jsonl")) == 4


def test_a_host_that_shows_only_walls_is_left_alone_after_a_few(tmp_path):
    with Replica(faults=[{"path": "*/content/*", "fault": "challenge"}]) as site:
        settings = ("-s", "WALLS_PER_HOST=3", "-s", "DOWNLOAD_DELAY=0.1")
        process = crawl(tmp_path / "c", "-a", "site=sz", *settings, port=site.port)
        asked = [visit for visit in site.visits.all() if "/content/" in visit.target]
    assert process.returncode == 1
    assert 3 <= len(asked) <= 3 + 3, "three walls, and what was under way"
    rows = lines(last_run(tmp_path / "c") / "ledger.jsonl")
    assert [row for row in rows if row["outcome"] == "not-reached" and "left alone" in row.get("detail", "")]
    assert [row for row in rows if row["outcome"] == "blocked"]


def test_redirects_in_a_loop_are_walls_and_the_host_is_left_alone_after_a_few(tmp_path):
    with Replica(faults=[{"path": "*/content/*", "fault": "redirect-loop"}]) as site:
        process = crawl(tmp_path / "c", "-a", "site=sz", "-s", "WALLS_PER_HOST=3", port=site.port)
    assert process.returncode == 1
    rows = lines(last_run(tmp_path / "c") / "ledger.jsonl")
    blocked = [row for row in rows if row["outcome"] == "blocked"]
    assert {row["detail"] for row in blocked} == {"redirected in a loop"}
    assert [row for row in rows if "left alone" in row.get("detail", "")]


def test_a_page_that_leads_to_a_login_is_blocked_and_told_once(tmp_path):
    post = "/xxgk/xxgkml/ghjh/zfxxgkgzndbg/content/post_9544120.html"
    login = "<title>统一身份认证平台</title><form>用户登录<input type='password'></form>"
    faults = [
        {"path": post, "fault": "redirect", "location": "/sso/login?target=1"},
        {"path": "/sso/login*", "fault": "status", "status": 200, "body": login},
    ]
    with Replica(faults=faults) as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    (finding,) = [line for line in process.stderr.splitlines() if line.startswith("FINDING")]
    assert (
        finding
        == f"FINDING ledger.blocked: report blocked: leads to http://sf.sz.gov.cn/sso/login http://sf.sz.gov.cn{post}"
    )


def test_a_listing_that_is_a_wall_is_told_as_that_and_not_as_an_empty_one(tmp_path):
    listing = "/xxgk/xxgkml/ghjh/zfxxgkgzndbg/"
    busy = {"path": listing, "fault": "status", "status": 200, "body": "<title>系统繁忙</title>请稍后再试"}
    with Replica(faults=[busy]) as site:
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert "ledger.blocked: listing blocked" in process.stderr
    assert "listing.empty" not in process.stderr


def test_a_text_of_others_in_a_report_is_told_and_the_reading_before_is_kept(tmp_path):
    spam = "<p>葡京娱乐场官网，真人视讯百家乐，注册就送彩金</p>" * 9
    post = {"path": "*/content/post_9544120.html", "fault": "status", "status": 200, "body": spam}
    with Replica() as site:
        assert crawl(tmp_path / "c", "-a", "site=sf", port=site.port).returncode == 0
        before = (tmp_path / "c" / "reports.jsonl").read_bytes()
        site.faults.add(post)
        process = crawl(tmp_path / "c", "-a", "site=sf", port=site.port)
    assert process.returncode == 1
    assert "FINDING ledger.foreign: report foreign" in process.stderr
    assert (tmp_path / "c" / "reports.jsonl").read_bytes() == before


def test_a_run_whose_data_set_could_not_be_written_says_so(tmp_path):
    collection = tmp_path / "c"
    (collection / "changes.jsonl").mkdir(parents=True)
    with Replica() as site:
        process = crawl(collection, "-a", "site=sf", port=site.port)
    assert process.returncode == 3
    assert "Traceback" not in process.stderr
    assert process.stderr.startswith("FAILED: ")


def test_a_torn_data_set_is_told_and_the_run_goes_on_once_it_is_mended(tmp_path):
    collection = tmp_path / "c"
    collection.mkdir()
    (collection / "reports.jsonl").write_text('{"id": "torn')
    with Replica() as site:
        process = crawl(collection, "-a", "site=sf", port=site.port)
        assert process.returncode == 3
        assert process.stderr.startswith("FAILED: what earlier runs left cannot be read")
        (collection / "reports.jsonl").unlink()
        process = crawl(collection, "-a", "site=sf", port=site.port)
    assert process.returncode == 0, process.stderr
    assert len(list((collection / "runs").iterdir())) == 1


def test_a_run_heals_the_index_before_it_leans_on_it(tmp_path):
    collection = tmp_path / "c"
    with Replica() as site:
        crawl(collection, "-a", "site=sf", port=site.port)
        index = collection / "indexes" / "index.cdxj"
        index.write_bytes(index.read_bytes()[:2000])
        process = crawl(collection, "-a", "site=sf", port=site.port)
    assert process.returncode == 0, process.stderr
    assert {row["outcome"] for row in lines(last_run(collection) / "ledger.jsonl")} <= {
        "not-modified",
        "gone",
    }
