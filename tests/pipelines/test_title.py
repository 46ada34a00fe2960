import pytest

from pipelines.title import agency_of, is_report_title, without_site, year_in_body, year_in_title

REPORTS = [
    ("深圳市人民政府2018年政府信息公开工作年度报告", 2018, "深圳市人民政府"),
    ("2025年深圳市福田区莲花街道办事处政府信息公开工作年度报告", 2025, "深圳市福田区莲花街道办事处"),
    ("深圳市民政局2023年度政府信息公开工作年度报告", 2023, "深圳市民政局"),
    ("深圳市交通运输局 2015年度\n政府信息公开工作报告(文字版)", 2015, "深圳市交通运输局"),
    ("深圳市公安局福田分局二〇一九年政府信息公开工作年度报告", 2019, "深圳市公安局福田分局"),
    ("关于深圳市水务局2021年政府信息公开年度报告", 2021, "深圳市水务局"),
    ("深圳市统计局政府信息公开年报（2016年）", 2016, "深圳市统计局"),
    ("深圳市财政局2017年政府信息公开工作年度报告（2018年3月发布）", 2017, "深圳市财政局"),
    ("深圳市生态环境局关于2021年政府信息公开工作情况的报告", 2021, "深圳市生态环境局"),
    ("厦门市湖里区人民政府信息公开年度报告（2016年）", 2016, "厦门市湖里区人民政府"),
    ("深圳市林业局2023年政府信息与政务公开年度报告", 2023, "深圳市林业局"),
    ("深圳市林业局2012年政府信息主动公开实施情况年度报告", 2012, "深圳市林业局"),
    ("深圳市林业局2016年度政府信息公开工作总结报告", 2016, "深圳市林业局"),
    ("（文字版）深圳市龙华区人民政府2020年政府信息公开工作年度报告", 2020, "深圳市龙华区人民政府"),
    ("深圳市龙华区人民政府2020年政府信息公开工作年度报告公示稿", 2020, "深圳市龙华区人民政府"),
    ("2023年度政府信息公开工作报告", 2023, None),
    ("政府信息公开工作年度报告", None, None),
]
OTHERS = [
    "深圳市政府信息公开指南",
    "2019年政务公开工作要点",
    "一图读懂《深圳市人民政府2018年政府信息公开工作年度报告》",
    "我市发布2018年政府信息公开工作年度报告",
    "深圳市人民政府办公厅关于发布2018年政府信息公开工作年度报告的通知",
    "深圳市卫生健康委2024年政府信息公开工作年度报告解读",
    "深圳市法治政府建设年度报告",
    "深圳某大学2022-2023学年信息公开工作年度报告",
    "深圳市某局2023年度企业环境信息公开年度报告",
    "深圳市福田区政府网站工作年度报表",
]


@pytest.mark.parametrize(("title", "year", "agency"), REPORTS)
def test_a_reports_title_says_its_year_and_agency(title, year, agency):
    assert is_report_title(title)
    assert year_in_title(title) == year
    assert agency_of(title, "") == agency


@pytest.mark.parametrize("title", OTHERS)
def test_a_title_about_reports_is_no_reports_title(title):
    assert not is_report_title(title)


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("根据《条例》规定，现公布深圳市人民政府2018年政府信息公开工作年度报告。", "深圳市人民政府"),
        ("根据《条例》要求，特向社会公布某市审计局2012年度政府信息公开年度报告。", "某市审计局"),
        ("本报告由深圳市福田区民政局根据《条例》编制。", "深圳市福田区民政局"),
        ("深圳市盐田区教育局根据《中华人民共和国政府信息公开条例》，编制本报告。", "深圳市盐田区教育局"),
        ("深圳市司法局\n2022年政府信息公开工作年度报告\n根据条例规定，编制本报告。", "深圳市司法局"),
        ("现将《深圳市司法局2022年政府信息公开年度报告》印发给你们。", "深圳市司法局"),
        ("深圳市司法局2022年政府信息公开工作年度报告\n根据条例规定，我局编制本报告。", "深圳市司法局"),
        ("根据《条例》规定，我局编制本报告。", None),
    ],
)
def test_an_agency_that_the_title_leaves_out_is_in_the_opening(body, agency):
    assert agency_of("政府信息公开工作年度报告", body) == agency


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。", 2021),
        ("报告期为2019年1月1日至12月31日。2020年1月20日发布。", 2019),
        ("统计期限：二〇一九年一月一日至二〇一九年十二月三十一日", 2019),
        ("2020年1月20日", None),
    ],
)
def test_a_year_that_the_title_leaves_out_is_that_of_the_period(body, year):
    assert year_in_body(body) == year


def test_a_place_in_the_title_means_the_government_that_the_opening_names():
    title = "深圳市2013年政府信息公开工作年度报告"
    assert agency_of(title, "现公布深圳市人民政府2013年政府信息公开工作年度报告。") == "深圳市人民政府"
    assert agency_of(title, "") == "深圳市"


@pytest.mark.parametrize(
    "tail", ["_深圳政府在线", "--年度报告", "-深圳市民政局网站", " - 年度报告 - 某某网", " | 深圳政府在线"]
)
def test_a_title_elements_site_is_no_part_of_the_title(tail):
    assert (
        without_site("深圳市民政局2018年政府信息公开工作年度报告" + tail)
        == "深圳市民政局2018年政府信息公开工作年度报告"
    )
