"""The official tables of the 2021 and 2019 forms, filled with numbers, as grids."""

from collections.abc import Callable, Iterable

from pipelines.table import Table

Fill = Callable[[str, str | None], str]

APPLICANTS = ("natural_person", "business", "research", "welfare", "legal_service", "other", "total")
APPLICANT_HEADINGS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
CORNER = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"
DONE = "三、本年度办理结果"
REFUSED, UNAVAILABLE, UNPROCESSED = "(三)不予公开", "(四)无法提供", "(五)不予处理"
OTHERWISE = "(六)其他处理"
ROWS_2021: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("received", ("一、本年新收政府信息公开申请数量",) * 3),
    ("carried_in", ("二、上年结转政府信息公开申请数量",) * 3),
    ("granted", (DONE, "(一)予以公开", "(一)予以公开")),
    ("partly_granted", (DONE, *("(二)部分公开(区分处理的,只计这一情形,不计其他情形)",) * 2)),
    ("refused.state_secret", (DONE, REFUSED, "1.属于国家秘密")),
    ("refused.prohibited_by_law", (DONE, REFUSED, "2.其他法律行政法规禁止公开")),
    ("refused.security_and_stability", (DONE, REFUSED, "3.危及“三安全一稳定”")),
    ("refused.third_party_rights", (DONE, REFUSED, "4.保护第三方合法权益")),
    ("refused.internal_affairs", (DONE, REFUSED, "5.属于三类内部事务信息")),
    ("refused.process_information", (DONE, REFUSED, "6.属于四类过程性信息")),
    ("refused.enforcement_files", (DONE, REFUSED, "7.属于行政执法案卷")),
    ("refused.administrative_inquiry", (DONE, REFUSED, "8.属于行政查询事项")),
    ("unavailable.not_held", (DONE, UNAVAILABLE, "1.本机关不掌握相关政府信息")),
    ("unavailable.must_be_created", (DONE, UNAVAILABLE, "2.没有现成信息需要另行制作")),
    ("unavailable.still_unclear", (DONE, UNAVAILABLE, "3.补正后申请内容仍不明确")),
    ("not_processed.petition", (DONE, UNPROCESSED, "1.信访举报投诉类申请")),
    ("not_processed.repeated", (DONE, UNPROCESSED, "2.重复申请")),
    ("not_processed.publication", (DONE, UNPROCESSED, "3.要求提供公开出版物")),
    ("not_processed.excessive", (DONE, UNPROCESSED, "4.无正当理由大量反复申请")),
    ("not_processed.reissue", (DONE, UNPROCESSED, "5.要求行政机关确认或重新出具已获取信息")),
    (
        "otherwise.not_corrected",
        (DONE, OTHERWISE, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ),
    (
        "otherwise.fee_unpaid",
        (DONE, OTHERWISE, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ),
    ("otherwise.other", (DONE, OTHERWISE, "3.其他")),
    ("concluded", (DONE, "(七)总计", "(七)总计")),
    ("carried_out", ("四、结转下年度继续办理",) * 3),
)
ROWS_2019 = tuple(
    (name.split(".")[0], (DONE, OTHERWISE, OTHERWISE)) if name == "otherwise.other" else (name, labels)
    for name, labels in ROWS_2021
    if name not in {"otherwise.not_corrected", "otherwise.fee_unpaid"}
)
RESULTS = ("upheld", "corrected", "other", "pending", "total")
RESULT_HEADINGS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
BLOCKS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")


def table(rows: Iterable[Iterable[str]], caption: str | None = None, section: int | None = None) -> Table:
    """Make a rectangular table."""
    lists = [list(row) for row in rows]
    width = max(map(len, lists), default=0)
    return Table(caption, section, tuple(tuple(row + [""] * (width - len(row))) for row in lists))


def application_table(fill: Fill, rows: tuple[tuple[str, tuple[str, str, str]], ...] = ROWS_2021) -> Table:
    """Build the application table; ``fill`` gives the text of a cell by indicator and applicant."""
    entities = "法人或其他组织"
    heads = [
        [CORNER] * 3 + ["申请人情况"] * 7,
        [CORNER] * 3 + ["自然人"] + [entities] * 5 + ["总计"],
        [CORNER] * 3 + list(APPLICANT_HEADINGS),
    ]
    body = [[*labels, *(fill(f"applications.{name}", who) for who in APPLICANTS)] for name, labels in rows]
    return table(heads + body)


def _block(
    clause: str, headings: tuple[str, ...], rows: Iterable[tuple[str, tuple[str, ...]]]
) -> list[list[str]]:
    width = 3
    wide = [[clause] * (width + 1), ["信息内容", *headings, *[headings[-1]] * (width - len(headings))]]
    return wide + [[label, *values, *[values[-1]] * (width - len(values))] for label, values in rows]


def proactive_2021(fill: Fill) -> Table:
    """Build the 2021 table of proactive disclosure."""

    def row(label: str, indicator: str, *measures: str) -> tuple[str, tuple[str, ...]]:
        return label, tuple(fill(f"proactive.{indicator}.{measure}", None) for measure in measures)

    documents = ("issued", "repealed", "in_force")
    decided = ("本年处理决定数量",)
    return table(
        _block(
            "第二十条第(一)项",
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            [row("规章", "rules", *documents), row("行政规范性文件", "normative_documents", *documents)],
        )
        + _block("第二十条第(五)项", decided, [row("行政许可", "licensing", "decisions")])
        + _block(
            "第二十条第(六)项",
            decided,
            [row("行政处罚", "penalties", "decisions"), row("行政强制", "coercion", "decisions")],
        )
        + _block("第二十条第(八)项", ("本年收费金额(单位:万元)",), [row("行政事业性收费", "fees", "amount")])
    )


def proactive_2019(fill: Fill) -> Table:
    """Build the 2019 table of proactive disclosure."""

    def row(label: str, indicator: str, *measures: str) -> tuple[str, tuple[str, ...]]:
        return label, tuple(fill(f"proactive.{indicator}.{measure}", None) for measure in measures)

    documents = ("issued", "newly_published", "published_total")
    items = ("items_last_year", "change", "decisions")
    decided = ("上一年项目数量", "本年增/减", "处理决定数量")
    return table(
        _block(
            "第二十条第(一)项",
            ("本年新 制作数量", "本年新 公开数量", "对外公开总数量"),
            [row("规章", "rules", *documents), row("规范性文件", "normative_documents", *documents)],
        )
        + _block(
            "第二十条第(五)项",
            decided,
            [row("行政许可", "licensing", *items), row("其他对外管理服务事项", "other_services", *items)],
        )
        + _block(
            "第二十条第(六)项",
            decided,
            [row("行政处罚", "penalties", *items), row("行政强制", "coercion", *items)],
        )
        + _block("第二十条第(八)项", decided[:2], [row("行政事业性收费", "fees", *items[:2])])
        + _block(
            "第二十条第(九)项",
            ("采购项目数量", "采购总金额"),
            [row("政府集中采购", "procurement", "items", "amount")],
        )
    )


def dispute_table(fill: Fill) -> Table:
    """Build the table of reconsideration and litigation."""
    return table(
        [
            ["行政复议"] * 5 + ["行政诉讼"] * 10,
            [*RESULT_HEADINGS, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5],
            list(RESULT_HEADINGS) * 3,
            [fill(f"{block}.{result}", None) for block in BLOCKS for result in RESULTS],
        ]
    )
