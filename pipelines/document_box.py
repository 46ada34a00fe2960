"""The box of facts that catalogues of government information print above a document: 索引号, 发布机构 …."""

import re
from collections.abc import Sequence

from pipelines.line import squeezed
from pipelines.section import numbered_heading
from pipelines.title import is_report_title

_LABELS = frozenset(
    [
        *(
            "索引号",
            "索引码",
            "信息索引号",
            "统一编号",
            "统一登记号",
            "分类",
            "信息分类",
            "主题分类",
            "组配分类",
            "体裁分类",
        ),
        *(
            "服务对象分类",
            "所属主题",
            "发布机构",
            "公开机构",
            "发文机关",
            "发文机构",
            "发文单位",
            "制发机关",
            "责任部门",
        ),
        *(
            "公开责任部门",
            "成文日期",
            "成文时间",
            "发文日期",
            "发文时间",
            "发布日期",
            "发布时间",
            "生成日期",
            "公开日期",
        ),
        *(
            "公开时间",
            "生效日期",
            "失效日期",
            "废止日期",
            "名称",
            "信息名称",
            "标题",
            "文件名称",
            "文号",
            "备注/文号",
            "公文生成日期",
            "发文字号",
            "主题词",
        ),
        *(
            "关键词",
            "关键字",
            "有效性",
            "效力状态",
            "公开方式",
            "公开形式",
            "公开范围",
            "公开时限",
            "公开程序",
            "内容概述",
        ),
        *("信息来源", "来源", "语种", "体裁", "载体类型"),
    ]
)
_NAMES = frozenset(["名称", "信息名称", "标题", "文件名称"])
_NUMBERED = ("号", "码", "编号", "日期", "时间")
_NUMBER_OR_NONE = re.compile(r"\d|^(?:无|空)$|年")
_OPENING = re.compile(
    "[【\\[]?("
    + "|".join(r"\s*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
    + ")[】\\]]?(.*)"
)
_LONGEST_VALUE = 80
_LONGEST_LABEL = 12  # characters, spaced out: 主　题　词
_ENOUGH = 3


def is_fact(line: str) -> bool:
    """Tell whether a line opens with a label of the box."""
    colon = min((at for sign in ":：" if (at := line.find(sign, 0, _LONGEST_LABEL + 1)) > 0), default=0)
    return colon > 0 and squeezed(line[:colon]).strip("[【") in _LABELS


def bare_facts(lines: Sequence[str]) -> dict[int, str]:
    """Find the lines of a box whose labels need no colon: they stand above their values or before them.

    Gives each line that belongs to the box with the fact that it opens, ``""`` for a value below its label.
    """
    facts: dict[int, str] = {}
    labels = 0
    for at, line in enumerate(lines):
        label, value = _parted(line)
        if label is None:
            continue
        labels += 1
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if not value and _can_be_value(label, below):
            facts[at + 1], value = "", below
        facts[at] = f"{label}：{value}"
    return facts if labels >= _ENOUGH else {}


def _parted(line: str) -> tuple[str | None, str]:
    """Cut the label from a line that opens with one; ``None`` where none does."""
    opening = _OPENING.match(line)
    return (squeezed(opening[1]), opening[2].strip(" :：")) if opening else (None, line)


def _can_be_value(label: str, line: str) -> bool:
    if not 0 < len(line) <= _LONGEST_VALUE or _OPENING.match(line) or numbered_heading(line):
        return False
    if label.endswith(_NUMBERED) and not _NUMBER_OR_NONE.search(line):
        return False  # a number left blank, and the report's first line
    return label in _NAMES or not is_report_title(line)


def is_document_box(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table is the box: several of its cells are labels, or open with one."""
    cells = {cell for row in rows for cell in row if cell}
    labels = sum(1 for cell in cells if squeezed(cell).rstrip(":：") in _LABELS or is_fact(cell))
    return labels >= _ENOUGH and labels * 3 > len(cells)
