"""What a report's title says: whether it is one, of which year, of whom."""

import re

from pipelines.dates import YEAR, year_of
from pipelines.line import line_of, squeezed

# 政府信息公开工作年度报告, 政务公开年报, 信息公开2015年度报告, 政府信息公开工作情况报告 …
_KIND = (
    r"(?:(?<!人民)政府)?(?:信息[和与及]政务|政务[和与及]信息|信息|政务)(?:主动)?公开(?:[和与暨及]政务公开)?"
    r"(?:工作)?(?:总结)?(?:的)?(?:实施)?(?:情况)?(?:的)?"
    rf"(?:[（(]?{YEAR}年?度?[）)]?)?(?:年度?工作总?报告|年度?情况报告|年度?总?报告|年报|工作报告|情况报告|报告)"
)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_REPORT = re.compile(rf"{_KIND}(?P<rest>.*)$")
# After the name of the document: (文字版), (2018年), 及统计表 …; anything else makes another document of it.
_SUFFIX = re.compile(
    r"^(?:[（(〔\[【].{0,24}[）)〕\]】]|全文|正文|(?:文字|图文|公开|公示|网络|PDF)[版稿]|"
    r"(?:及|和|与|（含)?(?:附表|统计表|附件)[）]?|\.\w{3,4})*$"
)
# Documents about reports, and the words in which news announce them.
_OTHER = re.compile(
    r"指南|解读|图解|图说|一图|读懂|要点|通知|通报|工作方案|办法|规定|目录|召开|举行|举办|审议|培训[会班]|评估报告|"
    r"评价报告|报告制度|学年|企业环境信息公开|征求意见|发布会|出炉|问答|答记者问|函$|公告$|导读|摘要|亮点|回顾|看点|链接$|"
    r"(?:发布|公布|公开|印发|晒出|亮出|出台|报送|上报|提交|上线|做好|开展)(?:了|的)?(?:[本全我]市|[本全我]区|我局)?"
    rf"(?:{YEAR}年?度?|上一?年度?|本?年度)?(?:政府)?(?:信息|政务)公开"
)
_ISSUES = re.compile(
    rf"关于(?:印发|发布|公布|公开)《?[^《》]{{0,40}}?{YEAR}年?度?[^《》]{{0,30}}?{_KIND}》?的(?:通知|公告|通告|公示|函)$"
)
_YEAR = re.compile(rf"(?P<year>{YEAR})\s*年?\s*度?")
_YEAR_MARKED = re.compile(rf"(?P<year>{YEAR})\s*(?:年|—|-|－)")
_PERIOD = re.compile(
    r"(?:统计期限|报告期限?|统计时限|统计时间|统计数据|数据时限|数据|时间范围|自|从)"
    rf"[^。；\n]{{0,30}}?(?P<year>{YEAR})\s*年\s*(?:1|01|一|元)\s*月"
)
_SPAN = re.compile(
    rf"(?P<year>{YEAR})\s*年\s*(?:1|01|一|元)\s*月\s*(?:1|01|一)\s*日?\s*(?:起|开始)?\s*(?:至|到|[-—~－～]+)"
)
_SITE_TAIL = re.compile(
    r"\s*(?:[_|｜–]|--+|\s[-－—]\s?|[-－—](?=[^-－—]*(?:网|在线|政府|门户|平台|公开|[局委办]$)[^-－—]*$)).*$"
)


def is_report_title(title: str) -> bool:
    """Tell whether a title is that of an annual report on disclosure, and of nothing about one."""
    text = squeezed(title).translate(_DIGITS)
    found = _REPORT.search(text)
    return found is not None and _SUFFIX.match(found["rest"]) is not None and _OTHER.search(text) is None


def is_about_reports(title: str) -> bool:
    """Tell whether a title names a guide, a piece of news or another document of the same field."""
    return _OTHER.search(squeezed(title)) is not None


def issues_report(title: str) -> bool:
    """Tell whether a title is that of a notice which brings the report of a year with it."""
    return _ISSUES.search(squeezed(title).translate(_DIGITS)) is not None


def without_site(title: str) -> str:
    """Take the site's and the column's names off the text of a title element."""
    title = line_of(title)
    cut = _SITE_TAIL.sub("", title)
    return cut or title


