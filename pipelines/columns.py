"""Texts in columns on a terminal, where a Chinese character takes two places."""

import unicodedata
from collections.abc import Sequence


def width_of(text: str) -> int:
    """Count the places that a text takes; combining marks and controls take none."""
    return sum(
        0
        if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cc", "Cf")
        else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def aligned(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Give rows of equal length as lines; the columns in ``right`` end at the same place."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            _padded(cell, width, right=number in right)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - width_of(text))
    return space + text if right else text + space
