"""Lines found by the ids of their reports."""

import pytest

from pipelines.jsonlines import line_of, write_lines
from pipelines.lines_by_id import LinesById, Sides


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "reports.jsonl"
    write_lines(path, [line_of({"id": number, "body": "深圳"}) for number in ("a/1", "a/2")])
    return path


def test_a_line_is_given_as_an_object_and_as_the_bytes_of_the_file(path):
    lines = LinesById(path)
    assert list(lines) == ["a/1", "a/2"]
    assert lines["a/2"] == {"id": "a/2", "body": "深圳"}
    assert b"".join(map(lines.raw, lines)) == path.read_bytes()


def test_what_is_renamed_over_the_file_changes_nothing_for_who_reads_it(path):
    lines = LinesById(path)
    write_lines(path, [])
    assert lines["a/1"]["body"] == "深圳"
    assert not LinesById(path)


def test_a_file_that_is_not_there_has_no_lines(tmp_path):
    assert not LinesById(tmp_path / "reports.jsonl")


def test_a_last_line_without_an_end_gets_one(path):
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert LinesById(path).raw("a/2").endswith(b"}\n")


@pytest.mark.parametrize("damage", [b"{", b"[]\n", b'{"url": "x"}\n', b"\xff\n"])
def test_a_line_that_is_none_is_named_with_its_file_and_number(path, damage):
    with path.open("ab") as file:
        file.write(damage)
    with pytest.raises(ValueError, match=rf"{path}, line 3: "):
        LinesById(path)


def test_of_two_files_each_line_is_read_from_the_one_that_counts(path, tmp_path):
    other = {"a/2": {"id": "a/2", "body": "new"}}
    joined = Sides({"a/1": LinesById(path), "a/2": other})
    assert [line["body"] for line in joined.values()] == ["深圳", "new"]