def year_in_title(title: str) -> int | None:
    """Give the year that a title names: the last before the document's name, else the first after it.

    What follows in brackets can be the year of publication.
    """
    text = squeezed(title).translate(_DIGITS)
    found = list(_YEAR_MARKED.finditer(text)) or list(_YEAR.finditer(text))
    name = _WORDS_OF_KIND.search(text)
    before = [year for year in found if name is None or year.start() < name.start()]
    return year_of((before[-1] if before else found[0])["year"]) if found else None


def year_in_body(body: str) -> int | None:
    """Give the year of the period that a report's own words say it covers, never of its publication."""
    for line in body[:400].split("\n")[:4]:
        if len(line) < 60 and _REPORT.search(squeezed(line)) and (year := year_in_title(line)):
            return year
    found = _SPAN.search(body) or _PERIOD.search(body)
    return year_of(found["year"]) if found else None


_NAME_START = re.compile(
    r"^(?:关于(?:印发|发布|公布|公开)?|附件\d*[:：]?|【.*?】|[（(〔\[].{2,3}版[）)〕\]]|《)+"
)
_NAME_END = re.compile(r"(?:关于(?:印发|发布|公布|公开)?|的|本级|编制|：|:|—|-|－|_)+$")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,12}[省市区县]$")
_WORDS_OF_KIND = re.compile(rf"(?:{_KIND}|年度?工作?报告|年报).*$")


def agency_in_title(title: str) -> str | None:
    """Give the agency that a title names; ``None`` where the title is only the document's name."""
    text = squeezed(title).translate(_DIGITS)
    found = _WORDS_OF_KIND.search(text)
    if found is None:
        return None
    before = re.sub(rf"[（(]?{YEAR}(?:年度|年)?[）)]?", "", text[: found.start()])
    name = _NAME_END.sub("", _NAME_START.sub("", before).removesuffix("年度").removesuffix("年"))
    return name if len(name) > 1 and not re.search(r"[，。；、！？]$|^\d+$", name) else None


_ORGAN = (
    r"(?:人民政府办公[厅室]|人民政府|管理委员会|管委会|委员会|办事处|办公[厅室]|街道办|管理局|监督局|执法局|分局|支队|总队|大队|"
    r"中心|协会|联合会|研究院|研究会|管理处|管理所|[局厅委署站院团校室处所办])"
)
_NAME = rf"(?P<name>[\u4e00-\u9fff（）()·]{{2,40}}?{_ORGAN})"
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:现|特)?向社会(?:公布|发布|公开)?|现[将就]?(?:公布|发布|公开)?|公布|发布|编制(?:了)?|形成(?:了)?|制[定作](?:了)?)(?:本机关)?《?{_NAME}(?:关于)?(?:{YEAR}年?度?|年度)?(?:政府|信息|政务)",
        rf"本(?:年度|年|工作|次)?报告(?:是|系)?由{_NAME}(?:根据|依据|依照|按照|遵照|按|编制|编写|制作|，|。|负责|汇总)",
        rf"(?:^|\n|，|。)(?:{YEAR}年?(?:度)?[，,]?)?{_NAME}(?:根据|依据|依照|按照|遵照|认真|严格|高度重视|深入|坚持|全面|政府信息公开|持续|积极|在)",
    )
)
_NO_NAME = re.compile(
    r"^(?:我|本|各|全|国务|省|市|区|上级|根据|按照|为|由|本单|其他)(?:[局厅委署站院办区市县府级]|单位|机关|街道|办公|$)|国务院|条例|根据|按照|规定|要求"
)
_TITLE_LINES = 4


def agency_in_body(body: str) -> str | None:
    """Give the agency that the opening of a report names as its author."""
    opening = body[:1200]
    above = ""
    for line in opening.split("\n")[:_TITLE_LINES]:
        for title in (line, above + line):  # a title can stand on two lines
            if len(title) < 60 and is_report_title(title) and (name := agency_in_title(title)):
                return name
        above = line
    for pattern in _OPENINGS:
        for found in pattern.finditer(opening):
            if not _NO_NAME.search(found["name"]):
                return found["name"]
    return None


def agency_of(title: str, body: str) -> str | None:
    """Give the agency whose report it is: as the title says, else as the report's opening says.

    A title that names a bare place (深圳市2013年…) means its government where the opening says so.
    """
    named = agency_in_title(title)
    if named and _PLACE.match(named) and f"{named}人民政府" in body[:600]:
        return f"{named}人民政府"
    return named or agency_in_body(body)
