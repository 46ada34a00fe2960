"""The addresses of the sites: how they are written, and what a post's address says (pure, no I/O)."""

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WITHIN = str.maketrans("", "", "\t\r\n")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def absolute(base: str, href: str) -> str | None:
    """Resolve a link as browsers do; ``None`` for what is no address on the web, or no address at all.

    The WHATWG's URL standard (section 4.4) takes line ends out of an address and a backslash for a slash.
    """
    href = href.translate(_WITHIN).strip()
    if not href or href.startswith("#") or _OTHER_SCHEME.match(href):
        return None
    path, mark, query = href.partition("?")
    try:
        parts = urlsplit(urldefrag(urljoin(base, path.replace("\\", "/") + mark + query)).url)
        _ = parts.port
    except ValueError:  # a bracket or a port that is none: the site's typing error
        return None
    if not parts.hostname:
        return None
    place = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    return urlunsplit(parts._replace(netloc=place))


def tidy(url: str) -> str:
    """Give an address without what makes no difference: a fragment, a doubled slash, ``?jump=true``."""
    scheme, colon, rest = urldefrag(url).url.partition("://")
    rest = re.sub(r"/{2,}", "/", rest.partition("?")[0]) + rest[len(rest.partition("?")[0]) :]
    return re.sub(r"[?&]jump=true$", "", f"{scheme}{colon}{rest}")


@lru_cache(1024)  # a page's own is asked for a dozen times on its way
def host_of(url: str) -> str:
    """Give the host of an address, lower-case, empty where it has none."""
    return urlsplit(url).hostname or ""


def column_of(url: str) -> str:
    """Give the address of the column that an index page stands for, ending in a slash."""
    return urljoin(urldefrag(url).url.partition("?")[0], ".")


def post_key(url: str) -> tuple[str, str] | None:
    """Give what the copies of a post share: its host and its number."""
    match = re.search(r"post_(\d+)\.s?html?$", urlsplit(url).path, re.IGNORECASE)
    return (urlsplit(url).hostname or "", match[1]) if match else None


def postmeta_path(post_id: str) -> str:
    """Give the path of a post's JSON: millions, thousands, id."""
    number = int(post_id)
    return f"/postmeta/p/{number // 10**6}/{number // 10**3}/{post_id}.json"


def without_scheme(url: str) -> str:
    """Give an address without its scheme: http and https lead to the same page."""
    return url.partition("://")[2]
