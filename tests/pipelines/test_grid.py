from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.grid import expand
from pipelines.html_table import read_data_table


def grid(markup: str):
    table = etree.fromstring(f"<table>{markup}</table>".encode(), etree.HTMLParser(encoding="utf-8")).find(
        ".//table"
    )
    etree.strip_tags(table, "span")  # as the walk over the text has done
    return read_data_table(table)


def test_a_spanned_cell_is_repeated_in_every_position_that_it_covers():
    found = grid(
        "<tr><td rowspan=2 colspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>乙</td><td>丙</td><td>3</td></tr>"
    )
    assert found.rows == (("甲", "甲", "1"), ("甲", "甲", "2"), ("乙", "丙", "3"))


def test_a_short_row_is_filled_up():
    assert grid("<tr><td>甲<td>1<td>2</tr><tr><td>乙</tr>").rows == (("甲", "1", "2"), ("乙", "", ""))


def test_a_row_without_a_word_is_a_row_all_the_same():
    assert grid("<tr><td>甲<td>1</tr><tr><td>&nbsp;<td></tr><tr></tr><tr><td>乙<td>2</tr>").rows == (
        ("甲", "1"),
        ("", ""),
        ("乙", "2"),
    )


def test_a_table_without_a_word_and_a_row_without_height_are_nothing():
    assert grid("<tr><td><td>&nbsp;<td></tr><tr><td><td></tr>").rows == ()
    widths = "<tr height=0><td width=90></td><td width=60>&nbsp;</td></tr>"
    assert grid(f"<tr><td>甲<td>1</tr><tr height=0><td>乙<td>2</tr>{widths}").rows == (
        ("甲", "1"),
        ("乙", "2"),
    )


def test_a_cell_joins_its_runs_and_parts_its_lines():
    runs = "<p><span>9</span><span>8</span></p>"
    found = grid(f"<tr><td>商业<br>企业</td><td>{runs}</td><td><p>9</p><p>8</p></td></tr>")
    assert found.rows == (("商业 企业", "98", "9 8"),)


def test_a_caption_is_the_tables_own():
    assert grid("<caption> 统计 表</caption><tr><td>甲<td>1</tr><tr><td>乙<td>2</tr>").caption == "统计 表"


def test_a_span_of_a_billion_columns_is_a_problem_and_no_bomb():
    found = grid("<tr><td colspan=1000000000>甲</td></tr><tr><td rowspan=1000000000>乙</td><td>1</td></tr>")
    assert found.rows == (("甲", "甲"), ("乙", "1"))
    assert [problem.rule for problem in found.problems] == ["table.span"]


def test_a_table_too_large_is_cut_with_a_problem():
    problems = []
    rows = expand([[("1", 1, 100)] for _ in range(1000)], problems)
    assert len(rows) * 100 <= 50_000
    assert [problem.rule for problem in problems] == ["table.cells"]
    expand([[("1", 1, 1)] * 300], problems)
    assert problems[-1].rule == "table.columns"


CELLS = st.tuples(st.sampled_from(["甲", "乙", "1", ""]), st.integers(0, 5), st.integers(1, 5))


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_a_grid_is_rectangular_and_shows_every_cell(rows):
    found = expand(rows, [])
    assert len({len(row) for row in found}) <= 1
    said = {text for row in rows for text, _, _ in row if text}
    assert {text for row in found for text in row if text} == said
