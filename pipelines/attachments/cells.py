"""Cells of documents made into tables."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from pipelines.attachments.limits import CELLS, TooLarge
from pipelines.table import Table

_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Give a text in NFC with its white space collapsed."""
    return _SPACE.sub(" ", normalize("NFC", text)).strip()


def rectangular(rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of rows, blank cells filling the short ones. Raises ``TooLarge``."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > CELLS:
        raise TooLarge(f"a table of {width * len(rows)} cells")
    return Table(None, None, tuple(tuple(row) + ("",) * (width - len(row)) for row in rows))
