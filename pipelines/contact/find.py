"""Where in a report its own contact stands: in a sentence, in label lines or in a table."""

import re
from collections.abc import Sequence

from pipelines.contact.contact import Contact
from pipelines.contact.in_lines import in_lines, in_tables
from pipelines.contact.in_sentence import in_sentence
from pipelines.contact.labels import Piece
from pipelines.contact.paragraph import paragraphs
from pipelines.statistics.figure import Cell, Span
from pipelines.table import Table

_OURS = re.compile("(?:我|本)(?:局|办|委|署|区|市|处|院|馆|会|中心|单位|机关|部门|街道|街道办|办公室)?")


def read_contact(body: str, tables: Sequence[Table], agency: str | None) -> Contact | None:
    """Read the contact that a report names for itself; None when it names none.

    A sentence that invites questions goes before lines of labels, these before a table. Of several
    telephone numbers all are kept in order, of several offices and addresses the first, both as
    printed. 我局 is the agency; an eight-digit number gets the area code of Shenzhen where the
    agency or the passage is of Shenzhen.
    """
    name = agency or ""
    known = paragraphs(body)
    found = in_sentence(known, name) or in_lines(known, body, name)
    if found:
        span = Span(min(piece.start for piece in found), max(piece.end for piece in found))
        printed = [
            piece._replace(value=body[piece.start : piece.end])
            if piece.kind in {"office", "address"}
            else piece
            for piece in found
        ]
        return _contact(printed, name, span)
    in_table = in_tables(tables, name)
    return _contact(in_table[0], name, in_table[1]) if in_table else None


def _contact(found: Sequence[Piece], agency: str, evidence: Span | Cell) -> Contact:
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
        evidence,
    )
