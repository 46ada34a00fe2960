import pytest

from pipelines.extract import read_capture
from pipelines.section import numbered_heading
from tests.pipelines.pages import TEXT, capture, portal


@pytest.mark.parametrize(
    ("line", "heading", "level"),
    [
        ("一、概述", "一、概述", 1),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议、行政诉讼情况", 1),
        ("（二）突出“标准化规范化”，大力推进“五公开”", "（二）突出“标准化规范化”，大力推进“五公开”", 2),
        ("(一)主动公开情况：", "(一)主动公开情况", 2),
        (
            "1.着力强化组织领导。深圳市坚持把公开透明作为政府工作的基本制度，2018年6月……。",
            "1.着力强化组织领导",
            3,
        ),
        ("（一）主动公开情况。2021年，我局主动公开信息12条。", "（一）主动公开情况", 2),
        ("（二）依申请公开情况：收到申请2件。", "（二）依申请公开情况", 2),
        ("一、概述：2020年，我局主动公开信息10条。", "一、概述", 1),
        ("（一）主动公开情况 全年主动公开政府信息10条。", "（一）主动公开情况", 2),
        ("第三部分 收到和处理情况。全年收到申请2件。", "第三部分 收到和处理情况", 1),
        ("（1）明确责任", "（1）明确责任", 4),
        ("2）网站建设", "2）网站建设", 4),
        ("第一部分 概述", "第一部分 概述", 1),
    ],
)
def test_a_numbered_heading_has_its_level(line, heading, level):
    assert numbered_heading(line) == (heading, level)


@pytest.mark.parametrize(
    "line",
    [
        "1.网络申请12件；",
        "1.网络申请12件，占30%。",
        "1.网络申请：共收到12件，办结12件。",
        "（一）规章：3件。",
        "2018.12",
        "一是更好发挥政务公开功能作用。",
        "1",
        "（一）",
        "2018年工作平稳。",
        "（三）2023年我局通过门户网站、公报、微博和微信等多种渠道向社会主动公开各类政府信息，其中门户网站为主要渠道",
    ],
)
def test_what_only_has_a_number_is_no_heading(line):
    assert numbered_heading(line) is None


def test_a_section_reaches_to_the_next_of_its_level_or_above():
    text = "<p>引言</p><p>一、概述</p><p>（一）甲情况</p><p>文</p><p>（二）乙情况</p><p>二、主动公开</p><p>尾</p>"
    report = read_capture(capture(portal(text + "<p>三、依申请公开</p><p>四、复议诉讼</p>"))).report
    told = [(s.heading, s.level, report.body[s.start : s.end]) for s in report.sections[:4]]
    assert told == [
        ("一、概述", 1, "一、概述\n（一）甲情况\n文\n（二）乙情况"),
        ("（一）甲情况", 2, "（一）甲情况\n文"),
        ("（二）乙情况", 2, "（二）乙情况"),
        ("二、主动公开", 1, "二、主动公开\n尾"),
    ]
    assert report.sections[-1].end == len(report.body)


@pytest.mark.parametrize(
    "bold",
    [
        "<p><strong>（一）聚焦服务，提升效能</strong>深圳市围绕目标，持续推进各项工作。</p>",
        "<p><span><b>（一）</b></span><b>聚焦服务，提升效能</b><span>深圳市围绕目标，持续推进各项工作。</span></p>",
        "<p>　　<span><b><span>（一）聚焦服务，提升效能</span></b></span><span>深圳市围绕目标，持续推进各项工作。</span></p>",
        "<p><b>（一）</b><b>聚焦服务，提升效能</b>深圳市围绕目标，持续推进各项工作。</p>",
        "上文。<br><b>（一）聚焦服务，提升效能</b>深圳市围绕目标，持续推进各项工作。<br>",
    ],
)
def test_bold_words_are_a_heading_though_they_run_into_their_text(bold):
    report = read_capture(capture(portal(TEXT + bold))).report
    assert report.sections[-1].heading == "（一）聚焦服务，提升效能"
    assert report.body.endswith("（一）聚焦服务，提升效能深圳市围绕目标，持续推进各项工作。")


def test_bold_words_leave_no_trace_in_cells():
    cells = (
        "<table><tr><td><b>一、</b>本年新收</td><td><b>1</b>2</td></tr><tr><td>甲</td><td>3</td></tr></table>"
    )
    assert read_capture(capture(portal(TEXT + cells))).report.tables[-1].rows[0] == ("一、本年新收", "12")


def test_headings_without_numbers_are_known_by_their_words_or_their_element():
    text = "<p>引言，根据条例编制。</p><h2>总体情况</h2><p>文</p><h3>亮点工作</h3><p>文</p><p>主动公开政府信息情况</p><p>文</p>"
    report = read_capture(capture(portal(text + "<p>本报告说明申请与复议情况。</p>"))).report
    assert [(s.heading, s.level) for s in report.sections] == [
        ("总体情况", 1),
        ("亮点工作", 2),
        ("主动公开政府信息情况", 1),
    ]


ENTRIES = ("一、概述", "二、主动公开政府信息情况", "三、依申请公开政府信息情况", "四、复议和诉讼情况")


@pytest.mark.parametrize(
    "contents",
    [
        "<p>目　录</p>" + "".join(f"<p>{entry}</p>" for entry in ENTRIES),
        "".join(f"<p><a href='#part{at}'>{entry}</a></p>" for at, entry in enumerate(ENTRIES)),
        "<ul>" + "".join(f"<li>{entry}……………{at}</li>" for at, entry in enumerate(ENTRIES, 2)) + "</ul>",
        "<br>".join(f"{entry} {at}" for at, entry in enumerate(ENTRIES, 2)),
    ],
)
def test_a_table_of_contents_has_no_sections_of_its_own(contents):
    report = read_capture(capture(portal(contents + TEXT))).report
    assert [section.heading for section in report.sections] == list(ENTRIES)
    assert report.body[report.sections[0].start :].startswith("一、概述\n2018年工作平稳。")


@pytest.mark.parametrize(
    "broken",
    [
        "<p><b>三、收到和处理政府信息公开</b></p><p><b>申请情况</b></p>",
        "<p>三、收到和处理政府<br>信息公开申请情<br>况</p>",
        "<h2>三、收到和处理政府信息公开申请</h2><h2>情况</h2>",
        "<p>三、行政机关</p><p>收到和处理政府信息公开申请情况</p>",
    ],
)
def test_a_heading_broken_over_lines_is_one_line(broken):
    report = read_capture(capture(portal(TEXT + broken + "<p>本年度没有申请。</p>"))).report
    last = report.sections[-1]
    assert last.heading.replace("行政机关", "") == "三、收到和处理政府信息公开申请情况"
    assert report.body[last.start : last.end] == f"{last.heading}\n本年度没有申请。"


@pytest.mark.parametrize(
    "below", ["无", "主动公开情况", "主动公开工作情况", "（一）申请情况", "申请12件", "本年度没有这类情况。"]
)
def test_what_stands_below_a_heading_is_no_part_of_it(below):
    report = read_capture(capture(portal(TEXT + f"<p>五、工作机构和人员</p><p>{below}</p>"))).report
    assert "五、工作机构和人员" in [section.heading for section in report.sections]
