"""Whatever a page holds, its numbers are read or named as a problem: nothing is raised, nothing invented."""

import re
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contact import read_contact
from pipelines.identities import broken
from pipelines.statistics import Cell, read_statistics
from pipelines.statistics.number import read_number
from pipelines.statistics.proactive import COLUMNS
from tests.pipelines import forms
from tests.pipelines.test_statistics_tables import Numbers, found

LABELS = sorted(
    {
        *COLUMNS,
        *(label for _, labels in forms.ROWS_2021 for label in labels),
        *forms.APPLICANT_HEADINGS,
        *forms.RESULT_HEADINGS,
        *("规章", "行政规范性文件", "行政许可", "行政处罚", "行政事业性收费", "政府集中采购", "信息内容"),
        *(
            "行政复议",
            "行政诉讼",
            "未经复议直接起诉",
            "复议后起诉",
            "法人或其他组织",
            "申请人情况",
            forms.CORNER,
        ),
        *("统计指标", "单位", "统计数", "(一)收到申请数", "其中:当面申请数", "1.网络申请数", "条"),
    }
)
CELLS = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from(["", "/", "-", "—", "无", "1 2", "1,234", "３", "12件", "3.5万元", "12%", "见附件"]),
    st.integers(0, 10**7).map(str),
    st.text(max_size=12),
)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=12), max_size=12).map(forms.table)
WORDS = st.sampled_from(
    [
        *(
            "收到",
            "政府信息公开",
            "申请",
            "答复",
            "共",
            "其中",
            "网络",
            "信函",
            "分别为",
            "和",
            "、",
            "占",
            "12.5%",
            "(",
            ")",
            ":",
        ),
        *(
            "行政复议",
            "行政诉讼",
            "维持",
            "被依法纠错",
            "其他",
            "情形",
            "主动公开",
            "政府信息",
            "通过",
            "政府网站",
            "微博微信",
        ),
        *(
            "12宗",
            "3件",
            "1,234条",
            "1.2万条",
            "100余件",
            "2018年",
            "〔2019〕60号",
            "0755-88102842",
            "12345热线",
            "同比增长20件",
        ),
        *(
            "。",
            ",",
            ";",
            "\n",
            "\n三、依申请公开情况\n",
            "\n二、主动公开政府信息情况\n",
            "\n五、行政复议诉讼情况\n",
        ),
        *(
            "如对本报告有疑问",
            "请与",
            "某局办公室",
            "联系",
            "地址:",
            "邮编",
            "518035",
            "电话:",
            "传真",
            "电子邮箱:",
            "a@b.cn",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=60).map("".join),
    st.lists(CELLS, max_size=60).map("\n".join),
)


@given(st.lists(GRIDS, max_size=4), TEXTS)
@settings(max_examples=200, deadline=None)
def test_nothing_is_raised_and_every_number_stands_at_its_evidence(tables, body):
    statistics = read_statistics(body, tables)
    broken(statistics)
    statistics.to_json()
    for value in statistics.values:
        where = value.evidence
        if isinstance(where, Cell):
            printed = tables[where.table].rows[where.row][where.column]
            reading = read_number(printed)
            assert value.value == (reading.value if reading else None)
        else:
            printed = body[where.start : where.end]
        if value.value is not None:
            assert (
                digits_of(value.value) in re.sub(r"[\s,]", "", normalize("NFKC", printed)) or "万" in printed
            )


def digits_of(value):
    return "" if value == 0 else f"{abs(value):g}" if isinstance(value, float) else str(abs(value))


@given(TEXTS, st.lists(GRIDS, max_size=2), st.sampled_from([None, "深圳市某局", "某市"]))
@settings(max_examples=200, deadline=None)
def test_a_contact_stands_within_the_report(body, tables, agency):
    contact = read_contact(body, tables, agency)
    if contact is None:
        return
    contact.to_json()
    if not isinstance(contact.evidence, Cell):
        passage = normalize("NFKC", body[contact.evidence.start : contact.evidence.end])
        for number in (*contact.phones, *contact.faxes):
            assert re.sub(r"\D", "", number)[-4:] in re.sub(r"\D", "", passage)
        for email in contact.emails:
            assert email.replace(" ", "") in passage.replace(" ", "")


@given(st.integers(0, 10**12), st.sampled_from(["", "件", "宗"]), st.booleans(), st.booleans())
def test_a_number_is_read_however_it_is_written(value, unit, grouped, wide):
    printed = f"{value:,}" if grouped else str(value)
    if wide:
        printed = printed.translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
    assert read_number(f" {printed} {unit} ") == (value, unit or None)


@given(st.text(max_size=60))
def test_a_cell_is_a_number_only_if_it_has_digits(text):
    reading = read_number(text)
    if reading is not None and reading.value:
        assert re.search(r"\d", normalize("NFKC", text))


@given(st.sampled_from(["2019", "2021"]), st.lists(st.integers(0, 11), max_size=3), st.data())
@settings(deadline=None)
def test_blank_columns_and_rows_change_nothing(form, blank_columns, data):
    numbers = Numbers()
    rows = forms.ROWS_2021 if form == "2021" else forms.ROWS_2019
    lines = [list(row) for row in forms.application_table(numbers, rows).rows]
    for at in blank_columns:
        # editors leave whole columns empty left and right of the table
        lines = [["", *line] if at % 2 else [*line, ""] for line in lines]
    lines.insert(data.draw(st.integers(0, len(lines))), [""] * len(lines[0]))
    assert found(read_statistics("", [forms.table(lines)])) == numbers.expected
