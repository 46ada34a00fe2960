"""The identities of a data set."""

import json

import pytest

from pipelines.check import check, main


def line(report, year, agency="深圳市某局", **values):
    stated = [
        {
            "indicator": f"applications.{name}",
            "applicant": "total",
            "value": value,
            "unit": "件",
            "evidence": {},
        }
        for name, value in values.items()
    ]
    return {"id": report, "agency": agency, "year": year, "statistics": {"format": "2021", "values": stated}}


def test_what_a_year_carries_out_the_next_carries_in():
    assert check([line("a", 2021, carried_out=3), line("b", 2022, carried_in=3)]) == []


def test_a_difference_between_years_names_both_and_stands_on_the_later():
    (problem,) = check([line("b", 2022, carried_in=4), line("a", 2021, carried_out=3)])
    assert problem.rule == "identity.applications.across_years"
    assert problem.where == "b"
    assert "of 2021 is 3" in problem.message
    assert "of 2022 is 4" in problem.message


@pytest.mark.parametrize(
    "lines",
    [
        [line("a", 2020, carried_out=3), line("b", 2022, carried_in=4)],
        [line("a", 2021, carried_out=3), line("b", 2022, "别的局", carried_in=4)],
        [line("a", 2021, carried_out=3), line("b", 2022, carried_in=None)],
        [line("a", 2021, None, carried_out=3), line("b", 2022, None, carried_in=4)],
        [line("a", None, carried_out=3), line("b", None, carried_in=4)],
    ],
)
def test_only_neighbouring_years_of_one_publisher_are_compared(lines):
    assert check(lines) == []


def test_sums_within_a_report_are_checked_too():
    (problem,) = check([line("a", 2021, received=5, carried_in=1, concluded=4, carried_out=1)])
    assert (problem.rule, problem.where) == ("identity.applications.column", "a")


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([line("a", 2021, carried_out=3), line("b", 2022, carried_in=3)], 0),
        ([line("a", 2021, carried_out=3), line("b", 2022, carried_in=4)], 1),
    ],
)
def test_the_exit_status_says_whether_something_is_broken(tmp_path, capsys, lines, status):
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    assert main([str(path)]) == status
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == status
    assert "2 reports" in printed.err


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"id": "a", "statistics": 3}', None, b"\xff\xfe"])
def test_what_is_no_data_set_is_one_clear_line(tmp_path, capsys, content):
    path = tmp_path / "reports.jsonl"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main([str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_collection_stands_for_its_data_set(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert f"{tmp_path / 'reports.jsonl'} is not there" in capsys.readouterr().err
    (tmp_path / "reports.jsonl").write_text(json.dumps(line("a", 2021)))
    assert main([str(tmp_path)]) == 0


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path, capsys):
    (tmp_path / "x.jsonl").write_bytes(json.dumps(line("a", 2021)).encode() + b"\n\xff\xfe\n")
    assert main([str(tmp_path / "x.jsonl")]) == 2
    assert "x.jsonl, line 2: no report" in capsys.readouterr().err


def test_wrong_arguments_are_wrong_use(capsys):
    assert main([]) == 2
    assert main(["--no-such-option", "x"]) == 2
