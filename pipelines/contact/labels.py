"""The labelled pieces of a contact passage: 地址:…, 邮编:…, 电话:…."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipelines.contact.phone import phones

# Full-width characters and the many dashes, one for one: offsets stay those of the page.
_COMMON = (
    ("\uff0c", ","),
    ("\uff1a", ":"),
    ("\uff1b", ";"),
    ("\uff08", "("),
    ("\uff09", ")"),
    ("—", "-"),
    ("\u3000", " "),
    ("\xa0", " "),
)
_WIDE = re.compile("[\uff10-\uff5a\uff0b\uff0e\uff20–―─－−‐‑]")
_PLAIN = {0xFF01 + at: 0x21 + at for at in range(94)} | dict.fromkeys(map(ord, "–―─－−‐‑"), ord("-"))

# First match wins; "ignored" labels are telephones of another kind.
_LABELS = (
    (
        "ignored",
        "(?:监督|投诉|举报|报警|值班|技术支持)[^,;:]{0,4}(?:电话|热线|邮箱)|(?:办公|工作|接待|服务|受理)时间",
    ),
    ("both", r"(?:联系|办公|咨询)?电话(?:\(传真\)|[/、及和]传真|传真)"),
    ("fax", r"(?:联系|图文)?传\s*真(?!\s?\))(?:号码|电话|号)?"),
    (
        "phone",
        (
            r"(?:联系|咨询|办公|服务|受理|查询|办公室|固定|公开|对外|业务)?(?:电\s*话|热线|手机)(?:号码|号)?"
            r"|联系方式|拨打|致电|联系(?=:?\s?\(?\d)|T[Ee][Ll]\b"
        ),
    ),
    ("email", r"(?:联系|电子|互联网|办公)?(?:邮\s*箱|邮件)(?:地址|号)?|[Ee]-?[Mm][Aa][Ii][Ll]|电子信箱"),
    ("postcode", r"邮政编码|邮\s*编|邮政邮编"),
    (
        "address",
        r"(?:联系|办公|通讯|通信|邮寄|单位|详细|接收|受理)?地\s*址|办公地点|办公场所|联系地点",
    ),
    ("person", "联系人员?"),
    (
        "office",
        (
            "联系(?:部门|单位|机构|科室|处室)|(?:受理|办理)(?:机构|部门|单位|科室)"
            "|(?:负责|承办|责任|工作|主管)(?:部门|机构|科室|处室)|(?:机构|部门|单位)名称"
        ),
    ),
)
_LABEL = re.compile(
    "(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _LABELS)
    + r")\s*(?:\([^()\d]{0,12}\))?\s*(?P<colon>[为是]?\s?:|[为是])?\s*"
)
LABEL_LINE = re.compile(r"[\s(一二三四五六七八九十\d、.)]{0,8}" + _LABEL.pattern)
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", re.ASCII)
_POSTCODE = re.compile(r"\s*((?:0[1-7]|[1-8]\d)\d\s?\d{3})(?!\d)")
_CODE_BEHIND = re.compile(r"[^,;。\n]{4,80}?[,;(\s]\s?((?:0[1-7]|[1-8]\d)\d{4})(?=[\s,;。)]|$)")
_TEXT = re.compile(r"\s*((?:[^,;。\n()]|\([^()\n]*\))+)")
# The second half of an address behind a comma: 坪山大道5068号,行政服务大厅三楼.
_FURTHER = re.compile(r",\s?[^,;:。\n()]{2,30}?(?:[号楼层座厅栋厦院侧旁]|\d+室)(?=\s?[,;。)(]|\s?$)")
# 12345热线受理1200件 counts what a hotline did.
_COUNTED = re.compile(r"\d+\s?(?:受理|办理|转办|接听|接到|收到|平台|工单|共)")
# 83072822(传真), 83072821(兼传真): what a number is can stand behind it.
_BEHIND = re.compile(r"\s?\((兼?传真)\)")
_END = " \t,;、。.:(（"
# A number follows its label at once: 电话咨询100人次 has no telephone number. Between two numbers of
# one label stand a comma, a bracket or a word such as 或.
_GAP = 8
_BEGINS = frozenset("0123456789(+")


class Piece(NamedTuple):
    """One value of a contact passage; ``kind`` is office, person, address, postcode, phone, fax or email."""

    kind: str
    value: str
    start: int
    end: int


def plain(text: str) -> str:
    """Give a passage with ASCII digits, letters and punctuation, each character in its place."""
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return text.translate(_PLAIN) if _WIDE.search(text) else text


def pieces(text: str, offset: int, *, in_shenzhen: bool) -> Iterator[Piece]:
    """Read the labelled values of a passage that starts at ``offset``; ``text`` is in plain width."""
    labels = list(_LABEL.finditer(text))
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        kind = next(kind for kind, _ in _LABELS if label[kind] is not None)
        value = text[label.end() : end]
        at = offset + label.end()
        if kind in _NUMBERS:
            if label["colon"] or (value[:1] in _BEGINS and _COUNTED.match(value) is None):
                yield from _numbers(_NUMBERS[kind], value, at, in_shenzhen=in_shenzhen)
        elif kind in _READERS and (label["colon"] or kind not in _NEED_A_COLON):
            yield from _READERS[kind](kind, value, at)


def _numbers(kinds: tuple[str, ...], value: str, at: int, *, in_shenzhen: bool) -> Iterator[Piece]:
    """Give the numbers that follow a label without other words between them."""
    reached = 0
    for number, start, end in phones(value, in_shenzhen=in_shenzhen):
        between = value[reached:start]
        if len(between) > _GAP or "。" in between or "\n" in between:
            return
        behind = _BEHIND.match(value, end)
        for kind in _SAID_BEHIND[behind[1]] if behind else kinds:
            yield Piece(kind, number, at + start, at + end)
        reached = end


def _emails(kind: str, value: str, at: int) -> Iterator[Piece]:
    for match in _EMAIL.finditer(value):
        yield Piece(kind, match[0].replace(" ", ""), at + match.start(), at + match.end())


def _postcode(kind: str, value: str, at: int) -> Iterator[Piece]:
    code = _POSTCODE.match(value)
    if code:
        yield Piece(kind, code[1].replace(" ", ""), at + code.start(1), at + code.end(1))


def _words(kind: str, value: str, at: int) -> Iterator[Piece]:
    text = _TEXT.match(value)
    words = text[1].rstrip(_END) if text else ""
    if text and words:
        start = at + text.start(1)
        yield Piece(kind, words, start, start + len(words))


def _address(kind: str, value: str, at: int) -> Iterator[Piece]:
    """Give an address, and the postcode that stands behind it without a label."""
    code = _CODE_BEHIND.match(value)
    for first in _words(kind, value[: code.start(1)] if code else value, at):
        further = _FURTHER.match(value, first.end - at)
        end = further.end() if further else first.end - at
        yield first._replace(value=value[first.start - at : end], end=at + end)
    if code:
        yield Piece("postcode", code[1], at + code.start(1), at + code.end(1))


_SAID_BEHIND = {"传真": ("fax",), "兼传真": ("phone", "fax")}
_NUMBERS = {"phone": ("phone",), "fax": ("fax",), "both": ("phone", "fax")}
_NEED_A_COLON = frozenset({"address", "office", "person"})
_READERS: dict[str, Callable[[str, str, int], Iterator[Piece]]] = {
    "email": _emails,
    "postcode": _postcode,
    "address": _address,
    "office": _words,
    "person": _words,
}
