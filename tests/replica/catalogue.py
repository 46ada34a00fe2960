"""The province's disclosure catalogue: a script shell and the API behind it."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs

from . import attached, tags
from .articles import template
from .corpus import Corpus, Notice, Report, Site, address_of
from .listings import posts_of

CHINA = timezone(timedelta(hours=8))


def unix(published: str | None) -> int:
    """Seconds since 1970 of a moment or a day in Shenzhen."""
    if published is None:
        return 0
    moment = datetime.fromisoformat(published)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).timestamp())


def shell(site: Site) -> bytes:
    """The page a browser gets: no rows, only the settings of a script."""
    words = {
        "metas": tags.written_tags(tags.column_tags(site), "portal"),
        "site_name": site.name,
        "origin": site.origin,
        "sid": site.sid,
        "column": site.column,
        "tree": json.dumps(tree(site), ensure_ascii=False),
    }
    return template("shell").substitute(words).encode("utf-8")


def tree(site: Site) -> list[dict[str, Any]]:
    """The catalogue's nodes; the column of annual reports is one leaf among others."""
    number = int(site.column_id)
    leaders = f"{site.origin}/ldxx/"  # a node may lead to a plain column elsewhere
    jumps = [
        _node(site, number + place, row["name"], jump=row["url"])
        for place, row in enumerate(site.catalogue.get("jumps", []), 1)
    ]
    return [
        _node(site, number - 40, "机构职能", _node(site, number - 39, "领导信息", jump=leaders)),
        _node(site, number - 30, "政策法规", _node(site, number - 29, "规范性文件")),
        _node(
            site,
            number - 1,
            "政府信息公开",
            _node(site, number - 3, "政府信息公开指南"),
            _node(site, number, site.column_name, *jumps),
        ),
    ]


Node = dict[str, Any]


def _node(site: Site, number: int, name: str, *children: Node, jump: str = "") -> Node:
    return {
        "id": number,
        "name": name,
        "parent": 0,
        "children": [{**child, "parent": number} for child in children],
        "jump_url": jump,
        "post_count": site.catalogue["post_count"] if str(number) == site.column_id else 0,
    }


def api_answer(corpus: Corpus, site: Site, category: str, query: str) -> tuple[int, bytes]:
    """Rows of one page: page 0 equals page 1, and some sites know no page 2."""
    wanted = parse_qs(query)
    asked = wanted.get("page", ["1"])[0]
    page = max(1, int(asked)) if asked.isdigit() else 1
    if category != site.column_id or wanted.get("sid", [site.sid])[0] != site.sid:
        return 404, _json({"code": 404, "message": "not found"})
    if page > 1 and site.catalogue.get("second_page_missing"):
        return 404, b"<html><head><title>404 Not Found</title></head><body></body></html>"
    rows = [_row(site, post) for post in posts_of(corpus, site)]
    rows += [_external(row) for row in site.catalogue.get("external", [])]
    served = rows[(page - 1) * site.per_page : page * site.per_page]
    count = site.catalogue["post_count"]
    number = int(site.column_id)
    classify = {"id": number, "name": site.column_name, "parent": number - 1, "post_count": count}
    return 200, _json({"classify": classify, "articles": served, "total": count})


def _row(site: Site, post: Report | Notice) -> dict[str, Any]:
    report = post if isinstance(post, Report) else None
    twin = report.twin if report else ""
    url = f"{site.origin}{address_of(site, post)}"
    # A lone surrogate: half of a picture sign that an editor's cut left behind.
    keywords = "年度报告\ud83d" if site.key == "wjw" and report else "政府信息公开"
    return {
        "id": int(post.id),
        "title": post.title,
        "document_number": "",
        "identifier": f"11440300{post.id[:6]}/{(post.published or '')[:4]}-00{post.id[-3:]}",
        "publisher": report.agency if report else site.name,
        "keywords": keywords,
        "date": unix(post.published),
        "created_at": (post.published or "")[:10],
        "display_publish_time": unix(post.published),
        "url": url,
        "post_url": f"{site.origin}{twin}content/post_{post.id}.html" if twin else url,
        "attachment": attached.file_facts(site, report) if report else [],
        "is_expired": bool(report and report.expired),
        "is_abolished": False,
    }


def _external(row: dict[str, str]) -> dict[str, Any]:
    """A row that leads away from the site."""
    return {
        "id": int(row["id"]),
        "title": row["title"],
        "document_number": "",
        "publisher": "",
        "date": unix(row["date"]),
        "display_publish_time": unix(row["date"]),
        "url": row["url"],
        "post_url": row["url"],
        "attachment": [],
        "is_expired": False,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
