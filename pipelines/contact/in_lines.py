"""Contacts without an inviting sentence: lines of label and value, or a table of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipelines.contact.labels import LABEL_LINE, Piece, pieces, plain
from pipelines.contact.paragraph import Paragraph, in_shenzhen
from pipelines.statistics.figure import Cell
from pipelines.table import Table

_TELLING = frozenset({"phone", "email", "fax"})
# Something of every label that a number or an e-mail address has: most tables, those of figures, have none.
_NUMBERED = re.compile("电|热线|手机|联系方式|拨打|传|邮|信箱|[TＴ][EeＥｅ]|[MmＭｍ][AaＡａ][IiＩｉ]")
_GAP_LINES = 2
_NAME = re.compile(r"\s*([^,;:。()]{3,40}[局办处科室委会院厅])[,;:( ]")
_LONGEST_LABEL = 20
_LONGEST_CELL = 400
# Where information can be looked at is no office that answers questions.
_ELSEWHERE = re.compile("查阅(?:点|场所|中心|室|处|地点)")
_ANNOUNCES = re.compile(r"(?:[\d一二三四五六七八九十、.()\uff08\uff09 ]{0,5})(?:联系|咨询)方式\s?[:\uff1a]?$")


def in_lines(known: Sequence[Paragraph], body: str, agency: str) -> list[Piece]:
    """Read the first block of label lines that makes a contact."""
    block: list[Piece] = []
    last = -1
    announced = elsewhere = False
    for paragraph in known:
        found = [] if _ELSEWHERE.search(paragraph.text) else paragraph.pieces(agency)
        if not found or not (paragraph.is_label_line or len({piece.kind for piece in found}) > 1):
            continue
        if last < 0 or body.count("\n", last, paragraph.start) > _GAP_LINES:
            if _suffices(block, announced=announced):
                break
            above = _line_above(body, paragraph.start)
            block, announced = [], _ANNOUNCES.match(above) is not None
            elsewhere = _ELSEWHERE.search(above) is not None
        block += [] if elsewhere else [*(_named(paragraph) if announced else ()), *found]
        last = paragraph.start + len(paragraph.text)
    return block if _suffices(block, announced=announced) else []


def _named(paragraph: Paragraph) -> Iterator[Piece]:
    """Give the office that a line begins with, before its first label."""
    if name := _NAME.match(paragraph.text):
        yield Piece("office", name[1], paragraph.start + name.start(1), paragraph.start + name.end(1))


def _line_above(body: str, start: int) -> str:
    end = max(start - 1, 0)
    return body[body.rfind("\n", 0, end) + 1 : end][-_LONGEST_LABEL:]


def in_tables(tables: Sequence[Table], agency: str) -> tuple[list[Piece], Cell] | None:
    """Read the first table that makes a contact, and give the cell with its first number."""
    for index, table in enumerate(tables):
        if not any(map(_may_be_label, {cell for row in table.rows for cell in row})):
            continue
        for turned in (False, True):  # labels before their values, or above them
            found = list(
                _table(index, tuple(zip(*table.rows, strict=True)) if turned else table.rows, agency)
            )
            if _suffices(piece for _, piece in found):
                cell = next(cell for cell, piece in found if piece.kind in _TELLING)
                place = cell._replace(row=cell.column, column=cell.row) if turned else cell
                return [piece for _, piece in found], place
    return None


@lru_cache(maxsize=8192)
def _may_be_label(cell: str) -> bool:
    """Look for a label in a cell, which the next report's table has too."""
    return len(cell) <= _LONGEST_CELL and _NUMBERED.search(cell) is not None


def _table(index: int, rows: Sequence[Sequence[str]], agency: str) -> Iterator[tuple[Cell, Piece]]:
    for number, row in enumerate(rows):
        yield from _row(Cell(index, number, 0), row, agency)


def _row(at: Cell, row: Sequence[str], agency: str) -> Iterator[tuple[Cell, Piece]]:
    """Read the cells of a row that have a label in them or in the cell before."""
    label = ""
    for column, printed in enumerate(row):
        if len(printed) > _LONGEST_CELL or (column and printed == row[column - 1]):
            continue
        cell = plain(printed)
        if len(cell) <= _LONGEST_LABEL and LABEL_LINE.fullmatch(cell):
            label = cell.rstrip(": ")
            continue
        labelled = f"{label}:{cell}" if label else cell
        if label or LABEL_LINE.match(cell):
            local = in_shenzhen(agency) or in_shenzhen(labelled)
            for piece in pieces(labelled, len(cell) - len(labelled), in_shenzhen=local):
                yield at._replace(column=column), _as_printed(piece, printed)
        label = ""


def _as_printed(piece: Piece, text: str) -> Piece:
    return (
        piece._replace(value=text[piece.start : piece.end]) if piece.kind in {"office", "address"} else piece
    )


def _suffices(block: Iterable[Piece], *, announced: bool = False) -> bool:
    """Say whether labels without an inviting sentence are a contact: a number, and not a number alone.

    Below a line 联系方式 a number alone is one.
    """
    kinds = {piece.kind for piece in block}
    return bool(kinds & _TELLING) and (announced or len(kinds) > 1)
