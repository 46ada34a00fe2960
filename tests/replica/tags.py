"""The tags of the national page standard, with the liberties each skin takes."""

import html
from collections.abc import Mapping
from datetime import datetime

from .corpus import Notice, Report, Site

# Real pages differ in the order of attributes, the case of names and the quotes.
STYLES = {
    "portal": '<meta name="{name}" content="{content}">',
    "bureau": '<meta content="{content}" name="{name}" />',
    "police": '<meta name="{lower}" content="{content}">',
    "transport": "<meta name='{name}' content='{content}'/>",
    "old": '<META NAME="{upper}" CONTENT="{content}">',
}
FOOTER = (
    '<div class="footer"><p>主办单位：{organiser}　网站标识码：{code}</p>'
    "<p>地址：{address}　邮编：{postcode}　联系电话：{phone}{email}</p></div>"
)


def site_tags(site: Site) -> dict[str, str]:
    return {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.footer["code"]}


def column_tags(site: Site) -> dict[str, str]:
    return {
        **site_tags(site),
        "ColumnName": site.column_name,
        "ColumnDescription": f"{site.name}{site.column_name}",
        "ColumnKeywords": site.column_name,
        "ColumnType": "信息公开年报",
    }


def article_tags(site: Site, post: Report | Notice) -> dict[str, str]:
    report = post if isinstance(post, Report) else None
    source = "" if report is None else report.source or ""
    empty = report is not None and report.pubdate == "empty"
    tags = {**column_tags(site), "ArticleTitle": post.title, "ArticleId": post.id}
    tags["PubDate"] = "" if empty or post.published is None else tag_date(post.published)
    if site.platform != "gkmlpt":
        tags["ContentSource"] = source
    return {**tags, "Keywords": "政府信息公开", "Author": "", "Description": "", "Image": ""}


def tag_date(published: str) -> str:
    """The date as the standard wants it; a page that shows only a day has only a day here."""
    return f"{datetime.fromisoformat(published):%Y-%m-%d %H:%M}" if "T" in published else published


def written_tags(tags: Mapping[str, str], skin: str) -> str:
    form = STYLES.get(skin, STYLES["portal"])
    return "\n".join(
        form.format(name=name, lower=name.lower(), upper=name.upper(), content=html.escape(content))
        for name, content in tags.items()
    )


def platform_script(site: Site, kind: str, post_id: str = "") -> str:
    """The ids that the publishing platform leaves in every page it writes."""
    post = f' window.NFCMS_POST_ID="{post_id}";' if post_id else ""
    return (
        f'<script>window.NFCMS_SITE_ID="{site.sid}";{post} window.NFCMS_CAT_ID="{site.column_id}"; '
        f'window.NFCMS_PUB_TYPE="{kind}";</script>'
    )


def footer(site: Site) -> str:
    """The site's own address and telephone, which no report's record may show."""
    mail = site.footer.get("email")
    return FOOTER.format(**{**site.footer, "email": f"　邮箱：{mail}" if mail else ""})


def breadcrumbs(site: Site) -> str:
    """您现在的位置 and the way here; the last step is plain text, as on most skins."""
    if not site.breadcrumbs:
        return ""
    *steps, last = site.breadcrumbs
    links = [f'<a href="/{"" if place == 0 else "#"}">{step}</a>' for place, step in enumerate(steps)]
    return html.escape(site.opener) + html.escape(site.separator).join([*links, last])
