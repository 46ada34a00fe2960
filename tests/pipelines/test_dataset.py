import json
from dataclasses import replace
from itertools import permutations

from pipelines.product import lines_of, merge
from tests.pipelines.pages import TEXT, TITLE, URL, capture, collect, portal

META = "http://www.sz.gov.cn/postmeta/p/1/1383/1383075.json"
MOBILE = URL.replace("/post_", "/mpost_")
CATALOGUE = "http://www.sz.gov.cn/gkmlpt/content/1/1383/post_1383075.html"


def nothing(url):
    return None


def archive(*captures):
    held = {each.url: each for each in captures}
    return held.get


def postmeta(**facts):
    known = {
        "id": 1383075,
        "title": TITLE,
        "content": TEXT,
        "source": "深圳市民政局",
        "publish_time": 1553483160,
    }
    return capture(json.dumps({**known, **facts}), url=META, head="Content-Type: application/json")


def test_the_copies_of_a_post_are_one_report_whatever_their_order():
    copies = [
        capture(portal(TEXT + "<p>旧</p>"), captured_at="2026-01-01T00:00:00Z"),
        capture(portal(TEXT + "<p>新</p>"), captured_at="2026-02-01T00:00:00Z"),
        capture(portal(TEXT + "<p>手机</p>"), url=MOBILE, captured_at="2026-03-01T00:00:00Z"),
        capture(portal(TEXT + "<p>目录</p>"), url=CATALOGUE, captured_at="2026-03-01T00:00:00Z"),
    ]
    for order in permutations(copies):
        (report,) = collect(order, nothing)
        assert report.body.endswith("新")
        assert report.url == URL


def test_a_copy_is_read_where_the_columns_page_is_no_report():
    (report,) = collect([capture("", status=404), capture(portal(), url=MOBILE)], nothing)
    assert (report.id, report.url) == ("www.sz.gov.cn/1383075", URL)


def test_an_index_that_shows_the_newest_report_adds_none():
    index = capture(portal(), url="http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/index.html")
    assert [report.url for report in collect([index, capture(portal())], nothing)] == [URL]
    assert [report.id for report in collect([index], nothing)] == [
        "www.sz.gov.cn/cn/xxgk/ndxxgkbg/index.html"
    ]


def test_reports_are_sorted_by_their_ids():
    urls = [URL.replace("1383075", number) for number in ("9", "10", "1")]
    reports = collect([capture(portal(), url=url) for url in urls], nothing)
    assert [report.id for report in reports] == ["www.sz.gov.cn/1", "www.sz.gov.cn/10", "www.sz.gov.cn/9"]


def test_a_date_that_the_page_does_not_have_is_taken_from_the_metadata():
    (report,) = collect([capture(portal(meta="来源：深圳市民政局"))], archive(postmeta()))
    assert report.published_at == "2019-03-25T11:06:00+08:00"
    (report,) = collect([capture(portal(meta="日期：2019-03-25"))], archive(postmeta()))
    assert report.published_at == "2019-03-25"


def test_a_contradiction_of_the_metadata_is_a_problem_and_the_page_wins():
    other = postmeta(title="另一个", source="某局", publish_time=1, content=TEXT.replace("12条", "13条"))
    (report,) = collect([capture(portal())], archive(other))
    found = {problem.rule: problem.message for problem in report.problems}
    assert {"crosscheck.title", "crosscheck.source", "crosscheck.published_at", "crosscheck.body"} <= set(
        found
    )
    assert TITLE in found["crosscheck.title"]
    assert "另一个" in found["crosscheck.title"]
    assert (report.title, report.source) == (TITLE, "深圳市民政局")


def test_metadata_that_cannot_be_read_is_a_problem_and_surrogates_are_none():
    (report,) = collect(
        [capture(portal())], archive(capture("[", url=META, head="Content-Type: application/json"))
    )
    assert [problem.rule for problem in report.problems] == ["crosscheck.postmeta"]
    (report,) = collect([capture(portal())], archive(postmeta(keywords="\ud83d", abstract="\ud83d")))
    assert report.problems == ()


def test_an_attachment_says_where_it_is_archived_and_takes_its_type_from_the_server():
    page = capture(
        portal(TEXT + '<p><a class="nfw-cms-attachment" attachment-id="1" href="/attachment/1">表</a></p>')
    )
    held = capture(b"%PDF", url="http://www.sz.gov.cn/attachment/1", head="Content-Type: application/pdf")
    problems = []
    (line,) = map(json.loads, lines_of(collect([page], archive(held)), problems))
    (attachment,) = line["attachments"]
    assert not problems
    assert attachment["media_type"] == "application/pdf"
    assert attachment["capture"] == held.to_json()
    (line,) = map(json.loads, lines_of(collect([page], nothing), []))
    assert line["attachments"][0]["capture"] is None


def test_a_line_that_fails_the_schema_is_a_problem_in_its_place():
    (report,) = collect([capture(portal())], nothing)
    problems = []
    assert not list(lines_of([replace(report, year=20180)], problems))
    assert [(problem.rule, problem.where) for problem in problems] == [("schema", report.id)]


def _line(number, day, text, url=None):
    place = {"captured_at": f"2026-01-{day:02}", "warc": "a.warc.gz", "offset": day}
    return {"id": number, "url": url or number, "title": number, "year": 2020, "capture": place, "body": text}


def _address(line):
    return line["url"]


def _merged(before, now):
    held = {line["id"]: line for line in before}
    return [(number, side[number]["body"]) for number, side in merge(held, now, _address).items()]


def test_the_newest_reading_of_every_report_stays():
    before = [_line("b", 2, "old"), _line("a", 1, "old"), _line("c", 9, "newer")]
    now = {"b": _line("b", 2, "read again"), "c": _line("c", 3, "older"), "d": _line("d", 1, "new")}
    assert _merged(before, now) == [("a", "old"), ("b", "read again"), ("c", "newer"), ("d", "new")]


def test_a_newer_copy_does_not_replace_the_columns_own_page_of_a_run_before():
    own, copy = _line("b", 1, "its own", URL), _line("b", 2, "a copy", MOBILE)
    assert _merged([own], {"b": copy}) == [("b", "its own")]
    assert _merged([copy], {"b": own}) == [("b", "its own")]


def test_an_index_that_showed_a_report_gives_way_to_its_post_of_a_later_run():
    index = {**_line("h/index.html", 1, "index", URL), "title": "x"}
    post = {**_line("h/12", 2, "post", URL), "title": "x"}
    assert _merged([index], {"h/12": post}) == [("h/12", "post")]
