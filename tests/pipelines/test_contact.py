"""The contact that a report names for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contact import read_contact
from tests.pipelines.forms import table

AGENCY = "深圳市某局"
FULL = (
    "如对本报告有异议,请与深圳市某局办公室联系(地址:深圳市福田区福中路1号,邮编518035,电话:0755—88102842"
    ",传真:0755-88102843,电子邮箱:xxgk@sz.gov.cn)。"
)


def contact(body, tables=(), agency=AGENCY):
    found = read_contact(body, tables, agency)
    return None if found is None else found.to_json()


def phones(body):
    return contact(f"如对本报告有疑问,请与某局联系,电话:{body}。")["phones"]


def test_a_sentence_names_everything():
    found = contact(FULL)
    evidence = found.pop("evidence")
    assert found == {
        "office": "深圳市某局办公室",
        "address": "深圳市福田区福中路1号",
        "postcode": "518035",
        "phones": ["0755-88102842"],
        "faxes": ["0755-88102843"],
        "emails": ["xxgk@sz.gov.cn"],
    }
    assert FULL[evidence["start"] : evidence["end"]].startswith("深圳市某局办公室")
    assert FULL[evidence["start"] : evidence["end"]].endswith("xxgk@sz.gov.cn")


def test_the_keys_have_the_order_of_the_contract():
    assert list(contact(FULL)) == ["office", "address", "postcode", "phones", "faxes", "emails", "evidence"]


@pytest.mark.parametrize(
    ("body", "office", "phone"),
    [
        ("如对本报告有任何疑问,请联系:坪地街道办事处,联系电话:84063036。", "坪地街道办事处", "0755-84063036"),
        ("如有疑问,可致电深圳市某区政府办公室,电话:0755-83926179。", "深圳市某区政府办公室", "0755-83926179"),
        ("如对报告有疑问,请与我局联系(电话:0755-83926179)。", AGENCY, "0755-83926179"),
        (
            "若对本报告有意见建议,请向某街道党政办反映,联系电话:(0755)8392 6179。",
            "某街道党政办",
            "0755-83926179",
        ),
        (
            "如对本报告有疑问,请与某气象局（台）办公室联系（电话:0755-83926179）。",
            "某气象局（台）办公室",
            "0755-83926179",
        ),
        ("对本报告如有疑问,请与某局办公室联系。联系电话:0755-83926179", "某局办公室", "0755-83926179"),
        ("如对本报告有疑问,可拨打政务服务便民热线12345咨询。", None, "12345"),
        ("如对本报告有疑问,可拨打12345热线咨询。", None, "12345"),
        ("对本报告如有意见和建议请与某局办公室联系,电话(0755)83926179。", "某局办公室", "0755-83926179"),
        ("如需了解更多信息,请与某局联系。联系电话:83926179,传真:83926178。", "某局", "0755-83926179"),
        ("如对报告内容有疑问,请拨打咨询电话:0755-83926179。", None, "0755-83926179"),
        ("如对本报告有疑问,请联系:0755-83926179。", None, "0755-83926179"),
        ("本报告可在区政府网站(www.x.gov.cn)下载,咨询电话:0755-83926179。", None, "0755-83926179"),
        ("如对本报告有意见,请反馈至某局办公室,联系电话:0755-83926179。", "某局办公室", "0755-83926179"),
        ("如对本报告有疑问,可通过电话(0755-83926179)等方式向某局办公室咨询。", "某局办公室", "0755-83926179"),
        (
            "如需了解更多公开情况,请登录网站,或与某局办公室联系,电话:0755-83926179。",
            "某局办公室",
            "0755-83926179",
        ),
        ("如对本报告有意见,欢迎致函或致电某局办公室,电话:0755-83926179。", "某局办公室", "0755-83926179"),
        ("公众如需咨询本报告相关内容,可与某局办公室联系,电话:0755-83926179。", "某局办公室", "0755-83926179"),
        ("本报告由深圳市某局办公室负责解释,联系电话:83926179。", "深圳市某局办公室", "0755-83926179"),
        ("如对本报告有疑问,请联系某局办公室,联系人:张三,电话:0755-83926179。", "某局办公室", "0755-83926179"),
    ],
)
def test_a_sentence_may_ask_in_many_ways(body, office, phone):
    found = contact(body)
    assert found["office"] == office
    assert found["phones"] == [phone]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0755-88102842", ["0755-88102842"]),
        ("0755—88102842", ["0755-88102842"]),
        ("０７５５－８８１０２８４２", ["0755-88102842"]),
        ("(0755)88102842", ["0755-88102842"]),
        ("（0755）88102842", ["0755-88102842"]),
        ("0755 88102842", ["0755-88102842"]),
        ("+86-755-88102842", ["0755-88102842"]),
        ("(+86)755-88102842", ["0755-88102842"]),
        ("86969439", ["0755-86969439"]),
        ("8613812345678", ["13812345678"]),
        ("88102842", ["0755-88102842"]),
        ("075588102842", ["0755-88102842"]),
        ("0755-28330001转8012", ["0755-28330001转8012"]),
        ("0755-28330001-8012", ["0755-28330001转8012"]),
        ("0755-28330001、28330002", ["0755-28330001", "0755-28330002"]),
        ("0755-28330001,0755-28330002", ["0755-28330001", "0755-28330002"]),
        ("12345", ["12345"]),
        ("0755-28330001、12345", ["0755-28330001", "12345"]),
        ("13812345678", ["13812345678"]),
        ("020-83135078", ["020-83135078"]),
    ],
)
def test_phones_are_written_one_way(printed, expected):
    assert phones(printed) == expected


def test_a_local_number_of_another_city_stays_as_printed():
    body = "如对本报告有疑问,请与湖里区人民政府办公室联系(地址:厦门市枋湖南路161号,电话:5722721)。"
    assert contact(body, agency="厦门市湖里区人民政府")["phones"] == ["5722721"]


LINES = """六、其他需要报告的事项
联系地址：深圳市南山区桃园路2号A栋（区府大院）3楼
邮政编码：518052
咨询电话：0755－28330001转8012、12345
传 真：0755-26667288
电子邮箱：xxgk@szns.gov.cn
联系部门：信息科"""


def test_label_lines_are_a_contact():
    found = contact(LINES)
    del found["evidence"]
    assert found == {
        "office": "信息科",
        "address": "深圳市南山区桃园路2号A栋（区府大院）3楼",
        "postcode": "518052",
        "phones": ["0755-28330001转8012", "12345"],
        "faxes": ["0755-26667288"],
        "emails": ["xxgk@szns.gov.cn"],
    }


@pytest.mark.parametrize("label", ["地址", "联系地址", "办公地址", "通讯地址", "通信地址"])
@pytest.mark.parametrize("number", ["电话", "联系电话", "咨询电话", "办公电话"])
def test_labels_have_variants(label, number):
    found = contact(f"{label}:深圳市罗湖区文锦中路1008号\n{number}:0755-25666666")
    assert found["address"] == "深圳市罗湖区文锦中路1008号"
    assert found["phones"] == ["0755-25666666"]


def test_a_table_may_be_the_contact():
    rows = [
        ("联系部门", "深圳市某局办公室"),
        ("办公地址", "深圳市福田区1号"),
        ("联系电话", "0755-88102842"),
        ("传真", "0755-88102843"),
    ]
    found = contact("本报告的联系方式如下:", [table(rows)])
    assert found["office"] == "深圳市某局办公室"
    assert found["address"] == "深圳市福田区1号"
    assert found["phones"] == ["0755-88102842"]
    assert found["faxes"] == ["0755-88102843"]
    assert found["evidence"] == {"table": 0, "row": 2, "column": 1}


def test_several_contacts_keep_all_phones_and_the_first_office():
    body = (
        "如对本报告有疑问,请与甲局办公室联系(地址:深圳市甲路1号,电话:0755-11111111)"
        "或与乙局办公室联系(地址:深圳市乙路2号,电话:0755-22222222)。"
    )
    found = contact(body)
    assert found["office"] == "甲局办公室"
    assert found["address"] == "深圳市甲路1号"
    assert found["phones"] == ["0755-11111111", "0755-22222222"] or found["phones"] == ["0755-22222222"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "发挥市政府12345服务热线作用,全年受理电话咨询100人次。",
        "12345热线共接听电话20000个,市民服务热线12345办结率99%。",
        "建立联系机制,加强与各单位的联系。",
        "如有问题及时与有关部门联系沟通,2018年共联系168人次。",
        "公开地址信息12条,公布办公电话30个、传真5个。",
        "监督电话:0755-88102842",
        "门户网站(http://www.sz.gov.cn)下载,邮件咨询518035件。",
        "当面申请地址:市民中心1楼,电话咨询100人次,热线12345受理1200件。",
    ],
)
def test_what_is_no_contact_gives_none(body):
    assert contact(body) is None


@given(
    st.sampled_from(["010", "020", "0755", "0592", "0571"]),
    st.integers(2_000_000, 89_999_999).map(str),
    st.sampled_from(
        ["{0}-{1}", "{0}—{1}", "({0}){1}", "（{0}）{1}", "{0} {1}", "{0}{1}", "+86-{2}-{1}", "{0}－{1}"]
    ),
    st.one_of(st.none(), st.integers(1, 9999)),
    st.sampled_from(["电话:", "电话：", "联系电话: ", "咨询电话："]),
)
def test_a_phone_is_read_however_it_is_written(area, number, form, extension, label):
    printed = form.format(area, number, area.lstrip("0"))
    tail = "" if extension is None else f"转{extension}"
    found = contact(f"如对本报告有疑问,请与某局联系({label}{printed}{tail})。", agency="某市某局")
    assert found["phones"] == [f"{area}-{number}{tail}"]


@pytest.mark.parametrize(
    "printed",
    [
        "0755-28330001（转8012）",
        "0755-28330001(转 8012)",
        "0755-28330001转分机8012",
        "0755-28330001 分机8012",
        "0755 - 28330001*8012",
    ],
)
def test_an_extension_is_written_one_way(printed):
    assert phones(printed) == ["0755-28330001转8012"]


@pytest.mark.parametrize(
    ("body", "office", "numbers"),
    [
        (
            "如对本报告有疑问,请与甲局办公室(电话:(0755)45264620)或乙中心(电话:0755-75069164)联系。",
            "甲局办公室",
            ["0755-45264620", "0755-75069164"],
        ),
        ("如对本报告有疑问,请拨打某局办公室电话:0755-82324870。", "某局办公室", ["0755-82324870"]),
        (
            "如有疑问,请与某委办公室（信息公开办）联系(电话:0755-82324870)。",
            "某委办公室（信息公开办）",
            ["0755-82324870"],
        ),
        ("如有疑问,请与某局联系(电话+86-755-82324870)。", "某局", ["0755-82324870"]),
    ],
)
def test_an_office_may_be_named_before_a_bracket_a_call_or_with_another_name(body, office, numbers):
    found = contact(body)
    assert found["office"] == office
    assert found["phones"] == numbers


def test_brackets_in_an_address_stay_in_it():
    body = "如有疑问,请与某街道办事处联系,办公地址:深圳市宝安区创业一路1号(区委大楼)5楼,电话:0755-59521695。"
    assert contact(body)["address"] == "深圳市宝安区创业一路1号(区委大楼)5楼"


def test_an_address_may_go_on_behind_a_comma():
    body = "如对本报告有疑问,请与某局联系(地址:坪山区坪山大道5068号,行政服务大厅三楼,邮编:518118,电话:84622222)。"
    assert contact(body)["address"] == "坪山区坪山大道5068号,行政服务大厅三楼"


def test_a_bracket_may_hold_address_postcode_and_number_without_labels():
    body = "如对本报告有疑问,请与某局联系(深圳市坪山区坪山大道5068号,518118,0755-84622222)。"
    found = contact(body)
    assert (found["address"], found["postcode"]) == ("深圳市坪山区坪山大道5068号", "518118")
    assert found["phones"] == ["0755-84622222"]


def test_below_a_line_that_announces_a_contact_the_office_needs_no_label():
    found = contact("（二）联系方式\n某局办公室，地址：盐田区海景二路1008号，电话：0755-84622222。")
    assert (found["office"], found["phones"]) == ("某局办公室", ["0755-84622222"])


def test_a_table_may_have_its_labels_above_the_values():
    rows = [
        ("办理机构", "通讯地址", "咨询电话", "E-mail"),
        ("深圳市某局办公室", "深圳市福田区1号", "0755-88102842", "xxgk@sz.gov.cn"),
    ]
    found = contact("本报告的联系方式如下:", [table(rows)])
    assert found["office"] == "深圳市某局办公室"
    assert found["address"] == "深圳市福田区1号"
    assert found["phones"] == ["0755-88102842"]
    assert found["emails"] == ["xxgk@sz.gov.cn"]
    assert found["evidence"] == {"table": 0, "row": 1, "column": 2}


def test_lines_may_have_a_hotline_instead_of_a_telephone():
    found = contact("地 址:深圳市福田区1号\n咨询热线:0755-44111040\n邮编:518879")
    assert found["phones"] == ["0755-44111040"]
    assert found["postcode"] == "518879"


@pytest.mark.parametrize(
    "body",
    [
        "我局在市档案馆设立政府信息公开查阅点(地址:深圳市福田区海田路2号,电话:0755-88102842)。",
        "公共查阅点:\n地址:深圳市福田区海田路2号\n电话:0755-88102842\n邮编:518026",
        "联系人:张三",
        "电话:0755-88102842",
    ],
)
def test_a_place_to_look_things_up_or_a_lonely_label_is_no_contact(body):
    assert contact(body) is None


def test_a_number_alone_is_a_contact_below_a_line_that_says_so():
    assert contact("六、其他需要报告的事项\n联系方式：\n电话：0755-88102842")["phones"] == ["0755-88102842"]


def test_a_person_is_no_office():
    found = contact("联系人：张三\n电话：0755-88102842")
    assert found["office"] is None
    assert found["phones"] == ["0755-88102842"]


@pytest.mark.parametrize(
    "address",
    ["深圳市福田区福中三路,518035", "深圳市福田区福中三路 518035", "深圳市福田区福中三路（518035）"],
)
def test_a_postcode_may_stand_behind_the_address_without_a_label(address):
    found = contact(f"如有疑问,请与某局办公室联系。地址:{address},电话为:0755-88102842")
    assert found["address"] == "深圳市福田区福中三路"
    assert found["postcode"] == "518035"
    assert found["phones"] == ["0755-88102842"]


def test_a_number_may_be_named_behind_itself():
    found = contact("如对本报告有疑问,请与某局联系,电话:0755-83072821（兼传真）、83072822,83072823（传真）。")
    assert found["phones"] == ["0755-83072821", "0755-83072822"]
    assert found["faxes"] == ["0755-83072821", "0755-83072823"]


def test_what_somebody_wants_to_know_is_no_office():
    found = contact("如需进一步咨询了解相关信息,可与某局公开办联系,电话:0755-83072821。")
    assert found["office"] == "某局公开办"


def test_hours_between_the_lines_of_a_contact_do_not_end_it():
    found = contact(
        "受理机构:某局办公室\n办公地址:深圳市福田区莲花路1098号\n办公时间:工作日9:00-18:00\n电话:0755-83072821"
    )
    assert (found["office"], found["address"]) == ("某局办公室", "深圳市福田区莲花路1098号")
    assert found["phones"] == ["0755-83072821"]
