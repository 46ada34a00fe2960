import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import decode
from pipelines.extract import read_capture
from tests.pipelines.pages import capture, portal

TEXT = "深圳市政府信息公开工作年度报告，镕堃喆"


def rules(decoded):
    return [problem.rule for problem in decoded.problems]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", None, "iso-8859-1"])
def test_chinese_bytes_are_read_as_gb18030_whatever_small_set_is_declared(declared):
    assert decode(TEXT.encode("gb18030"), declared).text == TEXT


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None, "no-such-charset", "rot13", "idna", "utf-16"])
def test_utf_8_is_read_as_utf_8_whatever_is_declared(declared):
    assert decode(TEXT.encode(), declared).text == TEXT


def test_a_wrong_declaration_is_a_conflict():
    assert rules(decode(TEXT.encode(), "gb2312")) == ["encoding.conflict"]
    assert rules(decode(TEXT.encode("gbk"), "utf-8")) == ["encoding.conflict"]
    assert rules(decode(b"<meta charset=gb2312>" + TEXT.encode(), "utf-8")) == ["encoding.conflict"]
    assert rules(decode(TEXT.encode(), "rot13")) == ["encoding.unknown"]


def test_a_right_declaration_is_none():
    assert not decode(b"<meta charset='gb2312'>" + TEXT.encode("gbk"), "GBK").problems
    assert not decode(TEXT.encode(), "UTF-8").problems


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_no_text(codec):
    assert decode(TEXT.encode(codec), None).text == TEXT


def test_a_damaged_character_is_a_problem_and_the_rest_is_read():
    damaged = decode(TEXT.encode()[:-1] + b" end", "utf-8")
    assert damaged.text.startswith(TEXT[:-1])
    assert rules(damaged) == ["encoding.replacement"]


def test_a_lone_surrogate_is_a_problem_and_never_in_the_output():
    reading = read_capture(capture(portal().replace("工作平稳", "工作&#xD83D;平稳")))
    assert "encoding.surrogate" in [problem.rule for problem in reading.report.problems]
    assert "工作\ufffd平稳" in reading.report.body


@given(
    st.binary(),
    st.none() | st.text(max_size=12) | st.sampled_from(["utf-7", "utf-16", "hz", "cp037", "base64"]),
)
def test_any_bytes_under_any_declaration_give_text_that_can_be_written(payload, declared):
    decode(payload, declared).text.encode()
