import pytest

from pipelines.extract import read_capture
from pipelines.section import numbered_heading
from tests.pipelines.pages import capture, portal


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


def test_headings_without_numbers_are_known_by_their_words_or_their_element():
    text = "<p>引言，根据条例编制。</p><h2>总体情况</h2><p>文</p><h3>亮点工作</h3><p>文</p><p>主动公开政府信息情况</p><p>文</p>"
    report = read_capture(capture(portal(text + "<p>本报告说明申请与复议情况。</p>"))).report
    assert [(s.heading, s.level) for s in report.sections] == [
        ("总体情况", 1),
        ("亮点工作", 2),
        ("主动公开政府信息情况", 1),
    ]
