"""How reports print whom to ask."""

from .blocks import Block, Paragraph, Table
from .corpus import Contact
from .grids import cell


def printed_number(number: str, dash: str) -> str:
    """A number as printed: 0755-88102842 may stand as 0755—88102842, （0755）88102842 or 88102842."""
    area, _, local = number.rpartition("-")
    if not area:
        return local
    if dash == "()":
        return f"（{area}）{local}"
    return local if dash == "local" else f"{area}{dash}{local}"


def running(contact: Contact) -> str:
    """The passage as a sentence; ends the introduction."""
    if contact.office is None:
        return f"如对本报告有疑问，可拨打政务服务便民热线{contact.phones[0]}咨询。"
    parts = []
    if contact.address:
        parts.append(f"地址：{contact.address}")
    if contact.postcode:
        parts.append(f"邮编{contact.postcode}")
    parts += [f"{label}：{text}" for label, text in _numbers(contact, "电话")]
    return f"如对本报告有异议，请与{contact.office}联系（{'，'.join(parts)}）。"


def label_lines(contact: Contact) -> list[str]:
    """The passage as lines of label and value; stands at the end."""
    rows = [("联系单位", contact.office), ("联系地址", contact.address), ("邮政编码", contact.postcode)]
    return [f"{label}：{text}" for label, text in [*rows, *_numbers(contact, "联系电话")] if text]


def table(contact: Contact) -> list[Block]:
    """The passage as a small table at the end."""
    rows = [("联系部门", contact.office), ("办公地址", contact.address), ("邮编", contact.postcode)]
    grid = [[cell(label), cell(text)] for label, text in [*rows, *_numbers(contact, "联系电话")] if text]
    return [Paragraph("本报告的联系方式如下："), Table(grid)]


def _numbers(contact: Contact, label: str) -> list[tuple[str, str]]:
    rows = [
        (label, "、".join(printed_number(each, contact.dash) for each in contact.phones)),
        ("传真", "、".join(printed_number(each, contact.dash) for each in contact.faxes)),
        ("电子邮箱", "、".join(contact.emails)),
    ]
    return [row for row in rows if row[1]]
