"""Government pages of a design that nobody has described: the page-tag standard and the longest text."""

from pipelines.readers.skin import Skin

GENERIC = Skin(name="generic", version="1", signs=(), title=(), meta=(), body=(), crumbs=(), shared=True)
