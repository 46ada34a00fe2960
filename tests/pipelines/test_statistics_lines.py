"""Fixed tables that come out as lines of text."""

import pytest

from pipelines.statistics import Span, read_statistics
from tests.pipelines import forms
from tests.pipelines.test_statistics_tables import Numbers, found, report


def cells(table, joint):
    """Print a table as a browser prints one whose markup is gone: every cell once, row by row."""
    lines = []
    above = [""] * 40
    for row in table.rows:
        line = []
        for column, cell in enumerate(row):
            is_number = cell.isdecimal()
            spans = not is_number and ((column and row[column - 1] == cell) or above[column] == cell)
            if not spans:
                line.append(cell)
        above = list(row) + [""] * 40
        lines.append(joint.join(line))
    return "\n".join(line for line in lines if line.strip())


@pytest.mark.parametrize("joint", ["\n", " ", "\t", "\n\n", " | ", "　"])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_cell_is_read_from_lines(form, joint):
    numbers = Numbers()
    tables = report(form, numbers)
    # a value that spans columns is printed once in a page, and so it is here
    body = "\n".join(["二、主动公开政府信息情况", *(cells(once(table), joint) for table in tables)])
    statistics = read_statistics(body, [])
    assert statistics.problems == ()
    assert statistics.format == form
    assert found(statistics) == numbers.expected
    for value in statistics.values:
        assert isinstance(value.evidence, Span)
        assert body[value.evidence.start : value.evidence.end] == str(value.value)


def once(table):
    """Keep the first of repeated value cells."""
    rows = []
    for row in table.rows:
        kept = list(row)
        for column in range(len(row) - 1, 0, -1):
            if row[column].isdecimal() and row[column] == row[column - 1]:
                kept[column] = ""
        rows.append(kept)
    return forms.table(rows)


def test_headings_broken_over_lines_are_joined():
    body = (
        "第二十条第(一)项\n信息内容\n本年新\n制作数量\n本年新\n公开数量\n对外公开总数量\n"
        "规章\n_\n_\n_\n规范性文件\n_\n3\n3"
    )
    statistics = read_statistics(body, [])
    assert statistics.format == "2019"
    assert found(statistics) == {
        ("proactive.rules.issued", None): None,
        ("proactive.rules.newly_published", None): None,
        ("proactive.rules.published_total", None): None,
        ("proactive.normative_documents.issued", None): None,
        ("proactive.normative_documents.newly_published", None): 3,
        ("proactive.normative_documents.published_total", None): 3,
    }


def test_a_row_that_lost_its_blank_cells_is_a_problem_and_no_guess():
    body = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n3\n15\n行政规范性文件\n1\n2\n3"
    statistics = read_statistics(body, [])
    assert {value.indicator.split(".")[1] for value in statistics.values} == {"normative_documents"}
    assert [problem.rule for problem in statistics.problems] == ["statistics.unaligned"]


def test_lines_fill_in_for_the_table_that_is_missing():
    numbers = Numbers()
    tables = report("2021", numbers)
    body = cells(tables[2], "\n")
    assert found(read_statistics(body, tables[:2])) == numbers.expected


@pytest.mark.parametrize("joint", ["\n", " | "])
def test_results_may_be_printed_once_with_the_blocks_down_the_side(joint):
    rows = [
        ["类别", *forms.RESULT_HEADINGS],
        ["行政复议", "1", "2", "3", "4", "10"],
        ["行政诉讼", "未经复议直接起诉", "5", "0", "0", "0", "5"],
        ["复议后起诉", "0", "6", "0", "1", "7"],
    ]
    read = found(read_statistics("\n".join(joint.join(row) for row in rows), []))
    assert [read[f"{block}.total", None] for block in forms.BLOCKS] == [10, 5, 7]
    assert len(read) == 15


def test_a_number_may_have_gaps_before_its_thousands_and_its_unit():
    body = "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1, 234 0 件 12\n行政规范性文件 1，234，567 3件 ２"
    assert list(found(read_statistics(body, [])).values()) == [1234, 0, 12, 1234567, 3, 2]


def test_a_row_may_have_its_group_before_its_label():
    numbers = Numbers()
    whole = forms.application_table(numbers)
    rows = [[" ".join(dict.fromkeys(row[:3])), *row[3:]] for row in whole.rows]
    body = "\n".join(" ".join(row) for row in rows)
    assert found(read_statistics(body, [])) == numbers.expected


def test_the_figures_stand_in_the_order_of_the_form():
    body = "\n".join(cells(table, "\n") for table in report("2021", Numbers()))
    first = [value.indicator.partition(".")[0] for value in read_statistics(body, []).values]
    assert list(dict.fromkeys(first)) == ["proactive", "applications", "reconsideration", "litigation"]


def test_seven_numbers_that_add_up_are_those_of_all_applicants_however_their_head_is_broken() -> None:
    head = "自然\n人\n法人或其他组织\n商业 总计\n企业\n科研\n机构\n社会公\n益组织\n法律服\n务机构\n其\n他\n"
    values = read_statistics(f"{head}一、本年新收政府信息公开申请数量 5 4 3 2 1 0 15", []).values
    assert [(value.applicant, value.value) for value in values] == list(
        zip(forms.APPLICANTS, (5, 4, 3, 2, 1, 0, 15), strict=True)
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1 234 0 0 0 0 766 2 000", [1234, 0, 0, 0, 0, 766, 2000]),
        ("12 345 0 0 0 0 357", [12, 345, 0, 0, 0, 0, 357]),
        ("1 234 0 0 0 0 766 2 001", []),
        ("1 234 0 0 0 1 234", []),
    ],
)
def test_thousands_with_a_gap_are_put_together_where_the_sum_says_so_and_else_are_no_numbers(
    printed, expected
) -> None:
    body = f"一、本年新收政府信息公开申请数量 {printed}\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n结果维持"
    statistics = read_statistics(body, [])
    received = [value for value in statistics.values if value.indicator == "applications.received"]
    assert [value.value for value in received] == expected
    assert [body[slice(*value.evidence)].replace(" ", "") for value in received] == [
        str(each) for each in expected
    ]
    assert [problem.rule for problem in statistics.problems] == ["statistics.unaligned"] * (not expected)
