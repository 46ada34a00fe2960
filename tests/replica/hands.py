"""How editors left the text of a report in the page: five habits of markup."""

import html
import re
from collections.abc import Callable

from .blocks import Block, Heading, Paragraph, Picture, Table
from .grids import grid_html

FONTS = {0: "仿宋_GB2312", 1: "黑体", 2: "楷体_GB2312", 3: "仿宋_GB2312"}
Image = Callable[[Picture], str]


def written(blocks: list[Block], hand: str, image: Image) -> str:
    """The blocks as HTML in one hand."""
    return "\n".join(HANDS[hand](block, image) for block in blocks)


def _text(block: Heading | Paragraph) -> str:
    return html.escape(block.text, quote=False) or "&nbsp;"


def _plain(block: Block, image: Image) -> str:
    """Full-width spaces for the indent, <strong> for headings."""
    if isinstance(block, Table):
        return grid_html(block.grid)
    if isinstance(block, Picture):
        return f'<p style="text-align: center;">{image(block)}</p>'
    text = _text(block)
    return f"<p>　　<strong>{text}</strong></p>" if isinstance(block, Heading) else f"<p>　　{text}</p>"


def _indent(block: Block, image: Image) -> str:
    """The platform's own editor: indents and fonts in style attributes."""
    if isinstance(block, Table):
        return grid_html(block.grid, 'style="border-collapse:collapse;" class="nfw-table" width="100%"')
    if isinstance(block, Picture):
        return f'<p style="text-align:center;text-indent:2em;">{image(block)}</p>'
    font = FONTS[block.level if isinstance(block, Heading) else 0]
    span = f'<span style="font-family: {font}; font-size: 16pt;">{_text(block)}</span>'
    return f'<p style="text-indent: 2em; text-align: justify;">{span}</p>'


def _word(block: Block, image: Image) -> str:
    """Pasted from Word: one span a run, figures in runs of their own, sometimes digit by digit."""
    mso = '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt">'
    if isinstance(block, Table):
        attributes = 'class="MsoTableGrid" border="1" cellspacing="0" style="mso-yfti-tbllook:1184"'
        table = grid_html(block.grid, attributes, '<p class="MsoNormal" align="center">')
        return f"<!--[if gte mso 9]><xml><w:Zoom>0</w:Zoom></xml><![endif]-->\n{table}"
    if isinstance(block, Picture):
        return f"{mso}{image(block)}</p>"
    font = FONTS[block.level if isinstance(block, Heading) else 0]
    runs = re.split(r"(\d+)", _text(block))
    out = []
    for place, run in enumerate(runs):
        if not run:
            continue
        pieces = list(run) if run.isdigit() and len(run) == 2 else [run]
        lang = ' lang="EN-US"' if run.isdigit() else ""
        style = f"font-size:16.0pt;font-family:{font};mso-hansi-font-family:宋体"
        out += [f'<span{lang} style="{style}">{piece}</span>' for piece in pieces]
        if place % 6 == 5:
            out.append("\n")  # the line breaks of the pasted source are no spaces
    return f'{mso}{"".join(out).strip()}<span lang="EN-US"><o:p></o:p></span></p>'


def _breaks(block: Block, image: Image) -> str:
    """No paragraphs at all: lines ended by <br>."""
    if isinstance(block, Table):
        return grid_html(block.grid, "border=1 cellpadding=0 width=600") + "<br>"
    if isinstance(block, Picture):
        return f"<center>{image(block)}</center><br>"
    text = _text(block)
    return f"&nbsp;&nbsp;&nbsp;&nbsp;{'<b>' + text + '</b>' if isinstance(block, Heading) else text}<br>"


def _sections(block: Block, image: Image) -> str:
    """Headings as headings, each table in a scroller."""
    if isinstance(block, Table):
        return f'<div class="table-scroll">{grid_html(block.grid, "")}</div>'
    if isinstance(block, Picture):
        return f"<figure>{image(block)}</figure>"
    text = _text(block)
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{text}</h{block.level + 1}>"
    return f"<p>{text}</p>"


HANDS: dict[str, Callable[[Block, Image], str]] = {
    "plain": _plain,
    "indent": _indent,
    "word": _word,
    "breaks": _breaks,
    "sections": _sections,
}
