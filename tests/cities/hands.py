"""Two more habits of markup than the stand-in sites have: HTML 4 in capitals, and div in div."""

import html
import re

from tests.replica.blocks import Block, Heading, Picture, Table
from tests.replica.grids import Grid, grid_html
from tests.replica.hands import HANDS, Image


def _fonts(block: Block, image: Image) -> str:
    """Tags in capitals, attributes without quotes, cells and rows that nobody ends."""
    if isinstance(block, Table):
        return _unended(block.grid)
    if isinstance(block, Picture):
        return f"<P align=center>{image(block)}</P>"
    text = html.escape(block.text, quote=False)
    bold = ("<STRONG>", "</STRONG>") if isinstance(block, Heading) else ("", "")
    return f"<P align=left><FONT face=仿宋_GB2312 size=4>　　{bold[0]}{text}{bold[1]}</FONT>"


def _unended(grid: Grid) -> str:
    rows = []
    for row in grid:
        cells = "".join(
            f"<TD{f' colSpan={each.colspan}' if each.colspan > 1 else ''}"
            f"{f' rowSpan={each.rowspan}' if each.rowspan > 1 else ''}><FONT size=2>"
            f"{html.escape(each.text, quote=False).replace(chr(10), '<BR>') or '&nbsp;'}</FONT>"
            for each in row
        )
        rows.append(f"<TR>{cells}")
    return "<TABLE border=1 cellSpacing=0 borderColor=#000000>\n" + "\n".join(rows) + "\n</TABLE>"


def _soup(block: Block, image: Image) -> str:
    """A div for everything, with styles in place of meaning; figures in spans of their own."""
    if isinstance(block, Table):
        return f'<div style="overflow:auto"><div><div>{grid_html(block.grid, "")}</div></div></div>'
    if isinstance(block, Picture):
        return f'<div style="text-align:center">{image(block)}</div>'
    text = re.sub(
        r"(\d+)", r'<span style="font-family:Times">\1</span>', html.escape(block.text, quote=False)
    )
    weight = "bold" if isinstance(block, Heading) else "normal"
    return f'<div style="text-indent:2em"><div style="font-weight:{weight}"><span>{text}</span></div></div>'


HABITS = {**HANDS, "fonts": _fonts, "soup": _soup}


def written(blocks: list[Block], hand: str) -> str:
    """The blocks as HTML in one hand; these pages have no pictures."""
    return "\n".join(HABITS[hand](block, lambda _: "") for block in blocks)
