"""The province's disclosure catalogue (gkmlpt): its tree, its paged API (pure, no I/O)."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.addresses import absolute
from crawler.listings import Link

_SID = re.compile(r"[\"']?SID[\"']?\s*:\s*[\"']?(\d+)")
_TREE = re.compile(r"[\"']?TREE[\"']?\s*:\s*")
_CONFIG = re.compile(r"window\._CONFIG\s*=")
_ANNUAL = re.compile(r"年报|年度.{0,4}报告|公开.{0,6}报告")


class NoCatalogue(ValueError):
    """A page that embeds no catalogue; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Node:
    """A column of the catalogue; ``jump_url`` leads to a plain column where it is not empty."""

    id: str
    name: str
    jump_url: str
    post_count: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue of one site: its id, and its nodes from top to bottom."""

    sid: str
    nodes: tuple[Node, ...]

    def annual(self) -> tuple[Node, ...]:
        """Give the nodes that are named like annual reports."""
        return tuple(node for node in self.nodes if _ANNUAL.search(node.name))


def is_shell(text: str) -> bool:
    """Tell whether a page is a catalogue's shell: a column may jump to one on another host or prefix."""
    return bool(_CONFIG.search(text))


def read_catalogue(text: str) -> Catalogue:
    """Read the catalogue out of the shell page's ``window._CONFIG``, a JavaScript literal with JSON in it.

    Raises:
        NoCatalogue: where the page has no configuration, no SID, or no TREE that is JSON.
    """
    config = _CONFIG.search(text)
    if not config:
        raise NoCatalogue("no window._CONFIG on the page")
    sid, tree = _SID.search(text, config.end()), _TREE.search(text, config.end())
    if not sid or not tree:
        raise NoCatalogue(f"window._CONFIG has no {'TREE' if sid else 'SID'}")
    try:
        nodes, _end = json.JSONDecoder().raw_decode(text, tree.end())
    except ValueError as error:
        raise NoCatalogue(f"the TREE of window._CONFIG is no JSON: {error}") from error
    return Catalogue(sid[1], tuple(_walk(nodes if isinstance(nodes, list) else [nodes])))


def _walk(nodes: Iterable[object]) -> Iterator[Node]:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, dict):
            count = node.get("post_count")
            yield Node(
                str(node.get("id", "")),
                str(node.get("name", "")),
                str(node.get("jump_url") or ""),
                count if isinstance(count, int) else 0,
            )
            children = node.get("children") or []
            waiting[:0] = children if isinstance(children, list) else list(children.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the catalogue whose shell page stands at an address."""

    shell: str
    sid: str
    node: Node


def api_url(place: Place, page: int) -> str:
    """Give the address of one page of a node's list; a department's catalogue has its own prefix."""
    prefix = urlsplit(place.shell).path.partition("/gkmlpt")[0]
    return urljoin(place.shell, f"{prefix}/gkmlpt/api/all/{place.node.id}?page={page}&sid={place.sid}")


@dataclass(frozen=True, slots=True)
class ApiPage:
    """One page of a node's list: its posts, and how many there are in all, by its own word."""

    links: tuple[Link, ...]
    ids: frozenset[str]
    post_count: int


class NotTheApi(ValueError):
    """An answer that is not the list that was asked for; the message says what it is."""


def read_api_page(body: str, url: str) -> ApiPage:
    """Read one page of the API, or the JSON of a column. Raises ``NotTheApi``."""
    try:
        data = json.loads(body)
    except ValueError as error:
        raise NotTheApi(f"the answer is no JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("articles"), list):
        raise NotTheApi("the answer is JSON without a list of articles")
    rows = [row for row in data["articles"] if isinstance(row, dict)]
    return ApiPage(
        tuple(link for row in rows for link in _links(row, url)),
        frozenset(str(row.get("id", "")) for row in rows),
        _count(data),
    )


def _count(data: dict[str, object]) -> int:
    """Give how many posts an answer promises: the API counts them by node, a column's JSON in all."""
    node = data.get("classify")
    count = node.get("post_count") if isinstance(node, dict) else data.get("publish_count")
    return count if isinstance(count, int) else 0


def _links(row: dict[str, object], base: str) -> Iterator[Link]:
    """Give a row's own address: ``post_url`` is the column's page, ``url`` the catalogue's."""
    for name in ("post_url", "url"):
        value = row.get(name)
        target = absolute(base, value) if isinstance(value, str) else None
        if target:
            yield Link(target, str(row.get("title", "")))
            return
