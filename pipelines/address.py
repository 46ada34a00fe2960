"""The addresses of posts: which report an address is of, and how the address is written canonically."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_POST = re.compile(r"/m?post_(\d+)\.(?:s?html?|json)$", re.IGNORECASE)
_TWIN = re.compile(r"/(?:m|ydmh|mobile|wap)/|/mpost_", re.IGNORECASE)


def split(url: str) -> SplitResult | None:
    """Split an address; ``None`` for one that no host can serve."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def absolute(base: str, reference: str) -> str | None:
    """Resolve a reference on a page; ``None`` for scripts, mail and broken addresses."""
    reference = "".join(reference.split("\n")).strip().replace("\\", "/")
    if not reference or reference.startswith("#"):
        return None
    try:
        url = urljoin(base, reference)
    except ValueError:
        return None
    return url if split(url) else None


def post_id(url: str) -> str | None:
    """Give the numeric id of the post that an address names, as text: ids can have 19 digits."""
    parts = split(url)
    found = _POST.search(re.sub(r"/{2,}", "/", parts.path)) if parts else None
    return found[1] if found else None


def report_id(url: str, number: str | None) -> str:
    """Give the id of a report: its host and numeric post id, else its address without the scheme."""
    parts = split(normalised(url))
    if parts is None:
        return url
    return (
        f"{parts.hostname}/{number}"
        if number
        else f"{parts.hostname}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    )


def normalised(url: str) -> str:
    """Write an address as the site publishes it: no fragment, ``?jump``, double slash or mobile twin."""
    parts = split(url)
    if parts is None:
        return url
    path = re.sub(r"/{2,}", "/", parts.path) or "/"
    path = re.sub(r"/mpost_(\d+)", r"/post_\1", path)
    query = "&".join(item for item in parts.query.split("&") if item and not item.lower().startswith("jump"))
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, query, ""))


def canonical(url: str, number: str | None, stated: list[str]) -> str:
    """Give the published address: what the page states of this post on its host, else the capture's."""
    host = parts.hostname if (parts := split(url)) else None
    for address in stated:
        other = split(address)
        if other and other.hostname == host and number and post_id(address) == number:
            return normalised(address)
    return normalised(url)


def rank(url: str) -> int:
    """Order the addresses of one post: 0 its column's page, then odd spellings, index, catalogue, mobile."""
    parts = split(url)
    if parts is None:
        return 9
    if _TWIN.search(parts.path):
        return 4
    if "/gkmlpt/" in parts.path:
        return 3
    if post_id(url) is None:
        return 2
    return 1 if parts.query or "//" in parts.path else 0
