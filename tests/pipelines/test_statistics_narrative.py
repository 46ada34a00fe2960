"""The sentences of reports before 2019."""

import pytest

from pipelines.statistics import Span, Statistics, read_statistics

REPORT_OF_2018 = """根据条例规定,现公布深圳市人民政府2018年政府信息公开工作年度报告。\
如对本报告有异议,请与深圳市人民政府信息公开办公室联系(地址:深圳市福田区福中三路市民中心C区4131室\
,邮编518035,电话:0755—88102842)。
一、概述
截至2018年底,全市从事信息公开工作人员650位,举办业务培训83次、参训3582人次。\
公开征求公众意见495次,收到意见建议9900条。发挥市政府12345服务热线作用。
2018年,“深圳政府在线”共发布政府信息123012条,网站总访问量超过6680万次。政府公报出版51期,\
发布386个文件,发行29.7万份。
全市各级行政机关回应热点6927次,举办新闻发布会687次,发布政策解读稿件4061篇。
二、主动公开政府信息情况
全市各级行政机关主动公开政府信息1175983条。其中,通过政府公报发布信息1267条,\
通过政府网站发布信息929909条,通过微博微信发布信息156957条,\
通过报刊、广播、电视等其他方式发布信息87850条。
三、依申请公开政府信息受理情况
全市各级行政机关共收到政府信息公开申请4411宗。其中,网络申请3522宗,占79.8%;信函申请524宗,占11.9%;\
当面申请353宗,占8.0%;传真申请12宗,占0.3%。
全市各级行政机关共答复政府信息公开申请4375宗。其中,属已主动公开范围616宗,占14.1%;同意公开2089宗,\
占47.8%;同意部分公开250宗,占5.7%;不同意公开329宗,占7.5%;其他答复情形1091宗,占24.9%。
四、政府信息公开相关费用情况
严格执行有关政策的通知(财税〔2017〕20号)规定,未向申请人收费。
五、申请行政复议和提起行政诉讼情况
全市政府信息公开类行政复议案件已办结的共114宗。其中,维持具体行政行为87宗,占76.3%;被依法纠错7宗,\
占6.1%;其他情形20宗,占17.6%。
全市政府信息公开类行政诉讼案件已判决或裁定的共146宗。其中,维持具体行政行为或者驳回原告诉讼请求68\
宗,占46.6%;被依法纠错3宗,占2.1%;其他情形75宗,占51.3%。
行政复议案件 (114宗)
维持具体行政行为
被依法纠错
其他情形
87宗(76.3%)
7宗(6.1%)
20宗(17.6%)
行政诉讼案件 (146宗)
维持具体行政行为 或者驳回原告诉讼请求
被依法纠错
其他情形
68宗(46.6%)
3宗(2.1%)
75宗(51.3%)
六、存在问题及改进措施
2019年将新推出事项各200项,努力实现95%以上个人事项移动办理。"""

NUMBERS_OF_2018 = {
    "proactive.published": 1175983,
    "proactive.gazette": 1267,
    "proactive.website": 929909,
    "proactive.social_media": 156957,
    "proactive.other_channels": 87850,
    "applications.received": 4411,
    "applications.online": 3522,
    "applications.letter": 524,
    "applications.in_person": 353,
    "applications.fax": 12,
    "applications.answered": 4375,
    "applications.already_public": 616,
    "applications.granted": 2089,
    "applications.partly_granted": 250,
    "applications.refused": 329,
    "applications.otherwise": 1091,
    "reconsideration.total": 114,
    "reconsideration.upheld": 87,
    "reconsideration.corrected": 7,
    "reconsideration.other": 20,
    "litigation.total": 146,
    "litigation.upheld": 68,
    "litigation.corrected": 3,
    "litigation.other": 75,
}


def values(body: str) -> dict[str, int | float | None]:
    return {value.indicator: value.value for value in read_statistics(body, []).values}


def section(number: str, title: str, text: str) -> str:
    return f"{number}、{title}\n{text}"


def proactive(text: str) -> dict[str, int | float | None]:
    return values(section("二", "主动公开政府信息情况", text))


def applications(text: str) -> dict[str, int | float | None]:
    return values(section("三", "依申请公开政府信息办理情况", text))


def disputes(text: str) -> dict[str, int | float | None]:
    return values(section("五", "申请行政复议、提起行政诉讼情况", text))


