"""The report alone: what stands in its container without the page's furniture."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from archive.problem import Problem
from pipelines.address import absolute
from pipelines.broken_heading import whole_headings
from pipelines.document_box import bare_facts, is_document_box, is_fact
from pipelines.flow import Flow, Line, Link
from pipelines.line import squeezed
from pipelines.links import Attachment, Related, attachment_of
from pipelines.meta_line import MetaLine, read_meta_line, told_by
from pipelines.section import Section, find_sections
from pipelines.table import Table

# Lines that belong to the page and not to the report, wherever they stand.
_FURNITURE = re.compile(
    r"^(?:"
    r"[【\[（(]?\s*(?:字体|字号|视力保护色|保护视力色|背景色)(?:大小)?\s*[:：]?.{0,30}"
    r"|触碰右侧展开|返回(?:顶部|列表|首页)|关闭(?:窗口|本页)?|打印(?:本页|文章)?|收藏(?:本页)?|复制链接|我要纠错|纠错|语音播报"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]\s*[\d\-]*\s*次?"
    r"|(?:[【\[]?\s*(?:(?:打印|关闭|收藏)(?:本页|本文|文章|窗口|页面)?|分享|返回(?:顶部|列表|首页)|推荐|纠错)\s*[】\]]?[\s|｜]*)+"
    r"|(?:一键)?分享(?:(?:到|至)\s*[:：]?.{0,24}|\s*[:：].{0,24})?|扫一扫.{0,24}|用微信扫.{0,30}"
    r"|(?:上|下)一(?:篇|条|页)\s*[:：].{0,80}"
    r"|[大中小](?:\s+[大中小]){1,2}"
    r"|(?:该|本|此|当前)?(?:文件|信息)已(?:经)?(?:失效|废止)|打包下载|相关附件\s*[:：]?|附件下载\s*[:：]?"
    r")$"
)
_FURNITURE_FIRST = frozenset("【[（(字视保背触返关打收复我纠语浏阅点访一分扫用上下大中小该本此当文信推相附")
_POSITION = re.compile(r"^(?:您)?(?:现在|当前)?(?:的|所在)*位置\s*[:：]?|^首页\s*[>＞»]")
_FOOTER = re.compile(
    r"^(?:版权所有|主办单位|主\s*办\s*[:：]|承办单位|Copyright|©|网站标识码|[^。]{0,8}ICP备|[^。]{0,8}公网安备|网站地图|关于我们\s*[|｜]|"
    r"技术支持\s*[:：]|建议使用.{0,20}浏览器)",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^(?:[【\[]?(?:相关|延伸|推荐|扩展)(?:政策)?(?:解读|链接|文件|阅读|新闻|报道|文章|政策|信息|资讯|稿件|内容)[】\]]?"
    r"|(?:政策|文字|图文|图片|专家|媒体)?解读(?:链接|材料)?(?=\s*[:：])|链接(?=\s*[:：]))\s*[:：]?\s*"
)
_RELATED_FIRST = frozenset("【[相延推扩政文图专媒解链")
_MOST_ABOVE = 6  # lines between the top of a container and its text
_BOX_LINES = 24
_LONG = 120  # characters: no piece of furniture has more
_ATTACHED = re.compile(
    r"^(?:相关)?(?:(?:附件|附表|附)(?:下载|列表)?|(?:点击|文件|全文)下载)\s*[\d一二三四五六七八九十]{0,2}\s*[:：.、]?\s*"
    r"(?:\d{1,2}\s*[.、．]\s*)?|^\d{1,2}\s*[.、．]\s*"
)
_OPENERS = _FURNITURE_FIRST | _RELATED_FIRST | {"附"}
_HEADS_ATTACHMENTS = re.compile(r"(?:附件|附表|附)(?:下载|列表)?\s*[:：]?$")


@dataclass(frozen=True, slots=True)
class Content:
    """A report's text and what hangs on it. ``meta`` is a meta line that stood inside its container."""

    body: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    attachments: tuple[Attachment, ...]
    related: tuple[Related, ...]
    meta: MetaLine
    problems: tuple[Problem, ...]


def read_content(flow: Flow, base: str, title: str) -> Content:
    """Take the page's furniture out of a flow and find what the rest is made of."""
    begin, meta = _beginning(flow.lines, title)
    end = _ending(flow.lines, begin)
    kept, related = _without_furniture(flow.lines, begin, end, base)
    attachments = tuple(each for link in flow.links if (each := attachment_of(base, link)))
    whole = whole_headings([flow.lines[at].text for at in kept])
    lines = [
        flow.lines[kept[parts.start]]._replace(text=text) if len(parts) > 1 else flow.lines[kept[parts.start]]
        for parts, text in whole
    ]
    kept = [kept[parts.start] for parts, _ in whole]
    body = "\n".join(line.text for line in lines)
    starts = _starts(lines)
    sections = find_sections(lines, starts, len(body))
    headings = [section.start for section in sections]
    tables = tuple(
        Table(grid.caption, _section_at(starts, bisect_left(kept, before), headings), grid.rows)
        for before, grid in flow.tables
        if begin <= before <= end and not (before == begin and is_document_box(grid.rows))
    )
    for before, grid in flow.tables:
        if before <= begin and is_document_box(grid.rows):
            cells = [cell for row in grid.rows for cell in dict.fromkeys(row)]
            meta = meta.joined(read_meta_line(told_by(cells)))
    return Content(body, sections, tables, attachments, tuple(related), meta, tuple(flow.problems))


