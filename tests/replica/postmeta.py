"""The static JSON that the publishing platform keeps behind its pages."""

import json
from typing import Any

from . import attached
from .articles import body_html, related_path
from .catalogue import unix
from .corpus import Report, Site, address_of, gkmlpt_path
from .listings import Post


def post_path(post: Post) -> str:
    number = int(post.id)
    return f"/postmeta/p/{number // 10**6}/{number // 10**3}/{number}.json"


def post_json(site: Site, post: Post) -> bytes:
    """Everything the platform knows of one post."""
    report = post if isinstance(post, Report) else None
    moment = unix(post.published)
    facts: dict[str, Any] = {
        "id": int(post.id),
        "title": post.title,
        "abstract": "",
        "content": body_html(report) if report else "",
        "source": (report.source or "") if report else site.name,
        "date": moment,
        "url": f"{site.origin}{address_of(site, post)}",
        "origin_url": "",
        "gkml_url": f"{site.origin}{gkmlpt_path(post.id)}" if site.skin == "portal" else "",
        "first_publish_time": moment,
        "publish_time": moment,
        "display_publish_time": moment,
        "create_time": moment - 5400,
        "updated": moment,
        "attachment": attached.file_facts(site, report) if report else [],
        "related_posts": _related(site, report) if report else [],
        "keywords": "政府信息公开",
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def column_json(site: Site, posts: list[Post]) -> bytes:
    """The whole column in one answer, whatever its pages show."""
    facts = {
        "id": int(site.column_id),
        "name": site.column_name,
        "children": [],
        "articles": [_row(site, post) for post in posts],
        "publish_count": len(posts),
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _row(site: Site, post: Post) -> dict[str, Any]:
    return {
        "id": int(post.id),
        "title": post.title,
        "url": f"{site.origin}{address_of(site, post)}",
        "date": unix(post.published),
        "source": (post.source or "") if isinstance(post, Report) else "",
    }


def _related(site: Site, report: Report) -> list[dict[str, Any]]:
    if not report.related:
        return []
    url = f"{site.origin}{related_path(site, report)}"
    return [{"id": int(report.id) + 1, "title": report.related, "url": url}]