def test_the_report_of_2018_gives_exactly_its_24_numbers() -> None:
    statistics = read_statistics(REPORT_OF_2018, [])
    assert statistics.format == "narrative"
    assert {value.indicator: value.value for value in statistics.values} == NUMBERS_OF_2018
    assert len(statistics.values) == len(NUMBERS_OF_2018)
    assert statistics.problems == ()
    for value in statistics.values:
        assert isinstance(value.evidence, Span)
        assert str(value.value) in REPORT_OF_2018[value.evidence.start : value.evidence.end]
        assert value.unit == ("条" if value.indicator.startswith("proactive") else "宗")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2017年,我局共收到政府信息公开申请16件。", 16),
        ("2017年,全年共受理政府信息公开申请 16 宗。", 16),
        ("本单位2014年受理政府信息公开申请13件,答复13件。", 13),
        ("我局收到12起政府信息依申请公开,均严格按程序办理。", 12),
        ("街道全年共核收依申请公开事项6个,较去年数据增长1个。", 6),
        ("2015年度共受理收到政府信息公开申请0条,历年累计6条。", 0),
        ("共收到公民、法人和其他组织提出的申请1,024宗。", 1024),
        ("2016年,政府信息公开申请受理数:35件。", 35),
        ("共收到 １２ 件政府信息公开申请。", 12),
    ],
)
def test_the_number_of_applications_is_read_in_many_wordings(text: str, number: int) -> None:
    assert applications(text)["applications.received"] == number


@pytest.mark.parametrize(
    "text",
    [
        "2015年我办没有收到公开政府信息的申请。",
        "收到申请后,在15个工作日内答复。收到申请之日起20个工作日内答复。",
        "全年共收到各类意见建议300条,处理咨询投诉23条。",
        "受理政府信息公开申请较上年增加20宗。",
        "根据国办发〔2018〕60号文和《条例》第20条规定,公开申请电话0755-88102842。",
        "无",
        "政府信息公开申请同比增长12.5%。",
        "受理政府信息公开申请约100宗、100余宗。",
    ],
)
def test_no_number_of_applications_is_invented(text: str) -> None:
    assert applications(text) == {}


def test_outcomes_may_follow_the_number_received() -> None:
    text = "全年共受理政府信息公开申请16件,其中予以公开2件,部分公开1件,不予公开3件,其他情形10件。"
    assert applications(text) == {
        "applications.received": 16,
        "applications.granted": 2,
        "applications.partly_granted": 1,
        "applications.refused": 3,
        "applications.otherwise": 10,
    }


@pytest.mark.parametrize("numbers", ["12宗、5宗和3宗", "12、5、3宗", "12、5和3宗"])
def test_numbers_that_follow_their_names_find_them(numbers: str) -> None:
    text = f"共收到政府信息公开申请20宗,其中网络、信函和当面申请分别为{numbers}。"
    assert applications(text) == {
        "applications.received": 20,
        "applications.online": 12,
        "applications.letter": 5,
        "applications.in_person": 3,
    }


def test_numbers_that_are_more_or_fewer_than_their_names_are_left_alone() -> None:
    text = "共收到政府信息公开申请20宗,其中网络、信函和当面申请分别为12宗、8宗。"
    assert applications(text) == {"applications.received": 20}


def test_parts_may_stand_in_lines_of_their_own() -> None:
    text = "共收到政府信息公开申请10宗。其中:\n1.网络申请7宗;\n2.信函申请2宗;\n3.其他方式1宗。"
    assert applications(text) == {
        "applications.received": 10,
        "applications.online": 7,
        "applications.letter": 2,
        "applications.other_channels": 1,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年主动公开政府信息1.2万条。", {"proactive.published": 12000}),
        ("全年共主动公开政府信息 1,234 条。", {"proactive.published": 1234}),
        ("本年度主动公开各类政府信息共计58条,历年累计234条。", {"proactive.published": 58}),
        ("我街道通过福田政府在线共主动公开政府信息524条。", {}),
        ("主动公开政府信息300余条。", {}),
        ("主动公开预决算信息12条,公开意见建议9900条。", {}),
        ("主动公开政府信息300条,其中微博100条、微信200条。", {"proactive.published": 300}),
    ],
)
def test_what_was_published_is_read(text: str, expected: dict[str, int]) -> None:
    assert proactive(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未发生因政府信息公开而被申请行政复议、提起行政诉讼的案件。", {}),
        ("无。", {}),
        ("行政复议、行政诉讼案件均为0件。", {"reconsideration.total": 0, "litigation.total": 0}),
        ("行政复议、行政诉讼案件共3件。", {}),
        ("被申请行政复议2宗,被提起行政诉讼1宗。", {"reconsideration.total": 2, "litigation.total": 1}),
        (
            "收到行政复议案件10宗,已办结8宗,其中维持6宗,被纠错2宗。",
            {
                "reconsideration.total": 8,
                "reconsideration.upheld": 6,
                "reconsideration.corrected": 2,
            },
        ),
        ("2017年度针对我局有关的行政复议案0件。", {"reconsideration.total": 0}),
        (
            "因政府信息公开被申请行政复议三起,其中维持两起。被提起行政诉讼零起。",
            {"reconsideration.total": 3, "reconsideration.upheld": 2, "litigation.total": 0},
        ),
        ("因政府信息公开被申请行政复议一起。", {"reconsideration.total": 1}),
        ("因政府信息公开被申请行政复议的,与法制机构一起办理。", {}),
    ],
)
def test_reconsideration_and_litigation_are_read(text: str, expected: dict[str, int]) -> None:
    assert disputes(text) == expected


