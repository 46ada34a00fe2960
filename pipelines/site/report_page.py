"""The page of one report."""

from collections.abc import Mapping
from typing import Any

from pipelines.coverage import Place
from pipelines.site.contents import Contents, page_of
from pipelines.site.element import Html, both, element, foreign, joined, link_out
from pipelines.site.frame import page
from pipelines.site.report_numbers import numbers_of
from pipelines.site.report_place import attachments_of, capture_of, contact_of, facts_of
from pipelines.site.report_text import contents_of, text_of_report

Line = Mapping[str, Any]


def report_page(line: Line, place: Place | None, contents: Contents) -> str:
    """Give ``reports/<id>.html``; ``place`` is its place in the publisher's series."""
    content = joined(
        element("p", _around(line, contents), class_="around"),
        element("h1", foreign(line["title"])),
        element(
            "div",
            element("aside", *_aside(line, place, contents), aria_label="关于本报告 / About this report"),
            element("article", *_article(line)),
            class_="sheet",
        ),
    )
    return page(_plain(line["title"]), content, up="../", foot=f"{contents.name} · {line['id']}")


def _plain(title: str) -> str:
    return title if len(title) <= 120 else f"{title[:119]}…"


def _aside(line: Line, place: Place | None, contents: Contents) -> list[Html | None]:
    attachments = attachments_of(line, contents)
    return [
        element("section", element("h2", both("发布", "Publication")), facts_of(line, place)),
        element("section", element("h2", both("联系方式", "Contact")), contact_of(line["contact"])),
        element("section", element("h2", both("附件", "Attachments")), attachments) if attachments else None,
        _links("related", ("相关", "Related"), line["related"], "title"),
        _links("images", ("图片", "Pictures"), line["images"], "alt"),
        _problems(line),
        element("section", element("h2", both("存档", "In the archive")), capture_of(line, contents)),
    ]


def _article(line: Line) -> list[Html | None]:
    return [
        contents_of(line),
        element("section", element("h2", both("正文", "Text"), id="text"), text_of_report(line)),
        element(
            "section",
            element("h2", both("读出的数据", "Numbers that were read"), id="numbers"),
            numbers_of(line),
        ),
    ]


def _links(key: str, name: tuple[str, str], entries: list[Mapping[str, str]], words: str) -> Html | None:
    rows = [element("li", link_out(each["url"], foreign(each[words] or each["url"]))) for each in entries]
    if not rows:
        return None
    return element("section", element("h2", both(*name)), element("ul", *rows, class_="plain"), class_=key)


def _problems(line: Line) -> Html:
    heading = element("h2", both("发现的问题", "Findings"))
    rows = [
        element("li", element("code", each["rule"]), " ", foreign(each["message"]))
        for each in line["problems"]
    ]
    if not rows:
        return element("section", heading, element("p", both("无", "none"), class_="note"))
    return element("section", heading, element("ul", *rows, class_="plain problems"))


def _around(line: Line, contents: Contents) -> Html:
    """Lead to the publisher's other years."""
    series = contents.series_of(line["agency"]) if line["agency"] else ()
    links = []
    for each in series:
        if each["id"] == line["id"]:
            links.append(element("strong", each["year"], aria_current="page"))
        else:
            links.append(element("a", each["year"], href=page_of(each["id"])))
    return joined(
        element("a", both("← 全部", "← all"), href="../index.html"), *(joined(" · ", each) for each in links)
    )
