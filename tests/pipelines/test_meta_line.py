import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.meta_line import MetaLine, read_meta_line

MINUTE = "2019-03-25T11:06:00+08:00"


@pytest.mark.parametrize(
    ("line", "source", "published_at"),
    [
        ("信息来源:某局 信息提供日期:2019-03-25 11:06 【字体: 视力保护色:", "某局", MINUTE),
        ("来源: 某局\n发布日期:2019-03-25 11:06:33", "某局", "2019-03-25T11:06:33+08:00"),
        ("信息提供日期 : 2019-03-25 11:06来源 : 某局", "某局", MINUTE),
        ("来源:某局 日期:2023年02月17日", "某局", "2023-02-17"),
        ("来源:某局 发布时间:2019-1-24", "某局", "2019-01-24"),
        ("日期:2023年 02月 17日 信息来源: 某局", "某局", "2023-02-17"),
        ("时间:2019/01/24来源:某局", "某局", "2019-01-24"),
        ("时间 : 2019-03-25 11:06 来源 : 某局", "某局", MINUTE),
        ("发布日期:2019-01-24 来源:某局 字号:大 中 小", "某局", "2019-01-24"),
        ("信息来源: 发文日期:2019-01-24", None, "2019-01-24"),
        ("日期:2019-01-24 10:00:01 信息来源:", None, "2019-01-24T10:00:01+08:00"),
        ("来源 : 某局   信息提供日期 :2019-01-24", "某局", "2019-01-24"),
        ("发布日期：二〇一九年三月二十五日", None, "2019-03-25"),
        ("来源：某局 2019-03-25 11:06 浏览次数：12", "某局", MINUTE),
        ("来 源：某局 日 期：2019-01-24", "某局", "2019-01-24"),
        ("更新时间：2020-05-05 发布时间：2019-01-24 来源：某局（转）T+T-", "某局（转）", "2019-01-24"),
        ("来源：某局 / 发布日期：2019-01-24", "某局", "2019-01-24"),
        ("【发布日期】2019-01-24 【来源】某局 【字体：大 中 小】", "某局", "2019-01-24"),
        ("[发布时间]2019-03-25 11:06 [信息来源]某局【打印】", "某局", MINUTE),
        ("【来源】：某局　【日期】：2019年1月24日", "某局", "2019-01-24"),
        ("〖信息来源〗 〖发文日期〗2019-01-24", None, "2019-01-24"),
        ("来源：某局打印 分享到：微信", "某局", None),
    ],
)
def test_a_meta_line_is_read_in_every_form_that_sites_print(line, source, published_at):
    found = read_meta_line(line)
    assert (found.source, found.published_at) == (source, published_at)


def test_an_empty_source_is_told_from_one_that_is_not_printed():
    assert read_meta_line("信息来源： 日期：2019-01-24").names_source
    assert not read_meta_line("日期：2019-01-24").names_source


def test_of_two_lines_with_one_date_the_finer_wins():
    box, below = (
        read_meta_line("发布日期：2019-03-25"),
        read_meta_line("来源：某局 发布日期：2019-03-25 11:06"),
    )
    assert box.joined(below) == MetaLine("某局", MINUTE, names_source=True)


def test_the_date_of_publication_goes_before_that_of_writing_whichever_stands_first():
    box, below = read_meta_line("成文日期：2018-12-30"), read_meta_line("时间：2019-03-25 11:06")
    assert box.joined(below).published_at == below.joined(box).published_at == MINUTE
    assert box.joined(MetaLine()).published_at == "2018-12-30"


def test_a_sentence_is_no_meta_line():
    assert read_meta_line("2018年，全市各级行政机关主动公开政府信息12条。") == MetaLine()


@given(st.text())
def test_any_text_can_be_read_as_a_meta_line(text):
    read_meta_line(f"来源：{text} 日期：{text}")
