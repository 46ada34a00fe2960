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


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-16", "UTF-16LE", None])
def test_utf_16_is_read_with_its_mark_and_without(codec, declared):
    decoded = decode(f"<html>{TEXT}".encode(codec), declared)
    assert decoded.text == f"<html>{TEXT}"
    wrong = declared == "UTF-16LE" and codec == "utf-16-be"
    assert rules(decoded) == (["encoding.conflict"] if wrong else [])


def test_big5_is_read_where_it_is_declared():
    text = "政府資訊公開年度報告，香港銅鑼灣邨"
    assert decode(text.encode("big5hkscs"), "Big5").text == text
    assert decode(b"<meta charset=big5>" + text.encode("big5hkscs"), None).problems == ()


def test_a_declared_gb2312_has_the_characters_of_its_supersets():
    text = "朱镕基、堃、喆、㐀、€、𠀀"
    decoded = decode(b"<meta charset=gb2312>" + text.encode("gb18030"), "GB2312")
    assert decoded.text.endswith(text)
    assert decoded.problems == ()


@pytest.mark.parametrize(
    ("payload", "declared", "told"),
    [
        (b"<meta charset=gbk>" + TEXT.encode(), "utf-8", ["encoding.conflict"]),
        (b"<meta charset=utf-8>" + TEXT.encode("gbk"), None, ["encoding.conflict"]),
        (b"<meta charset=utf-8>" + TEXT.encode("gbk"), "gbk", ["encoding.conflict"]),
        (b"\xef\xbb\xbf<meta charset=gb2312>" + TEXT.encode(), "utf-8", ["encoding.conflict"]),
        (b"<meta charset=x-none>" + TEXT.encode("gbk"), None, ["encoding.unknown"]),
        (b"<meta charset=gbk>" + TEXT.encode("gbk") + b"\xff", "gbk", ["encoding.replacement"]),
        (b"<meta charset=gbk><p>" + TEXT.encode("gbk") + b"&#55357;", "gbk", ["encoding.surrogate"]),
    ],
)
def test_of_header_meta_mark_and_bytes_the_loser_is_named(payload, declared, told):
    decoded = decode(payload, declared)
    assert rules(decoded) == told
    assert TEXT in decoded.text


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
