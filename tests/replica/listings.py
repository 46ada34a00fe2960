"""The listing pages of plain columns, over as many pages as their rows need."""

import html
from dataclasses import dataclass

from . import tags
from .articles import encoded, template
from .corpus import Corpus, Notice, Report, Site, address_of

Post = Report | Notice


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing: its file name and the markup of the list."""

    name: str
    markup: str


def posts_of(corpus: Corpus, site: Site) -> list[Post]:
    """What a column lists: its reports and the pages that are none, newest first."""
    posts: list[Post] = [*corpus.of_site(site.key), *(n for n in corpus.notices if n.site == site.key)]
    return sorted(posts, key=lambda post: (post.published or "", post.id), reverse=True)


def listing_pages(site: Site, posts: list[Post]) -> list[ListingPage]:
    """The pages in order; the first is the column's index."""
    starts = range(0, max(len(posts), 1), site.per_page)
    pages = [posts[start : start + site.per_page] for start in starts]
    return [
        ListingPage(_name(site, number), _list(site, page) + _pager(site, number, len(pages)))
        for number, page in enumerate(pages)
    ]


def written_listing(site: Site, page: ListingPage) -> bytes:
    """A listing page in the column's own skin."""
    name = "listing-portal" if site.listing == "portal" else "listing-plain"
    words = {
        "metas": tags.written_tags(tags.column_tags(site), site.skin),
        "scripts": tags.platform_script(site, "cat"),
        "breadcrumbs": tags.breadcrumbs(site),
        "footer": tags.footer(site),
        "site_name": site.name,
        "column_name": site.column_name,
        "charset": site.charset,
        "side": page.markup,
    }
    return encoded(site, template(name).substitute(words))


def _name(site: Site, number: int) -> str:
    return "index.html" if number == 0 else f"index_{number - 1 + site.second_page}.html"


def _list(site: Site, posts: list[Post]) -> str:
    """The four forms of a list; the visible title may be cut, @title is whole."""
    if site.listing == "portal":
        rows = "".join(_portal_row(site, place, post) for place, post in enumerate(posts, 1))
        return f'<div class="rightcon"><div class="zx_ml_list"><ul>{HEAD}\n{rows}</ul></div>'
    rows = "\n".join(ROWS[site.listing].format(**_row(site, post)) for post in posts)
    return WRAPS[site.listing].format(rows=rows)


HEAD = (
    '<li class="tit_li"><span class="number">序号</span><span class="tit">名称</span>'
    "<span>发布日期</span></li>"
)
WRAPS = {
    "names": '<div class="list_name">\n{rows}\n</div>',
    "common": '<ul class="common-list">\n{rows}\n</ul>',
    "lists": '<div class="lists"><ul>\n{rows}\n</ul></div>',
}
ROWS = {
    "names": '<a href="{relative}" title="{title}" target="_blank">{cut}</a><span>{day}</span>',
    "common": '<li><a href="{path}" title="{title}">{cut}</a><span class="date">[{day}]</span></li>',
    "lists": '<li><a href="./{relative}" target="_blank">{title}<i>{day}</i></a></li>',
}


def _row(site: Site, post: Post) -> dict[str, str]:
    path = address_of(site, post)
    cut = post.title if len(post.title) <= 24 else post.title[:23] + "…"
    return {
        "path": path,
        "relative": path.removeprefix(site.column),
        "title": html.escape(post.title),
        "cut": html.escape(cut),
        "day": (post.published or "")[:10],
    }


def _portal_row(site: Site, place: int, post: Post) -> str:
    row = _row(site, post)
    return (
        f'<li><span class="number">{place}</span><span class="tit"><a href="{site.origin}{row["path"]}" '
        f'title="{row["title"]}" target="_blank">{row["cut"]}</a></span><span>{row["day"]}</span></li>\n'
    )


def _pager(site: Site, number: int, count: int) -> str:
    """Only the portal links to the next page; other skins leave it to a script."""
    script = f'<script>createPageHTML({count}, {number}, "index", "html");</script>'
    if site.listing != "portal":
        return f'<div class="page">{script}</div>'
    more = number + 1 < count
    link = f'<a class="next" href="{_name(site, number + 1)}">下一页</a>' if more else ""
    return f'<div class="page">{script}{link}</div></div>'
