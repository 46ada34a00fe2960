"""The fixed tables of the 2019 and 2021 formats, as grids."""

from .corpus import Cell, Rows
from .grids import Grid, GridCell, cell

APPLICANTS = ("natural_person", "business", "research", "welfare", "legal_service", "other", "total")

REFUSED = (
    ("state_secret", "1.属于国家秘密"),
    ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
    ("security_and_stability", "3.危及“三安全一稳定”"),
    ("third_party_rights", "4.保护第三方合法权益"),
    ("internal_affairs", "5.属于三类内部事务信息"),
    ("process_information", "6.属于四类过程性信息"),
    ("enforcement_files", "7.属于行政执法案卷"),
    ("administrative_inquiry", "8.属于行政查询事项"),
)
UNAVAILABLE = (
    ("not_held", "1.本机关不掌握相关政府信息"),
    ("must_be_created", "2.没有现成信息需要另行制作"),
    ("still_unclear", "3.补正后申请内容仍不明确"),
)
NOT_PROCESSED = (
    ("petition", "1.信访举报投诉类申请"),
    ("repeated", "2.重复申请"),
    ("publication", "3.要求提供公开出版物"),
    ("excessive", "4.无正当理由大量反复申请"),
    ("reissue", "5.要求行政机关确认或重新出具已获取信息"),
)
OTHERWISE = (
    ("not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other", "3.其他"),
)
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")


def application_rows(form: str) -> list[str]:
    """The indicators of the application table from top to bottom."""
    otherwise = [f"otherwise.{name}" for name, _ in OTHERWISE] if form == "2021" else ["otherwise"]
    names = ["received", "carried_in", "granted", "partly_granted"]
    names += [f"refused.{name}" for name, _ in REFUSED]
    names += [f"unavailable.{name}" for name, _ in UNAVAILABLE]
    names += [f"not_processed.{name}" for name, _ in NOT_PROCESSED]
    return [f"applications.{name}" for name in (*names, *otherwise, "concluded", "carried_out")]


def application_grid(rows: Rows, form: str, *, spaced: bool = False) -> Grid:
    """Section 三; `spaced` prints the headings as narrow columns do, broken or with a space inside."""
    business, research = ("商业 企业", "科研\n机构") if spaced else ("商业企业", "科研机构")
    welfare, legal = ("社会公益\n组织", "法律服务 机构") if spaced else ("社会公益组织", "法律服务机构")
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    grid: Grid = [
        [cell(note, 3, 3), cell("申请人情况", 7)],
        [cell("自然人", 1, 2), cell("法人或其他组织", 5), cell("总计", 1, 2)],
        [cell(each) for each in (business, research, welfare, legal, "其他")],
    ]

    def values(indicator: str) -> list[Cell]:
        return rows[f"applications.{indicator}"]

    def add(lead: list[GridCell], indicator: str) -> None:
        grid.append([*lead, *(cell(value) for value in values(indicator))])

    add([cell("一、本年新收政府信息公开申请数量", 3)], "received")
    add([cell("二、上年结转政府信息公开申请数量", 3)], "carried_in")
    result = cell("三、本年度办\n理结果" if spaced else "三、本年度办理结果", 1, 22 if form == "2021" else 20)
    add([result, cell("（一）予以公开", 2)], "granted")
    add([cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2)], "partly_granted")
    groups = [("refused", "（三）不予公开", REFUSED), ("unavailable", "（四）无法提供", UNAVAILABLE)]
    groups.append(("not_processed", "（五）不予处理", NOT_PROCESSED))
    if form == "2021":
        groups.append(("otherwise", "（六）其他处理", OTHERWISE))
    for group, heading, kinds in groups:
        for number, (name, label) in enumerate(kinds):
            lead = [cell(heading, 1, len(kinds))] if number == 0 else []
            add([*lead, cell(label)], f"{group}.{name}")
    if form == "2019":
        add([cell("（六）其他处理", 2)], "otherwise")
    add([cell("（七）总计", 2)], "concluded")
    add([cell("四、结转下年度继续办理", 3)], "carried_out")
    return grid


def litigation_grid(rows: Rows) -> Grid:
    """Section 四: fifteen numbers in one row."""
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    blocks = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
    return [
        [cell("行政复议", 5), cell("行政诉讼", 10)],
        [*(cell(each, 1, 2) for each in labels), cell("未经复议直接起诉", 5), cell("复议后起诉", 5)],
        [cell(each) for each in labels * 2],
        [cell(value) for block in blocks for value in rows[block]],
    ]


def proactive_grid(rows: Rows, form: str, units: dict[str, str]) -> Grid:
    """Section 二 in either form."""
    return _proactive_2021(rows) if form == "2021" else _proactive_2019(rows, units)


def _proactive_2021(rows: Rows) -> Grid:
    def line(label: str, key: str) -> list[GridCell]:
        values = rows[f"proactive.{key}"]
        return [cell(label), *(cell(value, 3 if len(values) == 1 else 1) for value in values)]

    return [
        [cell("第二十条第（一）项", 4)],
        [cell(each) for each in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")],
        line("规章", "rules"),
        line("行政规范性文件", "normative_documents"),
        [cell("第二十条第（五）项", 4)],
        [cell("信息内容"), cell("本年处理决定数量", 3)],
        line("行政许可", "licensing"),
        [cell("第二十条第（六）项", 4)],
        [cell("信息内容"), cell("本年处理决定数量", 3)],
        line("行政处罚", "penalties"),
        line("行政强制", "coercion"),
        [cell("第二十条第（八）项", 4)],
        [cell("信息内容"), cell("本年收费金额（单位：万元）", 3)],
        line("行政事业性收费", "fees"),
    ]


def _proactive_2019(rows: Rows, units: dict[str, str]) -> Grid:
    def line(label: str, key: str) -> list[GridCell]:
        values = rows[f"proactive.{key}"]
        cells = [cell(value) for value in values]
        if len(values) == 2:
            cells[1] = cell(values[1], 2)
        return [cell(label), *cells]

    three = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
    items, amount = rows["proactive.procurement"]
    unit = units["proactive.procurement.amount"] if isinstance(amount, int | float) else ""
    return [
        [cell("第二十条第（一）项", 4)],
        [cell(each) for each in ("信息内容", "本年新\n制作数量", "本年新\n公开数量", "对外公开总数量")],
        line("规章", "rules"),
        line("规范性文件", "normative_documents"),
        [cell("第二十条第（五）项", 4)],
        [cell(each) for each in three],
        line("行政许可", "licensing"),
        line("其他对外管理服务事项", "other_services"),
        [cell("第二十条第（六）项", 4)],
        [cell(each) for each in three],
        line("行政处罚", "penalties"),
        line("行政强制", "coercion"),
        [cell("第二十条第（八）项", 4)],
        [cell("信息内容"), cell("上一年项目数量"), cell("本年增/减", 2)],
        line("行政事业性收费", "fees"),
        [cell("第二十条第（九）项", 4)],
        [cell("信息内容"), cell("采购项目数量"), cell("采购总金额", 2)],
        [cell("政府集中采购"), cell(items), cell(f"{amount}{unit}", 2)],
    ]
