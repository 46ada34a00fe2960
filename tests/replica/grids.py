"""Tables as grids of cells, before any skin writes them down."""

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell; `text` may hold line breaks, as the official headings do."""

    text: str
    colspan: int = 1
    rowspan: int = 1


Grid = list[list[GridCell]]


def cell(text: object, colspan: int = 1, rowspan: int = 1) -> GridCell:
    return GridCell(str(text), colspan, rowspan)


def grid_html(grid: Grid, attributes: str = 'border="1" cellspacing="0"', paragraph: str = "") -> str:
    """Write a grid as an HTML table; `paragraph` opens the <p> in which Word wraps each cell's text."""
    rows = []
    for row in grid:
        cells = "".join(_td(each, paragraph) for each in row)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table {attributes}><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def _td(each: GridCell, paragraph: str) -> str:
    spans = f' colspan="{each.colspan}"' if each.colspan > 1 else ""
    spans += f' rowspan="{each.rowspan}"' if each.rowspan > 1 else ""
    text = html.escape(each.text, quote=False).replace("\n", "<br>") or "&nbsp;"
    return f"<td{spans}>{paragraph}{text}</p></td>" if paragraph else f"<td{spans}>{text}</td>"


def grid_rows(grid: Grid) -> list[list[str]]:
    """The texts of a grid row by row, a spanning cell once: what a word processor's table would hold."""
    return [[each.text.replace("\n", "") for each in row] for row in grid]
