"""Pages of designs that no reader knows, against the facts that they were written from."""

import pytest

from pipelines.extract import read_capture
from pipelines.schema import check_line
from tests.cities.facts import cities
from tests.pipelines.pages import capture
from tests.pipelines.test_replica_truth import known, shown

CITIES = cities()


def read(city):
    reading = read_capture(capture(city.page, city.url, f"Content-Type: {city.media_type}"))
    assert reading.report, (reading.reason, reading.problems)
    return reading.report.to_json()


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.case)
def test_every_field_of_a_page_of_another_city_is_right(city):
    line = read(city)
    assert not check_line(line)
    told = {
        field: len(line[field]) if field == "tables" else shown(field, line[field]) for field in city.record
    }
    wrong = {
        field: (told[field], value)
        for field, value in city.record.items()
        if told[field] != known(field, value)
    }
    assert not wrong


LIST = "".join(
    f"<li><a href='/nb/{year}.html'>古城县人民政府{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>"
    for year in range(2010, 2022)
)
NOTICE = (
    "各乡镇人民政府、县政府各部门：为做好年度报告的编制和发布工作，现就有关事项通知如下。一、请于1月15日前报送。"
    * 6
)
NO_REPORTS = {
    "a list of reports": f"<title>年度报告-古城县人民政府</title><h2>政府信息公开年报</h2><ul>{LIST}</ul>",
    "a list without links": f"<title>年度报告</title><ul>{LIST.replace('<a ', '<b ').replace('</a>', '</b>')}</ul>",
    "a topic of a year": "<title>2021年政府信息公开工作年度报告</title><h1>2021年政府信息公开工作年度报告</h1><h3>各局</h3>"
    f"<ul>{LIST}</ul><h3>各镇</h3><ul>{LIST}</ul>",
    "a list of one": "<title>古城县人民政府</title><ul><li><span>古城县2021年政府信息公开工作年度报告</span><i>2022-01-20</i></li></ul>"
    "<p>版权所有：古城县人民政府办公室　地址：古城县解放路1号　网站标识码：5105000000</p>",
    "news": "<title>古城县</title><h1>古城县公布2021年政府信息公开工作年度报告</h1><div class='c'><p>日前，古城县公布2021年政府信息公开工作年度报告。"
    "报告显示，全年主动公开政府信息8764条，收到申请38件，办结38件。</p></div>",
    "a notice": f"<title>古城县</title><h1>关于做好2021年政府信息公开工作年度报告编制工作的通知</h1><div class='c'><p>{NOTICE}</p></div>",
    "a guide": f"<title>古城县政府信息公开指南</title><h1>古城县政府信息公开指南</h1><div class='c'><p>{NOTICE}</p></div>",
    "work priorities": f"<title>古城县2021年政务公开工作要点</title><h1>古城县2021年政务公开工作要点</h1><div class='c'><p>{NOTICE}</p></div>",
    "the rule of law": "<title>古城县</title><h1>古城县2021年法治政府建设工作年度报告</h1><div class='c'><p>一、总体情况</p><p>二、行政复议和诉讼情况</p>"
    f"<p>三、存在问题及改进措施</p><p>{NOTICE}</p></div>",
    "a budget": f"<title>古城县财政局2021年部门决算公开报告</title><h1>古城县财政局2021年部门决算公开报告</h1><div class='c'><p>{NOTICE}</p></div>",
    "a form": "<title>古城县政府信息公开申请表</title><table><tr><td>申请人信息</td><td>姓名</td><td></td></tr><tr><td>所需信息</td><td>内容描述</td><td></td></tr></table>",
    "a frameset": "<html><head><title>古城县人民政府2012年政府信息公开年度报告</title></head><frameset cols='200,*'><frame src='l.htm'><frame src='r.htm'></frameset></html>",
    "a home page": "<title>古城县人民政府</title><div><h2>最新公开</h2><a href='1.html'>古城县2021年政府信息公开工作年度报告</a><img src='a.jpg'></div>"
    "<div><h2>要闻</h2><p>县政府召开常务会议，研究部署近期重点工作。</p></div>",
    "an error": "<title>提示信息</title><div>您访问的页面不存在或已被删除，请返回首页。</div>",
}


@pytest.mark.parametrize("page", NO_REPORTS)
def test_what_is_no_annual_report_makes_no_line(page):
    reading = read_capture(capture(NO_REPORTS[page], "http://www.gucheng.example/gk/show.asp?id=1"))
    assert reading.report is None, reading.report.to_json()
    assert reading.reason in ("listing", "not-a-report", "soft-404", "empty")


COUNTY = "古城县水务局2020年政府信息公开工作年度报告"


def unknown_design(line, title=f"<h1>{COUNTY}</h1>"):
    chapters = "".join(
        f"<p>{head}</p><p>全年平稳，没有异常。</p>"
        for head in ("一、总体情况", "二、主动公开政府信息情况", "三、复议诉讼情况")
    )
    page = f"<div class='x'>{title}<div class='y'>{line}</div><div class='z'>{chapters}</div></div><div class='footer'>更新时间：2024-01-01</div>"
    return read_capture(capture(page, "http://www.gucheng.example/gk/2.html")).report


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ("2021-01-20　浏览次数：12", "2021-01-20"),
        ("2021年01月20日10:00 | 古城网 | 打印", "2021-01-20T10:00:00+08:00"),
        ("日期 2021-01-20", "2021-01-20"),
        ("更新时间：2021-01-20", "2021-01-20"),
        ("", None),
    ],
)
def test_a_date_without_label_is_read_and_one_in_the_footer_is_none(line, published_at):
    assert unknown_design(line).published_at == published_at


def test_a_title_in_no_heading_is_told_from_the_name_of_the_column():
    way = "<table><tr><td><a href='/'>首页</a>&gt;政府信息公开年报</td></tr></table>"
    report = unknown_design("<div>政府信息公开年报</div>", f"{way}<div>{COUNTY}</div>")
    assert report.title == COUNTY
