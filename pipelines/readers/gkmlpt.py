"""The content pages of gkmlpt, the province's disclosure catalogue."""

from pipelines.readers.skin import Skin

GKMLPT = Skin(
    name="gkmlpt",
    version="1",
    path="/gkmlpt/content/",
    signs=("td.td-value",),
    title=("h1.document-number", "h1.title", "h1", "td.td-value-xl"),
    meta=("div.date-row", "p.date-row"),
    body=("div.article-content", "div.content"),
    crumbs=("div.crumbs", "div.crumb"),
    attachments=("div.fjdown",),
    related=("p.xgjd", "div.xgjd"),
)
