"""The municipal portal and the bureaus that share its design (NFCMS)."""

from pipelines.readers.skin import Skin

PORTAL = Skin(
    name="portal",
    version="1",
    signs=("div.news_cont_d_wrap",),
    title=("div.tit h1", "div.tit h2", "div.tit"),
    meta=("div.tit h6", "div.tit"),
    body=("div.news_cont_d_wrap", "#zoomcon", "#zoom"),
    crumbs=("div.zx_rm_tit",),
    attachments=("div.fjdown",),
    related=("p.xgjd", "div.xgjd"),
)
