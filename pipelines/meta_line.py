"""The line under a title that says whose the page is and when it was published."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.dates import find_date, finer, without_dates
from pipelines.line import squeezed

_SOURCE, _DATE, _OLDER_DATE, _END = "source", "date", "older date", "end"


def _words(text: str) -> list[str]:
    return text.split()


# Every label that real meta lines have; the longest that fits wins. A value ends at the next label.
LABELS = {
    **dict.fromkeys(
        _words("信息来源 文章来源 稿件来源 内容来源 新闻来源 资料来源 来源单位 来源机构 来源"), _SOURCE
    ),
    **dict.fromkeys(
        _words("""信息提供日期 信息提供时间 发布日期 发布时间 发文日期 发文时间 发表时间 发表日期 公布日期
        公布时间 公开日期 公开时间 发布于 日期 时间"""),
        _DATE,
    ),
    **dict.fromkeys(
        _words("更新时间 更新日期 成文日期 成文时间 生成日期 录入时间 添加时间 印发日期"), _OLDER_DATE
    ),
    **dict.fromkeys(
        _words("""字体大小 字体显示 字体 字号 视力保护色 保护视力色 背景颜色 作者 浏览次数 浏览量 浏览 点击数
        点击率 点击次数 点击量 点击 访问次数 访问量 阅读次数 阅读量 阅读 人气 次数 打印本页 打印 分享到 分享
        收藏 责任编辑 编辑 审核 责编 校对 索引号 文号 主题词 发布机构 发文机构 发文单位 发布单位 供稿 撰稿
        关键词 专栏 有效期 名称 标题 分类 扫一扫 下载 生效日期 生效时间 失效日期 失效时间 废止日期 信息名称
        信息分类 主题分类 组配分类 体裁分类 公开方式 公开形式 公开范围 公开时限 内容概述 有效性 发布人
        发文字号 公开机构"""),
        _END,
    ),
}
_LONGEST_LABEL = max(map(len, LABELS))
# What ends a value besides the next label: the controls of the page, which have none.
_COLON_OR_END = re.compile(
    r"[:：】\]〗]|[【\[〖|]|打印本页|打印|分享到|我要分享|收藏|(?<![A-Za-z])[TA]\s*[+＋-]|大\s*中\s*小"
)
_CLOSING = frozenset(":：】]〗")  # labels stand before a colon or in brackets: 【来源】
_SPACED = re.compile(r"^((?:信息)?(?:发布|公布|公开|发文|提供)(?:时间|日期))\s+(?=\d)")
# Every label that says whose a page is or when it was published has one of these; most titles have none.
_HAS_A_LABEL = re.compile(r"[源期间于位构]\s*[:：】\]〗]")
_MAX_LENGTH = 200  # characters: no meta line is longer, and what is longer may say other dates


@dataclass(frozen=True, slots=True)
class MetaLine:
    """What a meta line says.

    ``names_source``: the label is there, perhaps with nothing after it. ``is_older``: the date is that of
    writing or updating, which stands in for one of publication only where there is none.
    """

    source: str | None = None
    published_at: str | None = None
    names_source: bool = False
    is_older: bool = False

    @property
    def found(self) -> int:
        """How many of its two statements the line makes."""
        return self.names_source + (self.published_at is not None)

    def joined(self, other: "MetaLine") -> "MetaLine":
        """Add what another line says and this one does not."""
        named = self if self.names_source else other
        dated, second = (other, self) if self.is_older and other.published_at else (self, other)
        older = dated.is_older if dated.published_at else second.is_older
        return MetaLine(
            named.source, finer(dated.published_at, second.published_at), named.names_source, older
        )


def told_by(pieces: Iterable[str]) -> str:
    """Join lines or cells to a meta line; a label that stands alone gets its colon."""
    spaced = (_SPACED.sub(r"\1：", piece) for piece in pieces)
    return " ".join(f"{piece}：" if squeezed(piece) in LABELS else piece for piece in spaced)


def read_meta_line(text: str) -> MetaLine:
    """Read a meta line in any of the forms that the sites print.

    ``text`` is the rendered text of the line or of the block that holds it. Where several
    dates are labelled, the one of publication wins over those of writing and updating.
    """
    if not _HAS_A_LABEL.search(text):
        return MetaLine()
    source: str | None = None
    names_source = False
    dates: dict[str, str] = {}
    for kind, value in _statements(text):
        if kind in (_DATE, _OLDER_DATE):
            if date := find_date(value):
                dates.setdefault(kind, date)
        elif kind == _SOURCE and not source:
            names_source = True
            source = _clean_source(value)
    published_at = dates.get(_DATE) or dates.get(_OLDER_DATE)
    is_older = published_at is not None and _DATE not in dates
    if published_at is None and names_source and len(text) <= _MAX_LENGTH:
        published_at = find_date(text)  # some skins print the date without a label
    return MetaLine(source, published_at, names_source, is_older)


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Give the kind and the value of every label in a text."""
    kind, begin = _END, 0
    for sign in _COLON_OR_END.finditer(text):
        named, start = _label_before(text, sign.start()) if sign[0] in _CLOSING else (_END, sign.start())
        if named is None:
            continue  # a colon that belongs to a value: 11:06
        yield kind, text[begin:start]
        kind, begin = named, sign.end()
    yield kind, text[begin:]


def _label_before(text: str, colon: int) -> tuple[str | None, int]:
    """Give the kind of the longest label that ends at a colon and its beginning; it can be spaced out."""
    found: tuple[str | None, int] = (None, colon)
    label = ""
    for at in range(colon - 1, -1, -1):
        if text[at].isspace():
            continue
        label = text[at] + label
        if len(label) > _LONGEST_LABEL or text[at].isascii():
            break
        if label in LABELS:
            found = (LABELS[label], at)
    return found


def _clean_source(value: str) -> str | None:
    value = " ".join(without_dates(value).split()) if find_date(value) else " ".join(value.split())
    return value.strip(" ，,;；:：|｜/／·　-—[]【】〖〗") or None
