"""Fixed tables whose rows editors have moved to a side by miscounted spans, or page breaks have cut in two."""

from collections.abc import Callable

import pytest

from pipelines.grid import Cell, expand
from pipelines.statistics import Statistics, read_statistics
from pipelines.table import Table
from tests.pipelines import forms

Key = tuple[str, str | None]
OF_ONE_ROW = ("", "65", "772", "0", "", "0", "837")


def found(statistics: Statistics) -> dict[Key, int | float | None]:
    return {(value.indicator, value.applicant): value.value for value in statistics.values}


def application_table(
    spans: dict[str, int] | None = None,
    left_out: str = "",
    printed: Callable[[str], tuple[str, ...]] = lambda _name: OF_ONE_ROW,
) -> tuple[Table, dict[Key, int | None]]:
    """Lay a table out as its markup does: ``spans`` are added to those of the groups, a cell is left out."""
    rows: list[list[Cell]] = [[(forms.CORNER, 1, 3), *((title, 1, 1) for title in forms.APPLICANT_HEADINGS)]]
    expected: dict[Key, int | None] = {}
    seen: set[str] = set()
    for name, labels in forms.ROWS_2021:
        row: list[Cell] = []
        for at, label in enumerate(dict.fromkeys(labels)):
            covered = [each for _, each in forms.ROWS_2021 if label in each]
            if (label not in seen or at == len(set(labels)) - 1) and label != left_out:
                row.append((label, len(covered) + (spans or {}).get(label, 0), covered[0].count(label)))
            seen.add(label)
        rows.append([*row, *((cell, 1, 1) for cell in printed(name))])
        for applicant, cell in zip(forms.APPLICANTS, printed(name), strict=True):
            expected[f"applications.{name}", applicant] = int(cell) if cell else None
    return Table(None, None, tuple(expand(rows, []))), expected


@pytest.mark.parametrize("group", [forms.REFUSED, forms.UNAVAILABLE, forms.UNPROCESSED])
@pytest.mark.parametrize("by", [-1, 0, 1])
def test_a_group_may_span_a_row_too_many_or_too_few(group: str, by: int) -> None:
    table, expected = application_table({group: by})
    assert found(read_statistics("", [table])) == expected


def test_the_cell_of_a_group_may_be_missing_though_the_first_values_are_blank() -> None:
    table, expected = application_table(left_out=forms.REFUSED)
    assert found(read_statistics("", [table])) == expected


def test_rows_that_lack_the_same_cell_tell_where_the_values_of_one_begin_that_do_not_add_up() -> None:
    printed = {"refused.state_secret": ("", "0", "", "", "", "", "0")}
    table, expected = application_table(
        left_out=forms.REFUSED, printed=lambda name: printed.get(name, ("4", *"00000", "4"))
    )
    assert found(read_statistics("", [table])) == expected


def test_applicants_are_read_by_their_headings_in_whatever_order_these_stand() -> None:
    table, expected = application_table()
    turned = forms.table([*row[:3], row[9], *row[3:9]] for row in table.rows)
    assert found(read_statistics("", [turned])) == expected


def test_headings_of_results_that_hang_into_the_row_of_values_push_it_to_the_right() -> None:
    titles: list[Cell] = [(title, 3, 1) for title in forms.RESULT_HEADINGS]
    rows: list[list[Cell]] = [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*titles, ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(title, 1, 1) for title in forms.RESULT_HEADINGS * 2],
        [(str(number), 1, 1) for number in range(15)],
    ]
    statistics = read_statistics("", [Table(None, None, tuple(expand(rows, [])))])
    assert [value.value for value in statistics.values] == list(range(15))
    assert statistics.problems == ()


@pytest.mark.parametrize("at", [*range(1, 23), 24, 25])  # 23 is 3.其他, too short to be cut
@pytest.mark.parametrize("values_above", [True, False])
def test_a_row_that_a_page_break_cuts_in_two_is_one_row(at: int, *, values_above: bool) -> None:
    table, expected = application_table(printed=lambda _name: ("1", "2", "3", "4", "5", "6", "21"))
    head, row = table.rows[:at], table.rows[at]
    label, values, blank = row[2], row[3:], ("",) * 7
    above = (*row[:2], label[:-1], *(values if values_above else blank))
    below = ("", "", label[-1], *(blank if values_above else values))
    halves = [forms.table([*head, above]), forms.table([table.rows[0], below, *table.rows[at + 1 :]])]
    assert found(read_statistics("", halves)) == expected
