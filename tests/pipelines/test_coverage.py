"""The deadline watch says who published, who was late, and who is missing."""

import csv
import json
from datetime import date

import pytest

from pipelines.__main__ import main
from pipelines.columns import aligned, width_of
from pipelines.coverage import survey
from pipelines.coverage_forms import as_csv, as_table, spans
from pipelines.deadline import due, kind_of
from tests.pipelines.lines import line


@pytest.mark.parametrize(
    ("agency", "kind"),
    [
        ("深圳市人民政府", "government"),
        ("深圳市福田区人民政府", "government"),
        ("深圳市大鹏新区管委会", "government"),
        ("深圳市大鹏新区管理委员会", "government"),
        ("深圳市深汕特别合作区管理委员会", "government"),
        ("深圳市人民政府办公厅", "department"),
        ("深圳市福田区人民政府办公室", "department"),
        ("深圳市司法局", "department"),
        ("深圳市卫生健康委员会", "department"),
        ("深圳市坪山区马峦街道办事处", "department"),
        ("深圳市人民政府国有资产监督管理委员会", "department"),
        ("深圳市南山区政府", "government"),
        ("深圳市罗湖区", "government"),
        ("大鹏新区", "government"),
        ("深圳市", "government"),
        ("深圳市福田区莲花北社区", "department"),
        ("深圳市高新技术产业园区", "department"),
        ("深圳市住房和建设局", "department"),
    ],
)
def test_who_is_a_government_is_decided_by_the_name(agency, kind):
    assert kind_of(agency) == kind


def test_governments_have_until_the_end_of_march_and_departments_until_the_end_of_january():
    assert due("government", 2023) == date(2024, 3, 31)
    assert due("department", 2023) == date(2024, 1, 31)


def test_before_the_revision_of_2019_everybody_had_until_the_end_of_march():
    assert due("department", 2018) == date(2019, 3, 31)
    assert due("department", 2019) == date(2020, 1, 31)


def _status(*lines, on=None):
    (series,) = survey(lines, on).series
    return {place.year: (place.status, place.days_late) for place in series.places}


def test_a_report_of_the_last_day_is_in_time_and_one_of_the_next_is_late_by_a_day():
    on = date(2024, 12, 1)
    assert _status(line(published_at="2024-03-31T23:59:00+08:00"), on=on) == {2023: ("in time", None)}
    assert _status(line(published_at="2024-04-01"), on=on) == {2023: ("late", 1)}


def test_a_year_without_a_report_is_missing_once_it_was_due():
    lines = [line(1, year=2020), line(2, year=2022)]
    assert _status(*lines, on=date(2024, 3, 31)) == {
        2020: ("in time", None),
        2021: ("missing", 731),
        2022: ("in time", None),
        2023: ("not due", None),
    }
    assert _status(*lines, on=date(2024, 4, 1))[2023] == ("missing", 1)


def test_a_report_without_a_date_is_there_and_neither_late_nor_in_time():
    assert _status(line(published_at=None), on=date(2024, 12, 1)) == {2023: ("undated", None)}


def test_what_was_published_after_the_day_of_the_survey_is_not_there_yet():
    lines = [line(1, year=2022), line(2, year=2023, published_at="2024-04-09")]
    assert _status(*lines, on=date(2024, 4, 8))[2023] == ("missing", 8)


def test_of_two_reports_of_one_year_the_first_published_counts():
    lines = [line(1, published_at="2024-05-01"), line(2, published_at="2024-03-01")]
    (series,) = survey(lines).series
    assert series.places[0].id == "www.sz.gov.cn/2"


def test_without_a_day_the_newest_capture_gives_it():
    assert survey([line()]).on == date(2026, 11, 23)


def test_reports_that_name_no_publisher_or_no_year_are_named():
    coverage = survey([line(1), line(2, year=None), line(3, agency=None)])
    assert coverage.unplaced == ("www.sz.gov.cn/2", "www.sz.gov.cn/3")


def test_only_the_newest_year_that_was_due_is_overdue():
    lines = [line(1, year=2019), line(2, year=2021)]
    coverage = survey(lines, date(2023, 12, 1))
    assert [place.year for _series, place in coverage.overdue()] == [2022]
    assert not list(survey([*lines, line(3, year=2022)], date(2023, 12, 1)).overdue())


def test_an_empty_data_set_has_no_series():
    assert survey([], date(2024, 1, 1)).years == ()
    assert as_table(survey([], date(2024, 1, 1)))


def test_columns_end_at_the_same_place_although_chinese_characters_are_wide():
    assert width_of("深圳ab") == 6
    assert width_of("a\u0301") == 1
    assert aligned([["深圳市", "1"], ["ab", "10"]], right=frozenset({1})) == ["深圳市   1", "ab      10"]


def test_years_are_written_as_spans():
    assert spans([2015, 2017, 2018, 2019, 2021]) == "2015, 2017-2019, 2021"


def test_the_table_says_in_a_cell_how_a_year_stands():
    text = as_table(survey([line(1, year=2021), line(2, published_at="2024-04-17")], date(2024, 12, 1)))
    assert text.splitlines()[1].split() == ["深圳市人民政府", "ok", "-", "+17"]
    assert "missing  深圳市人民政府: 2022" in text


def test_the_csv_has_a_row_for_every_year_and_no_formula():
    text = as_csv(survey([line(1, agency="=HYPERLINK(1)"), line(2, year=2021)], date(2024, 12, 1)))
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["publisher"], row["year"], row["status"]) for row in rows] == [
        ("深圳市人民政府", "2021", "in time"),
        ("深圳市人民政府", "2022", "missing"),
        ("深圳市人民政府", "2023", "missing"),
        ("'=HYPERLINK(1)", "2023", "late"),
    ]


def _written(path, *lines):
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), "utf-8")
    return path


def test_the_command_ends_with_0_where_nothing_is_overdue_and_with_1_where_something_is(tmp_path, capsys):
    reports = _written(tmp_path / "reports.jsonl", line(year=2024))
    assert main(["coverage", str(reports), "--on", "2026-03-31"]) == 0
    capsys.readouterr()
    assert main(["coverage", str(tmp_path), "--on", "2026-04-02", "--json"]) == 1
    told = capsys.readouterr()
    assert "深圳市人民政府: the report for 2025 was due on 2026-03-31, 2 days ago" in told.err
    assert json.loads(told.out)["publishers"][0]["missing"] == [2025]


@pytest.mark.parametrize("text", [None, "{}\n", "no json\n"])
def test_a_file_that_is_no_data_set_is_one_line_and_status_2(tmp_path, capsys, text):
    path = tmp_path / "reports.jsonl"
    if text is not None:
        path.write_text(text)
    assert main(["coverage", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert str(path) in told.err
