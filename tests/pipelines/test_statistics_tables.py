"""The fixed tables of the 2019 and 2021 forms."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from pipelines.statistics import Cell, Statistics, read_statistics
from pipelines.statistics.disputes import IN_ORDER
from pipelines.table import Table
from tests.pipelines import forms

Key = tuple[str, str | None]


class Numbers:
    """Gives every cell a number of its own and remembers it."""

    def __init__(self) -> None:
        self.expected: dict[Key, int | float | None] = {}

    def __call__(self, indicator: str, applicant: str | None) -> str:
        self.expected[indicator, applicant] = 100 + len(self.expected)
        return str(100 + len(self.expected) - 1)


def found(statistics: Statistics) -> dict[Key, int | float | None]:
    return {(value.indicator, value.applicant): value.value for value in statistics.values}


def report(form: str, fill: Callable[[str, str | None], str]) -> list[Table]:
    if form == "2021":
        return [forms.proactive_2021(fill), forms.application_table(fill), forms.dispute_table(fill)]
    rows = forms.ROWS_2019
    return [forms.proactive_2019(fill), forms.application_table(fill, rows), forms.dispute_table(fill)]


@pytest.fixture(params=["2019", "2021"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_cell_of_a_form_is_read(form: str) -> None:
    numbers = Numbers()
    statistics = read_statistics("", report(form, numbers))
    assert statistics.format == form
    assert found(statistics) == numbers.expected
    assert statistics.problems == ()


def test_evidence_names_the_cell_that_holds_the_number(form: str) -> None:
    tables = report(form, Numbers())
    for value in read_statistics("", tables).values:
        assert isinstance(value.evidence, Cell)
        assert tables[value.evidence.table].rows[value.evidence.row][value.evidence.column] == str(
            value.value
        )


def test_three_tables_merged_into_one_are_still_three(form: str) -> None:
    numbers = Numbers()
    merged = forms.table([row for table in report(form, numbers) for row in table.rows])
    assert found(read_statistics("", [merged])) == numbers.expected


def test_tables_that_print_their_headings_down_the_side_are_read(form: str) -> None:
    numbers = Numbers()
    tables = [forms.table(zip(*table.rows, strict=True)) for table in report(form, numbers)]
    statistics = read_statistics("", tables)
    assert found(statistics) == numbers.expected
    for value in statistics.values:
        assert isinstance(value.evidence, Cell)
        assert tables[value.evidence.table].rows[value.evidence.row][value.evidence.column] == str(
            value.value
        )


@pytest.mark.parametrize("at", range(4, 27))
def test_an_application_table_cut_in_two_continues_without_headings(at: int) -> None:
    numbers = Numbers()
    whole = forms.application_table(numbers)
    parts = [Table(None, None, whole.rows[:at]), Table(None, None, whole.rows[at:])]
    assert found(read_statistics("", parts)) == numbers.expected


@pytest.mark.parametrize("at", range(4, 27))
def test_an_application_table_may_repeat_its_headings(at: int) -> None:
    numbers = Numbers()
    whole = forms.application_table(numbers)
    parts = [Table(None, None, whole.rows[:at]), Table(None, None, whole.rows[:3] + whole.rows[at:])]
    assert found(read_statistics("", parts)) == numbers.expected


@pytest.mark.parametrize("missing", forms.APPLICANTS)
def test_a_column_may_be_missing(missing: str) -> None:
    numbers = Numbers()
    column = 3 + forms.APPLICANTS.index(missing)
    table = forms.application_table(numbers)
    cut = Table(None, None, tuple(row[:column] + row[column + 1 :] for row in table.rows))
    expected = {key: value for key, value in numbers.expected.items() if key[1] != missing}
    assert found(read_statistics("", [cut])) == expected


@pytest.mark.parametrize("missing", range(len(forms.ROWS_2021)))
def test_a_row_may_be_missing(missing: int) -> None:
    numbers = Numbers()
    rows = forms.ROWS_2021[:missing] + forms.ROWS_2021[missing + 1 :]
    assert found(read_statistics("", [forms.application_table(numbers, rows)])) == numbers.expected


def test_labels_that_do_not_span_their_columns_leave_the_numbers_in_order() -> None:
    numbers = Numbers()
    table = forms.application_table(numbers)
    heads = [list(row) for row in table.rows[:3]]
    body = [list(dict.fromkeys(row[:3])) + list(row[3:]) for row in table.rows[3:]]
    assert found(read_statistics("", [forms.table(heads + body)])) == numbers.expected


def test_rows_whose_group_label_is_not_repeated_are_read() -> None:
    numbers = Numbers()
    table = forms.application_table(numbers)
    rows = [list(row) for row in table.rows]
    for above, row in pairwise(rows):
        if row[0] == above[0] or not above[0]:
            row[0] = "" if row[0].startswith("三") else row[0]
    assert found(read_statistics("", [forms.table(rows)])) == numbers.expected


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "/",
        "-",
        "—",
        "——",
        "－",
        "‐",
        "ー",
        "⸺",
        "∕",
        "╱",
        "无",
        "\u3000",
        "\xa0",
        "_",
        "、".strip("、"),
    ],
)
def test_a_cell_left_blank_or_struck_out_is_null(printed: str) -> None:
    tables = report("2021", lambda _indicator, _applicant: printed)
    statistics = read_statistics("", tables)
    assert {value.value for value in statistics.values} <= {None}
    assert statistics.problems == ()


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("12", 12, "件"),
        ("１２", 12, "件"),
        ("1 2", 12, "件"),
        ("1,234", 1234, "件"),
        ("1，234，567", 1234567, "件"),
        ("12件", 12, "件"),
        ("12 宗", 12, "宗"),
        ("0", 0, "件"),
        ("零", 0, "件"),
        ("\u200b7", 7, "件"),
        ("12（宗）", 12, "宗"),
    ],
)
def test_a_number_is_read_however_it_is_written(printed: str, value: int, unit: str) -> None:
    tables = [forms.application_table(lambda _indicator, _applicant: printed)]
    assert {(figure.value, figure.unit) for figure in read_statistics("", tables).values} == {(value, unit)}


@pytest.mark.parametrize("printed", ["详见附件", "约20", "12%", "1、2", "2021年", "O", "见上表", "3/4"])
def test_a_cell_that_is_no_number_is_null_and_a_problem(printed: str) -> None:
    statistics = read_statistics("", [forms.dispute_table(lambda _indicator, _applicant: printed)])
    assert {value.value for value in statistics.values} <= {None}
    assert {problem.rule for problem in statistics.problems} <= {"statistics.cell"}


def test_numbers_have_the_unit_of_their_heading_or_their_cell() -> None:
    amounts = {"proactive.fees.amount": "12.50", "proactive.procurement.amount": "3.5万元"}

    def fill(indicator: str, _applicant: str | None) -> str:
        return amounts.get(indicator, "1")

    read = {
        value.indicator: (value.value, value.unit)
        for form in ("2019", "2021")
        for value in read_statistics("", report(form, fill)).values
    }
    assert read["proactive.fees.amount"] == (12.5, "万元")
    assert read["proactive.procurement.amount"] == (3.5, "万元")
    assert read["proactive.procurement.items"] == (1, "项")
    assert read["proactive.fees.items_last_year"] == (1, "项")
    assert read["proactive.licensing.decisions"] == (1, "件")
    assert read["proactive.rules.issued"] == (1, "件")
    assert read["reconsideration.total"] == (1, "件")


@pytest.mark.parametrize(
    ("printed", "value"), [("+3", 3), ("-2", -2), ("增加3", 3), ("减少 2", -2), ("↓1", -1), ("-", None)]
)
def test_an_increase_or_decrease_has_its_sign(printed: str, value: int | None) -> None:
    statistics = read_statistics("", [forms.proactive_2019(lambda _indicator, _applicant: printed)])
    assert found(statistics)["proactive.licensing.change", None] == value


def test_the_headings_decide_the_form_and_nothing_else() -> None:
    body = "根据国办公开办函〔2021〕30号要求,公布2021年度报告。"
    assert read_statistics(body, report("2019", Numbers())).format == "2019"
    assert read_statistics("2019年度 国办公开办函〔2019〕60号", report("2021", Numbers())).format == "2021"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("3.危及“三安全一稳定”", "（3）危及‘三安全、一稳定’"),
        ("3.危及“三安全一稳定”", '③ 危及"三安全一稳定"'),
        ("2.其他法律行政法规禁止公开", "2、其他法律、行政法规禁止公开的"),
        ("4.保护第三方合法权益", "4保护第三方 合法权益"),
        ("1.信访举报投诉类申请", "1．信访、举报、投诉类申请"),
        ("二、上年结转政府信息公开申请数量", "二、 上一年度结转政府信息公开申请数量"),
        ("四、结转下年度继续办理", "四 结转下年度继续办理"),
        ("(七)总计", "(七)合计"),
        ("1.本机关不掌握相关政府信息", "1.本机关 不掌握相关 政府信息"),
        ("自然人", "自 然 人"),
        ("商业企业", "商业 企业"),
        ("社会公益组织", "社会公益 组织"),
        ("总计", "合计"),
        ("结果维持", "结果 维持"),
        ("未经复议直接起诉", "未经复议 直接起诉"),
        ("本年制发件数", "本年 制发件数"),
        ("本年制发件数", "本年度制发件数"),
        ("本年处理决定数量", "本年度处理决定数量"),
        ("行政规范性文件", "规范性文件"),
        ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
    ],
)
def test_labels_are_known_in_other_spellings(right: str, wrong: str) -> None:
    numbers = Numbers()
    tables = [
        Table(
            None, None, tuple(tuple(wrong if cell == right else cell for cell in row) for row in table.rows)
        )
        for table in report("2021", numbers)
    ]
    assert found(read_statistics("", tables)) == numbers.expected


def test_figures_printed_twice_are_kept_once_and_a_contradiction_is_a_problem() -> None:
    numbers = Numbers()
    tables = report("2021", numbers)
    assert found(read_statistics("", tables * 2)) == numbers.expected
    other = [forms.dispute_table(lambda _indicator, _applicant: "7")]
    statistics = read_statistics("", tables + other)
    assert found(statistics) == numbers.expected
    assert {problem.rule for problem in statistics.problems} == {"statistics.conflict"}
    assert len(statistics.problems) == len(forms.BLOCKS) * len(forms.RESULTS)


def test_prose_beside_tables_adds_nothing() -> None:
    body = "三、收到和处理政府信息公开申请情况\n全年共受理政府信息公开申请16件,其中予以公开2件。"
    numbers = Numbers()
    assert found(read_statistics(body, report("2021", numbers))) == numbers.expected


def test_tables_of_other_things_give_nothing() -> None:
    tables = [
        forms.table([["姓名", "总计", "其他"], ["张三", "3", "4"]]),
        forms.table([["项目", "规章", "行政许可"], ["数量", "3", "4"]]),
        forms.table([["信息公开", "部分公开", "1", "2", "3", "4", "5", "6"]]),
        forms.table([]),
        forms.table([[]]),
    ]
    assert read_statistics("", tables) == Statistics(None, ())


def test_values_that_span_other_columns_than_their_headings_are_told_apart() -> None:
    """In a report of another city the second heading spans two columns, below it the first value does."""
    heads = ["信息内容", "上一年项目数量", "本年增/减", "本年增/减", "处理决定数量"]
    rows = [
        heads,
        ["行政许可", "5", "5", "7", "9"],
        ["行政处罚", "4", "4", "4", "8"],
        ["行政强制", "1", "2", "2", "3"],
    ]
    read = found(read_statistics("", [forms.table(rows)]))
    assert [
        read[f"proactive.licensing.{name}", None] for name in ("items_last_year", "change", "decisions")
    ] == [5, 7, 9]
    assert [
        read[f"proactive.penalties.{name}", None] for name in ("items_last_year", "change", "decisions")
    ] == [4, 4, 8]
    assert [
        read[f"proactive.coercion.{name}", None] for name in ("items_last_year", "change", "decisions")
    ] == [1, 2, 3]


@pytest.mark.parametrize("kind", range(3))
def test_headings_and_values_may_span_several_columns_each(form: str, kind: int) -> None:
    """Word lays a table over a finer grid than its columns: what is one column to a reader are three."""
    numbers = Numbers()
    tables = report(form, numbers)
    rows = [
        [cell for at, cell in enumerate(row) for _ in range(1 + (at * 7 + kind) % 3)]
        for row in tables[kind].rows
    ]
    tables[kind] = forms.table(rows)
    statistics = read_statistics("", tables)
    assert found(statistics) == numbers.expected
    assert statistics.problems == ()


def test_values_that_cannot_be_told_apart_below_their_headings_are_left_out() -> None:
    """The second heading stands above two values that are equal to their neighbours."""
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "5", "5"],
        ["行政规范性文件", "1", "2", "2", "3"],
    ]
    statistics = read_statistics("", [forms.table(rows)])
    assert {value.indicator.split(".")[1] for value in statistics.values} == {"normative_documents"}
    assert [problem.rule for problem in statistics.problems] == ["statistics.unaligned"]


@pytest.mark.parametrize("blank", ["", "/", "—"])
def test_a_title_with_blank_cells_is_no_row_of_its_own(blank: str) -> None:
    numbers = Numbers()
    rows = [list(row)[2:] for row in forms.application_table(numbers).rows]
    at = next(number for number, row in enumerate(rows) if "逾期不补正" in row[0])
    rows.insert(at, ["(六)其他处理"] + [blank] * 7)
    assert found(read_statistics("", [forms.table(rows)])) == numbers.expected


def test_values_may_begin_elsewhere_than_their_headings_if_all_rows_agree_where() -> None:
    """Each heading stands half above the column before it: only the rows together say where columns begin."""
    numbers = Numbers()
    whole = forms.application_table(numbers)
    rows = []
    for at, row in enumerate(whole.rows):
        widths = [2] * 7 if at < 3 else [3, *[2] * 5, 1]
        rows.append(
            [*row[:3], *(cell for cell, width in zip(row[3:], widths, strict=True) for _ in range(width))]
        )
    rows[7][3:] = ["0"] * 14  # a row that by itself says nothing of the columns
    expected = {
        key: 0 if key[0] == "applications.refused.state_secret" else value
        for key, value in numbers.expected.items()
    }
    assert found(read_statistics("", [forms.table(rows)])) == expected


def test_a_label_may_have_its_group_before_it() -> None:
    numbers = Numbers()
    whole = forms.application_table(numbers)
    rows = [["".join(dict.fromkeys(row[1:3])), *row[3:]] for row in whole.rows]
    assert found(read_statistics("", [forms.table(rows)])) == numbers.expected


def test_results_whose_row_is_left_blank_are_null_unless_the_next_table_has_them() -> None:
    blank = forms.dispute_table(lambda _name, _who: "")
    values = read_statistics("", [blank]).values
    assert [(value.indicator, value.value) for value in values] == [(name, None) for name in IN_ORDER]
    numbers = forms.table([["3"] * 15])
    assert {value.value for value in read_statistics("", [blank, numbers]).values} == {3}
