from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import find_date, finer, from_unix, year_of

DIGITS = "〇一二三四五六七八九"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2019-1-24", "2019-01-24"),
        ("2019/01/24", "2019-01-24"),
        ("2009年1月1日", "2009-01-01"),
        ("2023年 02月 17日", "2023-02-17"),
        ("二〇一九年三月二十五日", "2019-03-25"),
        ("二○二一年十月十日", "2021-10-10"),
        ("２０１９-０３-２５ １１:０６", "2019-03-25T11:06:00+08:00"),
        ("2019-03-2511:06", "2019-03-25T11:06:00+08:00"),
        ("2019年3月25日 11时06分", "2019-03-25T11:06:00+08:00"),
        ("2019-03-25T03:06:07Z", "2019-03-25T11:06:07+08:00"),
        ("2019-03-25T03:06:07.123+00:00", "2019-03-25T11:06:07+08:00"),
        ("20190325", "2019-03-25"),
        ("2019-02-30", None),
        ("2019-03-25 25:61", "2019-03-25"),
        ("99999-99-99 99:99", None),
        ("0755-28330001", None),
        ("", None),
    ],
)
def test_a_date_keeps_the_precision_that_is_printed(printed, meant):
    assert find_date(printed) == meant


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_every_day_is_read_in_every_form(moment):
    day, time = moment.date().isoformat(), f"{moment:%H:%M:%S}"
    year = "".join(DIGITS[int(digit)] for digit in str(moment.year))
    for printed in (
        f"{moment.year}-{moment.month}-{moment.day}",
        f"{moment:%Y/%m/%d}",
        f"{moment.year} 年 {moment.month} 月 {moment.day} 日",
        f"{year}年{han(moment.month)}月{han(moment.day)}日",
    ):
        assert find_date(f"发布日期：{printed}来源：某局") == day
        assert find_date(f"{printed} {time}") == f"{day}T{time}+08:00"
    assert year_of(year) == moment.year


@given(st.text())
def test_any_text_has_a_date_or_none(text):
    found = find_date(text)
    assert found is None or datetime.fromisoformat(found)


@given(st.floats() | st.integers())
def test_unix_seconds_of_any_size_are_a_moment_or_none(seconds):
    found = from_unix(seconds)
    assert found is None or datetime.fromisoformat(found).utcoffset() == timedelta(hours=8)


def test_unix_seconds_are_given_in_chinas_time():
    moment = datetime(2019, 3, 25, 11, 6, tzinfo=timezone(timedelta(hours=8)))
    assert from_unix(moment.timestamp()) == "2019-03-25T11:06:00+08:00"


def test_a_time_is_taken_over_for_the_same_day_alone_and_never_midnight():
    assert finer("2019-03-25", "2019-03-25T11:06:00+08:00") == "2019-03-25T11:06:00+08:00"
    assert finer("2019-03-25", "2019-03-26T11:06:00+08:00") == "2019-03-25"
    assert finer("2019-03-25", "2019-03-25T00:00:00+08:00") == "2019-03-25"
    assert finer(None, "2019-03-25") == "2019-03-25"
