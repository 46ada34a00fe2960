"""The designs of single bureaus and districts, one row each."""

from pipelines.readers.skin import Skin

_EDITOR = ("div.TRS_Editor",)

TRANSPORT = Skin(
    name="transport",
    version="1",
    signs=("div.articleBox",),
    title=("h1.article-title", "h1"),
    meta=("div.article-meta",),
    body=("div.articleBox",),
    crumbs=("div.loc",),
)
POLICE = Skin(
    name="police",
    version="1",
    signs=("div.pagecontent",),
    title=("h2.detail-title", "h1"),
    meta=("p.detail-info",),
    body=("div.pagecontent",),
    crumbs=("div.crumb",),
)
WORD = Skin(
    name="acontent",
    version="1",
    signs=("div.acontent",),
    title=("h3.atitle", "h1"),
    meta=("div.ainfo",),
    body=("div.acontent",),
    crumbs=("div.weizhi",),
)
SHENSHAN = Skin(
    name="content_article",
    version="1",
    signs=("div.content_article", "#content_article"),
    title=("h1.content_title", "h1"),
    meta=("div.source",),
    body=("div.content_article", "#content_article"),
    crumbs=("div.position",),
)
MARKET = Skin(
    name="tyxxy",
    version="1",
    signs=("div.tyxxy_main",),
    title=("div.tyxxy_main h1", "h1"),
    meta=(),
    body=("div.tyxxy_main",),
    crumbs=(),
)
ZOOM = Skin(
    name="zoom",
    version="1",
    signs=("#zoomcon", "#zoom"),
    title=("h1",),
    meta=(),
    body=("#zoomcon", "#zoom"),
    crumbs=(),
    shared=True,
)
TRS = Skin(
    name="trs",
    version="1",
    signs=_EDITOR,
    title=("h1", "td.title"),
    meta=("td.info",),
    body=_EDITOR,
    crumbs=("td.wz",),
    shared=True,
)
UCAP = Skin(
    name="ucap",
    version="1",
    signs=("#UCAP-CONTENT",),
    title=("h1", "ucaptitle"),
    meta=("div.pages-date",),
    body=("#UCAP-CONTENT",),
    crumbs=("div.BreadcrumbNav",),
    shared=True,
)

BUREAUS = (TRANSPORT, POLICE, WORD, SHENSHAN, MARKET, ZOOM, UCAP, TRS)