def _without_furniture(
    lines: Sequence[Line], begin: int, end: int, base: str
) -> tuple[list[int], list[Related]]:
    """Give the indexes of the report's own lines, and the related pages that stood between them."""
    related: list[Related] = []
    listed = False  # whether the lines follow one that announces related pages
    kept: list[int] = []
    for at in range(begin, end):
        line = lines[at]
        if not listed and not line.links and line.text[0] not in _OPENERS:
            kept.append(at)  # a line of text, as nearly all are
            continue
        pages = _related_of(line, base, listed)
        if pages is None and _announces(line) and at + 1 < end and _is_linked(lines[at + 1], base):
            pages = []
        listed = pages is not None
        if pages is not None:
            related.extend(pages)
            continue
        heads = _HEADS_ATTACHMENTS.match(line.text) and at + 1 < end
        if not (_is_furniture(line.text) or _only_attachments(lines[at + 1 if heads else at], base)):
            kept.append(at)
    return kept, related


def _beginning(lines: Sequence[Line], title: str) -> tuple[int, MetaLine]:
    """Give the index of the report's first line, and the meta line above it if there is one."""
    begin, end, meta = 0, _MOST_ABOVE, MetaLine()
    facts: list[str] = []
    # At a sentence the report has begun, and what looks like a fact below belongs to it.
    above = list(takewhile(lambda line: "。" not in line.text, lines[:_BOX_LINES]))
    bare = bare_facts([line.text for line in above])
    for at, line in enumerate(above):
        if at in bare or is_fact(line.text):
            begin, end = at + 1, at + 1 + _MOST_ABOVE
            facts.append(bare.get(at, line.text))
            continue
        if at >= end:
            break
        is_title = squeezed(line.text) == squeezed(title)
        if line.rank and is_title:
            begin = at + 1
        elif len(line.text) <= 200 and not is_title:
            found = read_meta_line(line.text)
            if found.found > meta.found and (found.names_source or len(line.text) <= 60):
                begin, meta = at + 1, found
            elif _POSITION.match(line.text):
                begin = at + 1
    return begin, meta.joined(read_meta_line(" ".join(facts)))


def _ending(lines: Sequence[Line], begin: int) -> int:
    """Give the index after the report's last line: a site's footer can stand inside the container."""
    late = begin + (len(lines) - begin) // 2
    return next((at for at in range(late, len(lines)) if _FOOTER.match(lines[at].text)), len(lines))


def _related_of(line: Line, base: str, listed: bool) -> list[Related] | None:
    """Give the pages that a line names as related; ``None`` where the line is text."""
    if not listed and line.text[0] not in _RELATED_FIRST:
        return None
    opener = _RELATED.match(line.text)
    rest = line.text[opener.end() :] if opener else line.text
    linked = "".join(link.text for link in line.links)
    alone = squeezed(linked) == squeezed(rest)
    if opener is None and not (listed and linked and alone):
        return None
    if (
        opener
        and not linked
        and (len(rest) > 80 or rest.endswith("。") or line.text[opener.end() - 1] not in ":：】] ")
    ):
        return None  # a sentence that begins with such words, and links to nothing
    if opener and linked and not alone and len(rest) > len(linked) + 20:
        return None
    pages = [
        Related(link.text, url) for link in line.links if link.text and (url := absolute(base, link.href))
    ]
    return [page for page in pages if attachment_of(base, Link(page.title, page.url)) is None]


def _is_linked(line: Line, base: str) -> bool:
    return bool(_related_of(line, base, listed=True))


def _announces(line: Line) -> bool:
    """Tell whether a line is no more than the heading of related pages."""
    opener = _RELATED.fullmatch(line.text) if line.text[0] in _RELATED_FIRST else None
    return opener is not None and not line.links


def _only_attachments(line: Line, base: str) -> bool:
    """Tell whether a line is an entry of the list of attachments: links to files, with a label at most."""
    if not 0 < len(line.links) <= _LONG or not all(attachment_of(base, link) for link in line.links):
        return False
    rest = line.text
    for link in line.links:
        rest = rest.replace(link.text, "", 1)
    return not _ATTACHED.sub("", rest).strip("、，；;。 ：:")


def _is_furniture(text: str) -> bool:
    return text[0] in _FURNITURE_FIRST and len(text) <= _LONG and _FURNITURE.match(text) is not None


def _starts(lines: Sequence[Line]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return starts


def _section_at(starts: Sequence[int], line: int, headings: Sequence[int]) -> int | None:
    """Give the index of the last heading above a line of the body."""
    above = bisect_right(headings, starts[line - 1]) - 1 if line else -1
    return above if above >= 0 else None
