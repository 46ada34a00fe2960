"""A table of a report as a page shows it: what was one cell there is one cell again."""

import re
from collections.abc import Sequence

from pipelines.site.element import Html, element

Rows = Sequence[Sequence[str]]
_NUMBER = re.compile(r"[\d\s.,%+-]*|[/—–-]+")


def table_of(rows: Rows, caption: str | None, number: int) -> Html:
    """Draw a rectangular grid whose spanned cells are repeated in every position that they cover."""
    drawn: list[Html] = []
    taken: set[tuple[int, int]] = set()
    spans: set[tuple[int, int, int]] = set()
    for top, row in enumerate(rows):
        cells = []
        for left, words in enumerate(row):
            if (top, left) in taken:
                continue
            high, broad = _extent(rows, top, left, taken, spans)
            taken |= {(top + down, left + right) for down in range(high) for right in range(broad)}
            if broad > 1:
                spans.add((top + high - 1, left, broad))
            cells.append(
                element(
                    "td",
                    words,
                    rowspan=high if high > 1 else None,
                    colspan=broad if broad > 1 else None,
                    class_="number" if words and _NUMBER.fullmatch(words) else None,
                )
            )
        drawn.append(element("tr", *cells))
    heading = element("caption", caption) if caption else None
    label = caption or f"表 {number} / table {number}"
    table = element("table", heading, element("tbody", *drawn), class_="grid")
    return element("div", table, class_="wide", role="region", aria_label=label, tabindex="0")


def _extent(
    rows: Rows, top: int, left: int, taken: set[tuple[int, int]], spans: set[tuple[int, int, int]]
) -> tuple[int, int]:
    """Say how many rows and columns a cell covers.

    Equal words next to each other are one cell; equal numbers only under a heading that spans
    just these columns, for two columns can hold the same number.
    """
    words = rows[top][left]
    if not words:
        return 1, 1
    broad = 1
    while (
        left + broad < len(rows[top])
        and rows[top][left + broad] == words
        and (top, left + broad) not in taken
    ):
        broad += 1
    if _NUMBER.fullmatch(words):
        return 1, next(
            (each for each in range(broad, 1, -1) if (top - 1, left, each) in spans), 1
        ) if broad > 1 else 1
    high = 1
    while top + high < len(rows) and all(
        rows[top + high][at] == words and (top + high, at) not in taken for at in range(left, left + broad)
    ):
        high += 1
    return high, broad
