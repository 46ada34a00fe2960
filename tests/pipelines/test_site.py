"""The site says what the data set says, in the browser too, and nothing from a page does harm."""

import json
import re
import time
from html.parser import HTMLParser

import pytest

from pipelines.__main__ import main
from pipelines.site.contents import page_of, read_contents
from pipelines.site.element import element, foreign, link_out, text
from pipelines.site.grid import table_of
from pipelines.site.names import name_of
from pipelines.site.outcomes import FAMILIES, year_of
from pipelines.site.report_place import replay_address
from pipelines.site.report_text import text_of_report
from pipelines.site.write import NotOurs, files_of, write_site
from tests.browser import CHROMIUM, Browser
from tests.pipelines.lines import line, number
from tests.replica.truth import truth

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp.exe\u2066"
RUN = {
    "schema": 1, "run": "20261123T090000Z", "started_at": "2026-11-23T09:00:00+00:00",
    "finished_at": "2026-11-23T09:03:05+00:00", "exit_status": 1, "reason": "finished", "reports": 3,
    "responses": 40, "bytes_archived": 1_500_000, "warcs": [], "outcomes": {"new": 40},
    "sites": {"sz": {"pages": 40, "reports": 3, "at_least": 0}},
    "findings": [{"rule": "ledger.gone", "message": "the listing was not had", "where": HOSTILE}],
}  # fmt: skip
CHANGE = {
    "schema": 1,
    "id": "www.sz.gov.cn/1",
    "url": "http://www.sz.gov.cn/1",
    "run": "20261123T090000Z",
    "change": "changed",
    "fields": [
        {"field": "title", "before": "旧", "after": HOSTILE},
        {"field": "statistics.reconsideration.total", "before": None, "after": 0},
    ],
    "before": None,
    "after": None,
}


def _applications(received, granted, *, year):
    values = [
        number("applications.received", received, "total"),
        number("applications.granted", granted, "total"),
    ]
    values += [
        number("applications.refused.state_secret", 2, "total"),
        number("applications.granted", 9, "other"),
    ]
    values += [number("applications.refused.third_party_rights", 3, "total")]
    return {"year": year, "statistics": {"format": "2021", "values": values}}


def _lines():
    return [
        line(1, **_applications(4411, 3000, year=2021)),
        line(2, **_applications(5000, 3500, year=2022)),
        line(3, year=2023),
        line(
            4,
            agency=HOSTILE,
            title=HOSTILE,
            body=f"{HOSTILE}\n一、总体情况\n{HOSTILE}",
            source="javascript:alert(3)",
            breadcrumbs=[HOSTILE],
            sections=[{"heading": "一、总体情况", "level": 1, "start": len(HOSTILE) + 1, "end": 90}],
            tables=[{"caption": HOSTILE, "section": 0, "rows": [[HOSTILE, "1"]]}],
            attachments=[
                {"title": HOSTILE, "url": 'http://x.cn/"><script>', "media_type": None, "capture": None}
            ],
            related=[{"title": "javascript:alert(4)", "url": "https://x.cn/javascript:"}],
            problems=[{"rule": "page.title", "message": HOSTILE}],
        ),
        line(5, id="www.sz.gov.cn/../../etc/passwd", year=None),
    ]


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    root = tmp_path_factory.mktemp("site") / "shenzhen"
    (root / "runs" / RUN["run"]).mkdir(parents=True)
    (root / "runs" / RUN["run"] / "run.json").write_text(json.dumps(RUN), "utf-8")
    (root / "runs" / "20261124T090000Z").mkdir()
    _write(root / "reports.jsonl", _lines())
    _write(root / "changes.jsonl", [CHANGE])
    return root


def _write(path, lines):
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")


