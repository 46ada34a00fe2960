"""Where in a report its own contact stands: in a sentence, in label lines or in a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.contact.contact import Contact
from pipelines.contact.labels import LABEL_LINE, Piece, pieces, plain
from pipelines.statistics.figure import Cell, Span
from pipelines.table import Table

# Every contact has one of these; the lines round them are looked at too.
_SIGNS = ("联系", "电话", "电 话", "致电", "@", "疑问", "异议")
# 如对本报告有异议,请与X联系 / 如有疑问,请联系X / 可致电X / 请向X反映.
_ASKS = re.compile(
    r"(?:异议|疑问|疑义|意见|问题|建议|不明|更多信息|请与|请向)[^。\n]{0,60}?(?:联系|咨询|反映|致电|垂询|来电|查询)"
)
_INVITES = re.compile("[如若]|对本|对此|对该|任何|欢迎|需要?|请")
_OF_THE_REPORT = re.compile("报告|年报")
_WITH = re.compile(
    r"(?:与|向|同|和)(?P<a>[^,;。:()\n]{2,40}?)(?:(?P<b>\([^()]*\))?(?:进行)?(?:联系|咨询|反映|提出|查询))"
    r"|(?:联系|致电|咨询|垂询)(?::|我们:)?(?P<c>[^,;。:()\n]{2,40}?)(?=[,;。:(\n]|电话|$)"
)
_OURS = re.compile("(?:我|本)(?:局|办|委|署|区|市|处|院|馆|会|中心|单位|机关|部门|街道|街道办|办公室)?")
_PLACE = re.compile(r"[路街道巷村园厦楼栋座号室区]")
_SHENZHEN = re.compile("深圳|福田|罗湖|南山|盐田|宝安|龙岗|龙华|坪山|光明|大鹏|深汕")
_LONGEST = 600
_LONGEST_INVITATION = 80
_LONGEST_PARAGRAPH = 4000
_GAP_LINES = 2
_LONGEST_LINE = 60
_LINES = 8
_TELLING = frozenset({"phone", "email", "fax"})


def read_contact(body: str, tables: Sequence[Table], agency: str | None) -> Contact | None:
    """Read the contact that a report names for itself; None when it names none.

    A sentence that invites questions goes before lines of labels, these before a table. Of several
    telephone numbers all are kept in order, of several offices and addresses the first.
    """
    known = agency or ""
    paragraphs = _paragraphs(body)
    return _in_sentence(paragraphs, known) or _in_lines(paragraphs, body, known) or _in_tables(tables, known)


def _paragraphs(body: str) -> list[tuple[int, str]]:
    """Give the paragraphs that could belong to a contact, in plain width, with their offsets.

    These are the ones with a sign of it, and the label lines before and after.
    """
    starts = set()
    for sign in _SIGNS:
        at = body.find(sign)
        while at >= 0:
            starts.add(body.rfind("\n", 0, at) + 1)
            end = body.find("\n", at)
            at = body.find(sign, end) if end >= 0 else -1
    for start in sorted(starts):
        starts.update(_label_lines(body, start, forwards=True))
        starts.update(_label_lines(body, start, forwards=False))
    return [(start, plain(body[start : _end(body, start)])) for start in sorted(starts)]


def _label_lines(body: str, start: int, *, forwards: bool) -> Iterator[int]:
    """Give the starts of the label lines next to a paragraph."""
    for _ in range(_LINES):
        if forwards:
            start = body.find("\n", start) + 1
        elif start:
            start = body.rfind("\n", 0, start - 1) + 1
        else:
            return
        line = plain(body[start : min(_end(body, start), start + _LONGEST_LINE)])
        if not start and forwards:
            return
        if LABEL_LINE.match(line):
            yield start
        elif line.strip():
            return


def _end(body: str, start: int) -> int:
    end = body.find("\n", start, start + _LONGEST_PARAGRAPH)
    return end if end >= 0 else start + _LONGEST_PARAGRAPH


def _in_sentence(paragraphs: Sequence[tuple[int, str]], agency: str) -> Contact | None:
    for at, (offset, text) in enumerate(paragraphs):
        for asks in _ASKS.finditer(text):
            start = max(text.rfind("。", 0, asks.start()) + 1, asks.start() - _LONGEST_INVITATION)
            invitation = text[start : asks.end()]
            if _INVITES.search(invitation) is None:
                continue
            found = _passage(paragraphs[at:], start, agency)
            if any(piece.kind != "office" for piece in found) or (
                found and _OF_THE_REPORT.search(invitation)
            ):
                return _contact(found, agency)
    return None


def _passage(paragraphs: Sequence[tuple[int, str]], start: int, agency: str) -> list[Piece]:
    """Read what an inviting sentence names, and the label lines that follow its paragraph."""
    offset, text = paragraphs[0]
    passage = text[start : start + _LONGEST]
    in_shenzhen = bool(_SHENZHEN.search(passage) or _SHENZHEN.search(agency))
    found = [*_named(passage, offset + start), *pieces(passage, offset + start, in_shenzhen=in_shenzhen)]
    for line_offset, line in paragraphs[1 : 1 + _LINES]:
        if LABEL_LINE.match(line) is None:
            break
        found += pieces(line, line_offset, in_shenzhen=in_shenzhen)
    return found


def _named(passage: str, offset: int) -> Iterator[Piece]:
    """Read the office that a sentence names, and the address that follows it in brackets without a label."""
    match = None
    for match in _WITH.finditer(passage):
        group = "a" if match["a"] else "c"
        name = match[group].strip()
        if not name or name in {"我们", "方式", "电话"}:
            continue
        yield Piece("office", name, offset + match.start(group), offset + match.end(group))
        break
    if match is None:
        return
    bracket = passage.find("(", match.start())
    if bracket < 0:
        return
    first = re.match(r"[^,;:()\n]+", passage[bracket + 1 :])
    if (
        first
        and _PLACE.search(first[0])
        and re.search(r"\d", first[0])
        and LABEL_LINE.match(first[0]) is None
    ):
        yield Piece("address", first[0].strip(), offset + bracket + 1, offset + bracket + 1 + len(first[0]))


def _in_lines(paragraphs: Sequence[tuple[int, str]], body: str, agency: str) -> Contact | None:
    in_shenzhen = bool(_SHENZHEN.search(agency))
    block: list[Piece] = []
    last = 0
    for offset, text in paragraphs:
        found = list(pieces(text, offset, in_shenzhen=in_shenzhen or bool(_SHENZHEN.search(text))))
        if not found or not (LABEL_LINE.match(text) or len({piece.kind for piece in found}) > 1):
            continue
        if block and body.count("\n", last, offset) > _GAP_LINES:
            if _suffices(block):
                break
            block = []
        block += found
        last = offset + len(text)
    return _contact(block, agency) if _suffices(block) else None


def _suffices(block: Iterable[Piece]) -> bool:
    """Say whether labels without an inviting sentence are a contact: a number, and not a number alone."""
    kinds = {piece.kind for piece in block}
    return bool(kinds & _TELLING) and len(kinds) > 1


def _in_tables(tables: Sequence[Table], agency: str) -> Contact | None:
    for index, table in enumerate(tables):
        found: list[tuple[Cell, Piece]] = []
        for number, row in enumerate(table.rows):
            text = [plain(cell) for cell in row]
            for column, cell in enumerate(text):
                if column and cell == text[column - 1]:
                    continue
                label = LABEL_LINE.fullmatch(cell) if len(cell) <= 20 else None
                if label is not None:
                    continue
                before = text[column - 1] if column and LABEL_LINE.fullmatch(text[column - 1]) else ""
                joined = f"{before.rstrip(': ')}:{cell}" if before else cell
                if before or LABEL_LINE.match(cell):
                    in_shenzhen = bool(_SHENZHEN.search(agency) or _SHENZHEN.search(joined))
                    found += (
                        (Cell(index, number, column), piece)
                        for piece in pieces(joined, 0, in_shenzhen=in_shenzhen)
                    )
        if _suffices(piece for _, piece in found):
            cell = next(cell for cell, piece in found if piece.kind in _TELLING)
            return replace(_contact([piece for _, piece in found], agency), evidence=cell)
    return None


def _contact(found: Sequence[Piece], agency: str) -> Contact:
    def values(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.value for piece in found if piece.kind == kind))

    def first(kind: str) -> str | None:
        return next(iter(values(kind)), None)

    office = first("office")
    if office is not None and _OURS.fullmatch(office):
        office = agency or office
    return Contact(
        office,
        first("address"),
        first("postcode"),
        values("phone"),
        values("fax"),
        values("email"),
        Span(min(piece.start for piece in found), max(piece.end for piece in found)),
    )
