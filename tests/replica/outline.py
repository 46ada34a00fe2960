"""The six sections of a report, in the form its year asked for."""

from . import contact_passage
from .blocks import Block, Heading, Paragraph, Picture, Table
from .corpus import Report
from .grids import Grid
from .narrative import sentence
from .official_tables import application_grid, litigation_grid, proactive_grid
from .older_table import older_grid
from .prose import pick

LETTERS = {
    "2019": "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    "（国办公开办函〔2019〕60号）",
    "2021": "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
}
MARKERS = {"主动公开情况/主动公开政府信息数/主动公开规范性文件数": "其中："}


def blocks_of(report: Report) -> list[Block]:
    """The whole text of a report, as its HTML page has it."""
    if report.tables == "attachment":
        return [*_introduction(report), Paragraph("报告全文及统计表请见附件。"), *_closing(report)]
    return full_blocks(report)


def full_blocks(report: Report) -> list[Block]:
    """The whole text of a report, wherever it stands."""
    writers = {"2021": _tabled, "2019": _tabled, "table": _older, "narrative": _older, "own": _own}
    return [*writers[report.outline](report), *_closing(report)]


def _introduction(report: Report) -> list[Block]:
    slot = "introduction_tabled" if report.outline in LETTERS else "introduction_older"
    letter = LETTERS.get(report.cites or report.outline, "")
    text = pick(report, slot)[0].replace("[letter]", letter)
    if report.contact and report.contact.style == "running":
        text += contact_passage.running(report.contact)
    return [Paragraph(text)]


def _closing(report: Report) -> list[Block]:
    contact = report.contact
    if contact is None or contact.style == "running":
        return []
    if contact.style == "table":
        return contact_passage.table(contact)
    return [Paragraph(line) for line in contact_passage.label_lines(contact)]


def _tabled(report: Report) -> list[Block]:
    form = report.outline
    rows = report.statistics[form]
    spaced = report.hand in ("word", "indent")
    grids = [
        proactive_grid(rows, form, report.units),
        application_grid(rows, form, spaced=spaced),
        litigation_grid(rows),
    ]
    tables = [_shown(report, place, grid) for place, grid in enumerate(grids)]
    fourth = "四、政府信息公开行政复议、行政诉讼情况"
    if form == "2021":
        fourth = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
    return [
        *_introduction(report),
        Heading("一、总体情况", 1),
        Paragraph(pick(report, "overview")[0]),
        *([Picture(9, report.figure)] if report.figure else []),
        *_subsections(report, form),
        Heading("二、主动公开政府信息情况", 1),
        tables[0],
        Heading("三、收到和处理政府信息公开申请情况", 1),
        tables[1],
        Heading(fourth, 1),
        tables[2],
        Heading("五、存在的主要问题及改进情况", 1),
        *_problems(report),
        Heading("六、其他需要报告的事项", 1),
        *(Paragraph(each) for each in pick(report, "other_matters", 1)),
    ]


def _subsections(report: Report, form: str) -> list[Block]:
    slots = ("disclosed", "on_request", "managed", "platforms", "supervised")
    names = ("主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "监督保障情况")
    out: list[Block] = []
    for number, (slot, name) in enumerate(zip(slots, names, strict=True)):
        out.append(Heading(f"（{'一二三四五'[number]}）{name}", 2))
        out += [Paragraph(each) for each in pick(report, slot, 2 if slot == "disclosed" else 1)]
    return out


def _shown(report: Report, place: int, grid: Grid) -> Block:
    return Picture(place) if report.tables == "picture" else Table(grid)


def _problems(report: Report) -> list[Block]:
    problems, plans = pick(report, "problems"), pick(report, "plans")
    return [Paragraph(each) for each in (*problems, *plans)]


def _older(report: Report) -> list[Block]:
    narrative = report.outline == "narrative"

    def counted(*totals: str) -> list[Block]:
        if not narrative:
            return []
        found = [sentence(report, total) for total in totals]
        return [Paragraph(each) for each in found if each]

    out = [
        *_introduction(report),
        Heading("一、概述", 1),
        Paragraph(pick(report, "overview")[0]),
        *_older_work(report),
        Heading("二、主动公开政府信息情况", 1),
        *counted("proactive.published"),
        *(Paragraph(each) for each in pick(report, "disclosed_older", 1)),
        Heading("三、依申请公开政府信息办理情况", 1),
        *counted("applications.received", "applications.answered"),
        *([] if narrative else [Paragraph("依申请公开的受理和答复数量见文末统计表。")]),
        Heading("四、政府信息公开的收费及减免情况", 1),
        Paragraph(pick(report, "fees")[0]),
        Heading("五、因政府信息公开申请行政复议、提起行政诉讼的情况", 1),
        *(counted("reconsideration.total", "litigation.total") or [_no_cases(report)]),
        Heading("六、存在的主要问题及改进措施", 1),
        *_problems(report),
    ]
    if not narrative:
        grid = older_grid(report.statistics["table"], MARKERS)
        out += [Paragraph(f"附件：{report.agency}政府信息公开情况统计表（{report.year}年度）"), Table(grid)]
    return out


def _no_cases(report: Report) -> Block:
    if report.outline == "table":
        return Paragraph("行政复议和行政诉讼案件的数量见文末统计表。")
    return Paragraph(pick(report, "no_cases")[0])


def _older_work(report: Report) -> list[Block]:
    out: list[Block] = []
    for number, passage in enumerate(pick(report, "older_work", 3)):
        name, _, rest = passage.partition("。")
        out += [Heading(f"（{'一二三'[number]}）{name}", 2), Paragraph(rest)]
    return out


def _own(report: Report) -> list[Block]:
    """A report whose every line is in the data; # marks headings by their level."""
    out: list[Block] = []
    for line in report.text:
        marks = len(line) - len(line.lstrip("#"))
        text = line[marks:].strip()
        out.append(Heading(text, marks) if marks else Paragraph(text))
    return out
