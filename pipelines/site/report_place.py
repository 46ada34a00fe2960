"""Where a report stands: published how, by whom, and where in the archive it lies."""

import re
from collections.abc import Mapping
from typing import Any

from pipelines.coverage import Place
from pipelines.site.contents import Contents
from pipelines.site.element import Html, both, element, foreign, joined, link_out
from pipelines.site.names import STATUSES, Name

Line = Mapping[str, Any]


def facts_of(line: Line, place: Place | None) -> Html:
    """Give the facts about the publication."""
    rows: list[tuple[Name, object]] = [
        (("发布机关", "Publisher"), _foreign(line["agency"])),
        (("年度", "Year"), line["year"]),
        (("来源", "Source"), _foreign(line["source"])),
        (("发布时间", "Published"), _moment(line["published_at"])),
        (("法定期限", "Due"), _standing(place)),
        (("原网址", "Address"), link_out(line["url"])),
        (("栏目", "Column"), _foreign(" › ".join(line["breadcrumbs"])) if line["breadcrumbs"] else None),
    ]
    return _list(rows)


def _standing(place: Place | None) -> Html | None:
    if place is None:
        return None
    late = f" +{place.days_late}" if place.days_late else ""
    return joined(
        f"{place.due} ",
        element(
            "span", both(*STATUSES[place.status]), late, class_=f"badge {place.status.replace(' ', '-')}"
        ),
    )


def contact_of(contact: Mapping[str, Any] | None) -> Html:
    """Give whom the report itself names."""
    if contact is None:
        return element("p", both("报告未载明联系方式。", "The report names no contact."), class_="note")
    rows: list[tuple[Name, object]] = [
        (("机构", "Office"), _foreign(contact["office"])),
        (("地址", "Address"), _foreign(contact["address"])),
        (("邮编", "Postcode"), contact["postcode"]),
        (("电话", "Telephone"), "、".join(contact["phones"]) or None),
        (("传真", "Fax"), "、".join(contact["faxes"]) or None),
        (("电邮", "E-mail"), _foreign("、".join(contact["emails"])) if contact["emails"] else None),
    ]
    return _list(rows)


def capture_of(line: Line, contents: Contents) -> Html:
    """Give the place in the archive, and the address at which a replay shows it."""
    capture = line["capture"]
    rows: list[tuple[Name, object]] = [
        (("存档时间", "Captured"), _moment(capture["captured_at"])),
        (("WARC 文件", "WARC file"), element("code", capture["warc"])),
        (("偏移", "Offset"), element("code", capture["offset"])),
        (("长度", "Length"), element("code", capture["length"])),
        (("记录", "Record"), element("code", capture["record_id"])),
        (("摘要", "Digest"), element("code", capture["payload_digest"])),
        (
            ("回放", "Replay"),
            link_out(
                replay_address(contents.replay, capture["captured_at"], line["url"]),
                both("打开存档的网页", "open the archived page"),
            ),
        ),
        (("读取器", "Reader"), f"{line['reader']['name']} {line['reader']['version']}"),
    ]
    return _list(rows)


def replay_address(base: str, captured_at: str, url: str) -> str:
    """Give the address of a capture as pywb and others serve it: base, 14 digits of the second, address."""
    stamp = re.sub(r"\D", "", captured_at.partition(".")[0])[:14]
    return f"{base.rstrip('/')}/{stamp}/{url}"


def attachments_of(line: Line, contents: Contents) -> Html | None:
    """Give the documents that hang on the report, and where they lie in the archive."""
    rows = []
    for each in line["attachments"]:
        capture = each["capture"]
        where = (
            joined(
                element("code", f"{capture['warc']} {capture['offset']}+{capture['length']}"),
                " · ",
                link_out(
                    replay_address(contents.replay, capture["captured_at"], each["url"]),
                    both("回放", "replay"),
                ),
            )
            if capture
            else both("未存档", "not archived")
        )
        rows.append(element("li", link_out(each["url"], foreign(each["title"] or each["url"])), " ", where))
    return element("ul", *rows, class_="plain") if rows else None


def _list(rows: list[tuple[Name, object]]) -> Html:
    pairs = [
        element("div", element("dt", both(*name)), element("dd", value))
        for name, value in rows
        if value is not None
    ]
    return element("dl", *pairs, class_="facts")


def _foreign(value: object) -> Html | None:
    return None if value is None else foreign(value)


def _moment(value: str | None) -> Html:
    if value is None:
        return both("网页未载明", "the page does not say")
    return element("time", value.replace("T", " ").split(".")[0].removesuffix("+08:00"), datetime=value)
