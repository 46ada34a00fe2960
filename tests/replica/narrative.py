"""The number sentences of reports that have no tables."""

from .corpus import Cell, Report

# Each wording is a set of sentences; a part is printed where the report has the number.
PARTS = {
    "proactive.published": {
        "gazette": ("通过政府公报发布信息", "通过政府公报公开", "政府公报"),
        "website": ("通过政府网站发布信息", "通过政府网站公开", "政府网站"),
        "social_media": ("通过微博微信发布信息", "通过政务微博、微信公开", "微博微信"),
        "other_channels": ("通过报刊、广播、电视等其他方式发布信息", "通过其他方式公开", "报刊等其他渠道"),
    },
    "applications.received": {
        "online": ("网络申请", "通过网络提交申请", "网络申请"),
        "letter": ("信函申请", "以信函提交申请", "信函申请"),
        "in_person": ("当面申请", "当面提交申请", "当面申请"),
        "fax": ("传真申请", "以传真提交申请", "传真申请"),
        "other_channels": ("其他方式申请", "以其他形式提交申请", "其他形式申请"),
    },
    "applications.answered": {
        "already_public": ("属已主动公开范围", "属于已主动公开范围", "已主动公开"),
        "granted": ("同意公开", "同意公开答复", "同意公开"),
        "partly_granted": ("同意部分公开", "同意部分公开答复", "同意部分公开"),
        "refused": ("不同意公开", "不同意公开答复", "不同意公开"),
        "otherwise": ("其他答复情形", "其他情形", "其他答复情形"),
    },
    "reconsideration.total": {
        "upheld": ("维持具体行政行为", "维持具体行政行为", "维持"),
        "corrected": ("被依法纠错", "被依法纠错", "依法纠错"),
        "other": ("其他情形", "其他情形", "其他情形"),
    },
    "litigation.total": {
        "upheld": ("维持具体行政行为或者驳回原告诉讼请求", "维持或者驳回原告诉讼请求", "维持或驳回"),
        "corrected": ("被依法纠错", "被依法纠错", "依法纠错"),
        "other": ("其他情形", "其他情形", "其他情形"),
    },
}
TOTALS = {
    "proactive.published": (
        "{we}主动公开政府信息",
        "{year}年，{we}通过不同渠道和方式主动公开政府信息共",
        "{year}年，{we}累计主动公开政府信息",
    ),
    "applications.received": (
        "{we}共收到政府信息公开申请",
        "{year}年，{we}共受理依申请公开政府信息申请",
        "{year}年，{we}收到公民、法人和其他组织提出的政府信息公开申请",
    ),
    "applications.answered": (
        "{we}共答复政府信息公开申请",
        "全年共办结答复",
        "全部在法定期限内答复，共答复",
    ),
    "reconsideration.total": (
        "{we}政府信息公开类行政复议案件已办结的共",
        "因政府信息公开申请行政复议的案件",
        "政府信息公开类行政复议已办结",
    ),
    "litigation.total": (
        "{we}政府信息公开类行政诉讼案件已判决或裁定的共",
        "因政府信息公开提起行政诉讼的案件",
        "政府信息公开类行政诉讼已判决",
    ),
}
WORDINGS = ("counted", "listed", "bracketed")


def sentence(report: Report, total: str) -> str | None:
    """The sentence about one total and its parts; none where the report does not count it."""
    rows = report.statistics["narrative"]
    if total not in rows:
        return None
    base = total.partition(".")[0]
    unit = report.units[base]
    style = WORDINGS.index(report.wording)
    whole = rows[total][0]
    lead = TOTALS[total][style].format(we=report.we, year=report.year)
    parts = []
    for name, words in PARTS[total].items():
        if (row := rows.get(f"{base}.{name}")) is None:
            continue
        share = _share(row[0], whole) if style == 0 and base != "proactive" else ""
        parts.append(f"{words[style]}{row[0]}{unit}{share}")
    if not parts:
        return f"{lead}{whole}{unit}。"
    if style == 0:
        mark = "，" if base == "proactive" else "；"
        return f"{lead}{whole}{unit}。其中，{mark.join(parts)}。"
    if style == 1:
        return f"{lead}{whole}{unit}，其中{'，'.join(parts)}。"
    return f"{lead}{whole}{unit}（其中：{'、'.join(parts)}）。"


def _share(part: Cell, whole: Cell) -> str:
    if not isinstance(part, int) or not isinstance(whole, int) or whole == 0:
        return ""
    return f"，占{100 * part / whole:.1f}%"