@pytest.fixture(scope="module")
def site(collection):
    folder = collection.parent / "site"
    write_site(read_contents(collection), folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    with Browser() as running:
        yield running


class _Tags(HTMLParser):
    """Collects what a browser would make of the tags."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


# --- elements


def test_what_is_not_markup_is_escaped_once():
    assert element("p", "<b>&amp;") == "<p>&lt;b&gt;&amp;amp;</p>"
    assert element("p", element("b", "x")) == "<p><b>x</b></p>"
    assert element("p", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;"></p>'


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x"),
        *("data:text/html,x", "vbscript:x", "//evil.example/x y"),
    ],
)
def test_a_link_that_is_no_address_on_the_web_stays_text(address):
    assert "href" not in link_out(address)
    assert "href" not in element("a", "x", href=address)


def test_signs_that_turn_text_around_show_as_one_that_does_not():
    assert text("a\u202eb\u2066\x00\ud800") == "a\ufffdb\ufffd\ufffd\ufffd"
    assert foreign("深圳") == '<bdi lang="zh-CN">深圳</bdi>'


# --- files


def test_a_page_is_named_after_its_report_and_never_leads_out_of_its_folder():
    assert page_of("www.sz.gov.cn/1383075") == "www.sz.gov.cn_1383075.html"
    strange = page_of("www.sz.gov.cn/../../etc/passwd")
    assert "/" not in strange
    assert strange != page_of("www.sz.gov.cn/.._.._etc_passwd")


def test_the_same_collection_is_the_same_site(collection):
    contents = read_contents(collection)
    assert list(files_of(contents)) == list(files_of(contents))


def test_every_link_within_the_site_leads_to_a_file(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 4 + 5
    for page in pages:
        tags = _Tags(page.read_text("utf-8")).found
        ids = {attributes["id"] for _tag, attributes in tags if "id" in attributes}
        for tag, attributes in tags:
            address = attributes.get("href", "")
            if tag != "a" or address.startswith("http"):
                continue
            name, _, fragment = address.partition("#")
            assert not name or (page.parent / name).resolve().is_file(), (page, address)
            assert not fragment or name or fragment in ids, (page, address)


def test_nothing_is_loaded_from_anywhere(site):
    for page in site.rglob("*.html"):
        for tag, attributes in _Tags(page.read_text("utf-8")).found:
            assert "src" not in attributes
            assert tag not in ("img", "iframe", "object", "form")
            assert not {name for name in attributes if name.startswith("on") or name == "style"}
            assert tag != "link" or attributes["href"] == "data:,"


def test_every_page_has_one_script_which_is_ours(site):
    for page in site.rglob("*.html"):
        assert page.read_text("utf-8").count("<script") == 1
        assert "default-src 'none'" in page.read_text("utf-8")


def test_a_folder_that_holds_something_else_is_not_touched(collection, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotOurs, match="holds something else"):
        write_site(read_contents(collection), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_site_takes_the_place_of_the_one_before_and_leaves_nothing_of_it(collection, tmp_path):
    contents = read_contents(collection)
    write_site(contents, tmp_path / "out")
    (tmp_path / "out" / "reports" / "gone.html").write_text("old")
    write_site(contents, tmp_path / "out")
    assert not (tmp_path / "out" / "reports" / "gone.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("missing", ["collection", "reports"])
def test_without_a_data_set_the_command_ends_with_2_and_one_line(tmp_path, capsys, missing):
    root = tmp_path / "c"
    if missing == "reports":
        root.mkdir()
    assert main(["site", str(root), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


# --- what the pages say


def test_a_capture_is_led_to_where_a_replay_serves_it(site):
    assert replay_address("http://localhost:8080/c/", "2026-11-23T09:00:00.123456Z", "http://a.cn/x") == (
        "http://localhost:8080/c/20261123090000/http://a.cn/x"
    )
    page = (site / "reports" / page_of("www.sz.gov.cn/1")).read_text("utf-8")
    assert "annual-reports-20261123090000-00001-host.warc.gz" in page
    assert "http://localhost:8080/shenzhen/20261123090000/http://www.sz.gov.cn/" in page


def test_cells_that_span_are_one_cell_again_and_equal_numbers_stay_two():
    spanned = table_of([["甲项", "甲项", "乙项"], ["0", "0", "0"], ["丙项", "0", "0"]], None, 1)
    assert '<td colspan="2">甲项</td>' in spanned
    assert '<td colspan="2" class="number">0</td><td class="number">0</td>' in spanned
    plain = table_of([["一", "二"], ["0", "0"]], None, 1)
    assert "colspan" not in plain


def test_outcomes_are_counted_from_the_totals_and_what_is_not_stated_is_none():
    year = year_of(line(1, **_applications(4411, 3000, year=2021)))
    assert year.received == 4411
    assert year.outcomes["granted"] == 3000
    assert year.outcomes["refused"] == 5
    assert year.outcomes["unavailable"] is None
    assert year_of(line(1)).is_empty


def test_a_narrative_report_states_its_outcomes_as_wholes():
    names = ("received", "granted", "already_public", "partly_granted", "refused", "otherwise")
    values = [number(f"applications.{name}", count) for count, name in enumerate(names, 10)]
    year = year_of(line(1, statistics={"format": "narrative", "values": values}))
    assert (year.received, year.outcomes["granted"], year.outcomes["public"]) == (10, 11, 12)
    assert (year.outcomes["partly"], year.outcomes["refused"], year.outcomes["otherwise"]) == (13, 14, 15)


def test_every_number_of_the_forms_has_a_name_in_both_languages():
    values = [value for each in truth().values() for value in each.record["statistics"]["values"]]
    indicators = {value[0] for value in values if not value[0].startswith("table.")}
    assert len(indicators) > 80
    for indicator in sorted(indicators):
        chinese, english = name_of(indicator)
        assert re.search("[\u4e00-\u9fff]", chinese), indicator
        assert english != indicator
    assert name_of("table.依申请公开/收到申请数") == ("依申请公开 › 收到申请数",) * 2


def test_a_change_shows_what_stood_before_and_after_and_zero_is_not_nothing(site):
    page = (site / "changes.html").read_text("utf-8")
    assert '<bdi lang="zh-CN"><del>旧</del></bdi>' in page
    assert '<td>—</td><td><bdi lang="zh-CN"><ins>0</ins></bdi></td>' in page


# --- in the browser

PAGES = ["index.html", "figures.html", "changes.html", "health.html", f"reports/{page_of('www.sz.gov.cn/1')}",
         f"reports/{page_of('www.sz.gov.cn/4')}"]  # fmt: skip


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_screen_and_the_console_is_silent(browser, site, name, width):
    browser.complaints.clear()
    browser.requests.clear()
    browser.open(site / name, width=width)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.complaints == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []


def test_a_hostile_page_stays_text(browser, site):
    browser.complaints.clear()
    browser.open(site / "reports" / page_of("www.sz.gov.cn/4"))
    assert browser.evaluate("document.scripts.length") == 1
    assert browser.evaluate("document.querySelectorAll('img, [onerror], a[href^=javascript]').length") == 0
    shown = browser.evaluate("document.querySelector('h1').textContent")
    assert shown == HOSTILE.replace("\u202e", "\ufffd").replace("\u2066", "\ufffd")
    assert browser.complaints == []


def test_the_numbers_of_the_charts_are_those_of_the_data(browser, site):
    browser.open(site / "figures.html")
    drawn = browser.evaluate("""
        Array.from(document.querySelectorAll("figure[data-publisher='深圳市人民政府'] g")).map(g => ({
            year: +g.dataset.year,
            received: +(g.querySelector(".received") || {dataset: {value: "NaN"}}).dataset.value,
            pieces: Array.from(g.querySelectorAll("rect")).map(r => [
                r.dataset.outcome, +r.dataset.value,
                +r.getAttribute("width") / +g.closest("svg").dataset.scale,
                r.getBoundingClientRect().width])}))
    """)
    expected = {year.year: year for year in map(year_of, _lines()[:3])}
    assert [row["year"] for row in drawn] == [2021, 2022, 2023]
    for row in drawn:
        year = expected[row["year"]]
        assert year.received is None or row["received"] == year.received
        stated = {family.key: year.outcomes[family.key] for family in FAMILIES if year.outcomes[family.key]}
        assert {key: value for key, value, _width, _shown in row["pieces"]} == stated
        for _key, value, width, shown in row["pieces"]:
            assert width == pytest.approx(value, abs=0.1)
            assert shown > 0
    cells = (
        "Array.from(document.querySelectorAll('[data-publisher=深圳市人民政府] td')).map(d => d.textContent)"
    )
    assert browser.evaluate(cells) == ["4,411", "3,000", "5", "5,000", "3,500", "5", "—", "—", "—"]


def test_the_charts_have_words_for_who_cannot_see_them(browser, site):
    browser.open(site / "figures.html")
    label = browser.evaluate("document.querySelector('svg desc').textContent")
    assert label.startswith("2021: received 4411, Granted 3000")


@pytest.mark.parametrize("script", [True, False])
def test_the_language_is_switched_by_keyboard_with_and_without_scripts(browser, site, script):
    browser.open(site / "index.html", script=script)
    shown = "getComputedStyle(document.querySelector('h1 .{}')).display"
    browser.open(site / "index.html", script=True)
    browser.evaluate("localStorage.clear()")
    browser.open(site / "index.html", script=script)
    browser.evaluate("document.getElementById('to-zh').focus()")
    browser.press("ArrowRight", 39)
    assert browser.evaluate(shown.format("zh")) == "none"
    assert browser.evaluate(shown.format("en")) != "none"
    for _attempt in range(50):  # what one process of the browser stores reaches the next a little later
        browser.open(site / "health.html", script=script)
        remembered = browser.evaluate(shown.format("en")) == "inline"
        if remembered == script:
            break
        time.sleep(0.1)
    assert remembered == script, "remembered by the script alone"
    browser.open(site / "index.html", script=True)
    browser.evaluate("localStorage.clear()")


def test_a_publisher_is_found_by_typing(browser, site):
    browser.open(site / "index.html")
    browser.evaluate("f = document.getElementById('filter'); f.value = '深圳市'")
    browser.evaluate("f.dispatchEvent(new Event('input'))")
    shown = (
        "Array.from(document.querySelectorAll('[data-name]')).filter(r => !r.hidden).map(r => r.dataset.name)"
    )
    assert browser.evaluate(shown) == ["深圳市人民政府"]


def test_the_page_is_dark_where_that_is_wanted(browser, site):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    browser.open(site / "index.html", dark=True)
    dark = browser.evaluate(ground)
    browser.open(site / "index.html")
    assert dark != browser.evaluate(ground)


def test_a_page_prints(browser, site, tmp_path):
    for name in ("index.html", PAGES[-1]):
        browser.open(site / name)
        browser.print(tmp_path / "page.pdf")
        assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_the_stop_behind_a_heading_does_not_begin_its_text():
    body = "1.强化组织领导。全年培训83次。"
    sections = [{"heading": "1.强化组织领导", "level": 3, "start": 0, "end": len(body)}]
    text = str(text_of_report(line(1, body=body, sections=sections, tables=[])))
    assert ">1.强化组织领导。</h5>" in text
    assert "<p>全年培训83次。</p>" in text
