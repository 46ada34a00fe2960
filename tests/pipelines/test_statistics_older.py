"""The table 统计指标 / 单位 / 统计数 of reports before 2019, cut in two, signed, or printed as lines."""

import pytest

from pipelines.statistics import Span, read_statistics
from tests.pipelines import forms

HEADS = ["统计指标", "单位", "统计数"]
ROWS = [
    ["三、依申请公开情况", "", ""],
    ["(一)收到申请数", "件", "12"],
    ["1.当面申请数", "件", "7"],
    ["2.网络申请数", "件", "5"],
    ["(二)申请答复数", "件", "11"],
    ["1.不同意公开答复数", "件", "3"],
    ["其中：涉及国家秘密", "件", "1"],
    ["涉及商业秘密", "件", "2"],
    ["四、行政复议数量", "件", "/"],
]
EXPECTED = {
    "table.依申请公开情况/收到申请数": 12,
    "table.依申请公开情况/收到申请数/当面申请数": 7,
    "table.依申请公开情况/收到申请数/网络申请数": 5,
    "table.依申请公开情况/申请答复数": 11,
    "table.依申请公开情况/申请答复数/不同意公开答复数": 3,
    "table.依申请公开情况/申请答复数/不同意公开答复数/涉及国家秘密": 1,
    "table.依申请公开情况/申请答复数/不同意公开答复数/涉及商业秘密": 2,
    "table.行政复议数量": None,
}


def found(statistics):
    return {value.indicator: value.value for value in statistics.values}


@pytest.mark.parametrize("heads", [[], [HEADS]])
@pytest.mark.parametrize("at", range(1, len(ROWS)))
def test_a_table_cut_in_two_goes_on_where_it_ended(at, heads):
    tables = [forms.table([HEADS, *ROWS[:at]]), forms.table([*heads, *ROWS[at:]])]
    assert found(read_statistics("", tables)) == EXPECTED


def test_who_filled_the_table_in_is_no_row_of_it():
    signed = [
        ["单位负责人：张三", "审核人：李四", "填报人：王五"],
        ["联系电话：0755-83332222", "", "填报日期：2018年2月1日"],
    ]
    statistics = read_statistics("", [forms.table([HEADS, *ROWS, *signed])])
    assert found(statistics) == EXPECTED
    assert statistics.problems == ()


@pytest.mark.parametrize("joint", ["\n", " ", "\t", " | "])
@pytest.mark.parametrize("heads", [HEADS, ["统 计 指 标", "单 位", "统 计 数"]])
def test_its_cells_may_be_lines_of_text(joint, heads):
    rows = [joint.join(cell for cell in row if cell) for row in [heads, *ROWS]]
    body = "\n".join(
        [
            "五、行政复议情况。",
            "政府信息公开情况统计表",
            *rows,
            "单位负责人:张三",
            "六、存在的问题",
            "共3条。",
        ]
    )
    statistics = read_statistics(body, [])
    assert statistics.format == "table"
    assert found(statistics) == EXPECTED
    for value in statistics.values:
        assert isinstance(value.evidence, Span)
        assert value.unit == "件"
        if value.value is not None:
            assert body[value.evidence.start : value.evidence.end] == str(value.value)


def test_a_line_left_blank_is_null_and_two_numbers_are_a_problem():
    body = "统计指标\n单位\n统计数\n一、收到申请数\n件\n二、申请办结数\n件\n3\n4\n三、举报投诉数量\n件\n5"
    statistics = read_statistics(body, [])
    assert found(statistics) == {"table.收到申请数": None, "table.举报投诉数量": 5}
    assert [problem.rule for problem in statistics.problems] == ["statistics.unaligned"]
