"""The province's disclosure catalogue (gkmlpt): its tree, its paged API (pure, no I/O)."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.addresses import absolute
from crawler.listings import Link
from crawler.literal import read_literal

_CONFIG = re.compile(r"window\._CONFIG\s*=")
_KEYS = {name: re.compile(rf"[{{,\s][\"']?{name}[\"']?\s*:") for name in ("SID", "TREE")}
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
    """Read the catalogue out of the shell page's ``window._CONFIG``, a JavaScript literal.

    Raises:
        NoCatalogue: where the page has no configuration that can be read, or one without SID or TREE.
    """
    config = _CONFIG.search(text)
    if not config:
        raise NoCatalogue("no window._CONFIG on the page")
    try:
        held = _read_config(text, config.end())
    except ValueError as error:
        raise NoCatalogue(f"window._CONFIG is no literal: {error}") from error
    sid, tree = held.get("SID"), held.get("TREE")
    if not sid or not isinstance(tree, dict | list):
        raise NoCatalogue(f"window._CONFIG has no {'TREE' if sid else 'SID'}")
    return Catalogue(str(sid), tuple(_walk(tree if isinstance(tree, list) else _nodes_of(tree))))


def _read_config(text: str, at: int) -> dict[str, Any]:
    try:
        held = read_literal(text, at)
    except ValueError:  # there is code among its values: those that count may stand alone
        found = {name: key.search(text, at) for name, key in _KEYS.items()}
        held = {name: read_literal(text, key.end()) for name, key in found.items() if key}
    return held if isinstance(held, dict) else {}


def _nodes_of(tree: dict[str, object]) -> list[object]:
    """Give the nodes of a tree that is one node, or an object of nodes by their ids."""
    return [tree] if "name" in tree else list(tree.values())


def _walk(nodes: Iterable[object]) -> Iterator[Node]:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, dict):
            name, place = str(node.get("name", "")), str(node.get("jump_url") or "")
            yield Node(str(node.get("id", "")), name, place, _number(node.get("post_count")))
            children = node.get("children") or []
            waiting[:0] = children if isinstance(children, list) else _nodes_of(children)


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the catalogue whose shell page stands at an address."""

    shell: str
    sid: str
    node: Node

    def counting(self, posts: int) -> "Place":
        """Give it with the number of posts that the list itself tells, where it tells one."""
        return replace(self, node=replace(self.node, post_count=posts or self.node.post_count))


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
    return _number(count)


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _links(row: dict[str, object], base: str) -> Iterator[Link]:
    """Give a row's own address: ``post_url`` is the column's page, ``url`` the catalogue's."""
    for name in ("post_url", "url"):
        value = row.get(name)
        target = absolute(base, value) if isinstance(value, str) else None
        if target:
            yield Link(target, str(row.get("title", "")))
            return
