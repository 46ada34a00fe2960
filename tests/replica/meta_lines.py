"""The line under the title: who published, and when, in every form seen on the real sites."""

import html
from datetime import date, datetime

DIGITS = "〇一二三四五六七八九"

# What stands between <span> tags is one visible chunk; {d} day, {t} time, {s} seconds, {x} source.
FORMS = {
    "portal": "<span>信息来源：{x}</span><span>信息提供日期：{d} {t}</span>",
    "portal-ascii": "<span>信息来源:{x}</span> <span>信息提供日期:{d} {t}</span>",
    "source-release-seconds": "<span>来源: {x}</span><span>发布日期:{d} {t}:{s}</span>",
    "run-together": "<span>信息提供日期 : {d} {t}来源 : {x}</span>",
    "source-date": "<span>来源:{x}</span>&nbsp;<span>日期:{d}</span>",
    "source-published": "<span>来源:{x}</span> <span>发布时间:{d}</span>",
    "date-source": "<span>日期:{d}</span> <span>信息来源: {x}</span>",
    "time-source": "<span>时间:{d}来源:{x}</span>",
    "time-source-spaced": "<span>时间 : {d} {t} 来源 : {x}</span>",
    "release-source-size": "<span>发布日期：{d} {t}</span> <span>来源：{x}</span> <span>字号：</span>",
    "empty-source-issued": "<span>信息来源:</span> <span>发文日期:{d}</span>",
    "date-seconds-empty-source": "<span>日期:{d} {t}:{s}</span> <span>信息来源:</span>",
    "source-provided": "<span>来源 : {x}&nbsp;&nbsp; 信息提供日期 :{d}</span>",
    "none": "",
}
WITH_TIME = tuple(name for name, form in FORMS.items() if "{t}" in form)


def day_as(style: str, day: date) -> str:
    """A day in one of the ways in which these sites print it."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    styles = {
        "iso": f"{day:%Y-%m-%d}",
        "short": f"{day.year}-{day.month}-{day.day}",
        "slash": f"{day:%Y/%m/%d}",
        "words": f"{day.year}年{day.month}月{day.day}日",
        "padded": f"{day:%Y年%m月%d日}",
        "spaced": f"{day:%Y年 %m月 %d日}",
        "chinese": f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日",
    }
    return styles[style]


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def meta_line(form: str, published: str | None, source: str | None, dates: str) -> str:
    """The line as HTML; empty where the page prints none."""
    if form == "none" or published is None:
        return ""
    moment = datetime.fromisoformat(published)
    return FORMS[form].format(
        x=html.escape(source or ""), d=day_as(dates, moment.date()), t=f"{moment:%H:%M}", s=f"{moment:%S}"
    )
