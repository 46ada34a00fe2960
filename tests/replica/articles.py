"""The article pages: a report's facts poured into a skin."""

import html
from datetime import datetime
from functools import cache
from string import Template

from . import attached, tags
from .corpus import DATA, Notice, Report, Site
from .hands import written
from .meta_lines import meta_line
from .outline import blocks_of


@cache
def template(name: str) -> Template:
    return Template((DATA / "skins" / f"{name}.html").read_text("utf-8"))


def encoded(site: Site, text: str) -> bytes:
    """Old pages declare gb2312 and use characters of its successors all the same."""
    return text.encode("gb18030" if site.charset == "gb2312" else site.charset)


def body_html(report: Report) -> str:
    return written(blocks_of(report), report.hand, lambda picture: attached.picture_tag(report, picture))


def report_page(site: Site, report: Report, *, skin: str = "", side: str = "", kind: str = "post") -> bytes:
    """A report's page; `side` is what stands beside it where the page is a column's index too."""
    skin = skin or site.skin
    words = {
        **_shared(site, report, skin, kind),
        "title_html": _title_html(report),
        "meta_line": meta_line(report.meta_line, report.published, report.source, report.dates),
        "document_box": _document_box(report, skin),
        "body": body_html(report) + attached.files_in_body(site, report),
        "attachments": attached.files_below(site, report),
        "related": related_line(report),
        "banner": '<div class="expired">文件已失效</div>' if report.expired else "",
        "side": side,
    }
    return encoded(site, template(skin).substitute(words))


def notice_page(site: Site, notice: Notice) -> bytes:
    """A page of the column that is no report."""
    words = {
        **_shared(site, notice, site.skin, "post"),
        "title_html": html.escape(notice.title),
        "meta_line": meta_line("source-published", notice.published, site.name, "iso"),
        "document_box": "",
        "body": "\n".join(f"<p>　　{html.escape(line)}</p>" for line in notice.text),
        "attachments": "",
        "related": "",
        "banner": "",
        "side": "",
    }
    return encoded(site, template(site.skin).substitute(words))


def related_path(site: Site, report: Report) -> str:
    return f"{site.column.rsplit('/', 2)[0]}/zcjd/content/post_{int(report.id) + 1}.html"


def related_line(report: Report) -> str:
    """A link to the explanation of a report, below its text and no part of it."""
    if not report.related:
        return ""
    href = f"../../zcjd/content/post_{int(report.id) + 1}.html"
    return f'<p class="xgjd">相关解读：<a href="{href}">{html.escape(report.related)}</a></p>'


def _shared(site: Site, post: Report | Notice, skin: str, kind: str) -> dict[str, str]:
    return {
        "title": html.escape(post.title),
        "metas": tags.written_tags(tags.article_tags(site, post), skin),
        "scripts": tags.platform_script(site, kind, post.id if kind == "post" else ""),
        "breadcrumbs": tags.breadcrumbs(site),
        "footer": tags.footer(site),
        "site_name": site.name,
        "column_name": site.column_name,
    }


def _title_html(report: Report) -> str:
    title = html.escape(report.title)
    if report.titled != "broken":
        return title
    agency = html.escape(report.agency)
    return f"{agency}<br>\n{title.removeprefix(agency).replace('政府信息', '<br />政府信息', 1)}"


def document_facts(report: Report) -> list[tuple[str, str]]:
    """What the document box says of a report."""
    day = "" if report.published is None else f"{datetime.fromisoformat(report.published):%Y-%m-%d}"
    return [
        ("索 引 号", f"11440300{report.id[:6]}/{report.year + 1}-00{report.id[-3:]}"),
        ("分　　类", "政府信息公开、年度报告"),
        ("发布机构", report.agency),
        ("成文日期", day),
        ("名　　称", report.title),
        ("文　　号", ""),
        ("发布日期", day),
        ("主 题 词", ""),
    ]


def _document_box(report: Report, skin: str) -> str:
    facts = document_facts(report)
    if skin == "portal":
        shown = [(label, html.escape(text)) for label, text in facts if label != "成文日期"]
        rows = "".join(f"<p><em>{label}：</em>{text}</p>" for label, text in shown)
        return f'<div class="xx_con">{rows}</div>'
    if skin != "gkmlpt":
        return ""
    rows = "".join(
        f'<tr><td class="td-label">{label}：</td>{_value_cell(label, html.escape(text))}</tr>'
        for label, text in facts
    )
    return f'<table class="document-info"><tbody>{rows}</tbody></table>'


def _value_cell(label: str, text: str) -> str:
    if label.startswith("名"):
        return f'<td class="td-value-xl"><span>{text}</span></td>'
    return f'<td class="td-value">{text}</td>'
