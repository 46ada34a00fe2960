"""Paragraphs out of the lines of a printed page."""

import re
from collections.abc import Sequence

from pipelines.attachments.text import Line

# A new paragraph starts with a heading's number or a label; one ends with a full stop.
_STARTS = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、章节]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d)|附件|联系|地址|电话)"
)
_ENDS = re.compile(r"[。;；!！?？:：]$")
_FULL = 0.85
_FEWEST = 12
# Chinese has no spaces between words: a line with so many pieces is a row of a table. Only round Latin
# letters and figures do word processors leave gaps: 2022 年 1 月.
_CELLS_OF_A_ROW = 3
_GAP = re.compile(r"(?<=[A-Za-z\d%]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[A-Za-z\d])")


def joined(lines: Sequence[Line]) -> list[Line]:
    """Join the lines that a paragraph is broken into: a line as wide as the text block goes on below.

    A paragraph is of the page that it starts on.
    """
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = max(_FEWEST, int(width * _FULL))
    paragraphs: list[Line] = []
    goes_on = False
    for line in lines:
        is_row = len(_GAP.sub("", line.text).split()) >= _CELLS_OF_A_ROW
        if goes_on and not is_row and _STARTS.match(line.text) is None:
            start = paragraphs.pop()
            paragraphs.append(Line(start.text + line.text, start.page))
        else:
            paragraphs.append(line)
        goes_on = not is_row and len(line.text) >= full and _ENDS.search(line.text) is None
    return paragraphs