def test_the_business_of_an_agency_is_not_its_disclosure() -> None:
    body = "一、概述\n全年办理行政复议案件1200件。\n五、行政复议和行政诉讼情况\n未发生行政复议和行政诉讼。"
    assert values(body) == {}


def test_a_body_without_numbers_has_no_statistics() -> None:
    assert read_statistics("2018年工作情况。", []) == Statistics(None, ())


def test_what_came_over_from_the_year_before_is_no_whole_of_its_own() -> None:
    text = "共答复政府信息公开申请45件,包括上年结转信息公开申请3件。其中,予以公开30件,不予公开15件。"
    assert applications(text) == {
        "applications.answered": 45,
        "applications.granted": 30,
        "applications.refused": 15,
    }


def test_those_who_asked_are_not_what_they_asked_for() -> None:
    text = "本年度共收到12人次提出的政府信息公开申请15件。"
    assert applications(text) == {"applications.received": 15}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017年收到公开申请两件,其中当面申请一件、网络申请一件。", (2, 1, 1)),
        ("全年收到政府信息公开申请十二宗,其中当面申请三宗,网络申请九宗。", (12, 3, 9)),
        ("共收到政府信息公开申请一百零三件,其中当面申请二十件,网络申请八十三件。", (103, 20, 83)),
        ("共收到政府信息公开申请1件,其中当面申请零件,网络申请一件。", (1, 0, 1)),
    ],
)
def test_numbers_may_be_written_in_chinese(text: str, expected: tuple[int, int, int]) -> None:
    assert applications(text) == dict(
        zip(("applications.received", "applications.in_person", "applications.online"), expected, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "共收到政府信息公开申请数十件。",
        f"共收到政府信息公开申请{'9' * 16}件。",
        f"共收到政府信息公开申请{'9' * 5000}件。",
        "共收到政府信息公开申请上百件。",
        "收到政府信息公开申请三千余件。",
        "按照条例第二十条、第三十条,收到政府信息公开申请一个工作日内登记。",
        "收到政府信息公开申请一起登记。",
        "收到政府信息公开申请一百二件。",
        "自2008年《条例》实施以来,共收到政府信息公开申请5000件。",
    ],
)
def test_words_that_are_no_count_give_no_number(text: str) -> None:
    assert applications(text) == {}


def test_a_channel_before_another_sentence_is_no_whole() -> None:
    text = "共收到政府信息公开申请30件,其中网络申请20件,现场受理10件。已答复政府信息公开申请29件。"
    assert applications(text) == {
        "applications.received": 30,
        "applications.online": 20,
        "applications.in_person": 10,
        "applications.answered": 29,
    }


def test_what_was_published_in_the_year_goes_before_what_was_published_ever() -> None:
    text = "到年底累计主动公开政府信息5928条,其中,本年度新增主动公开政府信息2110条。"
    assert proactive(text) == {"proactive.published": 2110}


@pytest.mark.parametrize(
    "text",
    [
        "2016年收到政府信息公开申请150件,2017年收到政府信息公开申请200件。",
        "2017年收到政府信息公开申请200件,2016年收到政府信息公开申请150件。",
        "2016年收到政府信息公开申请150件,其中网络申请90件。2017年收到政府信息公开申请200件。",
    ],
)
def test_of_two_years_the_later_is_reported(text: str) -> None:
    assert applications(text) == {"applications.received": 200}


def test_two_channels_of_one_name_are_ambiguous_even_if_they_are_equal() -> None:
    text = "主动公开政府信息1000条,其中政务微博公开500条,政务微信公开500条。"
    assert proactive(text) == {"proactive.published": 1000}


def test_channels_of_publication_may_stand_in_lines_of_their_own() -> None:
    lines = "政府公报公开信息数2条;\n政府网站公开信息数50条;\n微信公开信息数30条;\n其他方式公开信息数18条。"
    assert proactive(f"全年主动公开政府信息100条,具体如下:\n{lines}\n") == {
        "proactive.published": 100,
        "proactive.gazette": 2,
        "proactive.website": 50,
        "proactive.social_media": 30,
        "proactive.other_channels": 18,
    }


def test_a_number_can_stand_before_the_name_of_its_part():
    text = (
        "三、依申请公开政府信息情况\n2017年，我局共收到政府信息公开申请15件，其中3件为网络申请，8件为信函申请，"
        "4件为当面申请，已办结15件。"
    )
    found = {value.indicator: value.value for value in read_statistics(text, ()).values}
    assert found == {
        "applications.received": 15,
        "applications.online": 3,
        "applications.letter": 8,
        "applications.in_person": 4,
        "applications.answered": 15,
    }
