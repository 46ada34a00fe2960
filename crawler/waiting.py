"""Requests that wait for their turn in memory: an address each, and once what many have in common."""

from collections.abc import Mapping
from typing import Any

from scrapy import Request

# Everything of a request but its address.
Rest = tuple[Any, ...]


class Queue:
    """The last request first, as Scrapy's own queue in memory; its scheduler makes one for every priority.

    All posts of all listings wait at once. Those of one page differ in their addresses alone.
    """

    def __init__(self, _folder: str = "") -> None:
        """Begin empty; Scrapy names a folder, for queues that are on the disk."""
        self._waiting: list[Request | tuple[str, Rest]] = []
        self._shared: dict[Rest, Rest] = {}

    def push(self, request: Request) -> None:
        """Take in a request; one that is no plain GET, or holds what has no hash, stays whole."""
        if _is_plain(request):
            rest = _rest_of(request)
            try:
                self._waiting.append((request.url, self._shared.setdefault(rest, rest)))
            except TypeError:
                self._waiting.append(request)
        else:
            self._waiting.append(request)

    def pop(self) -> Request | None:
        """Give the request that came last."""
        found = self.peek()
        if found is not None:
            self._waiting.pop()
        return found

    def peek(self) -> Request | None:
        """Show the request that ``pop`` would give."""
        if not self._waiting:
            return None
        held = self._waiting[-1]
        return held if isinstance(held, Request) else _request_of(*held)

    def close(self) -> None:
        """End with the run: what waits is in the ledger."""

    def __len__(self) -> int:
        """Count what waits."""
        return len(self._waiting)


def _is_plain(request: Request) -> bool:
    more = request.body or request.cookies or request.flags
    return type(request) is Request and request.method == "GET" and request.encoding == "utf-8" and not more


def _rest_of(request: Request) -> Rest:
    headers = ((name, tuple(values)) for name, values in dict.items(request.headers))
    return (
        request.callback,
        request.errback,
        request.priority,
        request.dont_filter,
        _items(request.meta),
        _items(request.cb_kwargs),
        tuple(headers),
    )


def _items(named: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(named.items())


def _request_of(url: str, rest: Rest) -> Request:
    callback, errback, priority, dont_filter, meta, cb_kwargs, headers = rest
    return Request(
        url,
        callback=callback,
        errback=errback,
        priority=priority,
        dont_filter=dont_filter,
        meta=dict(meta),
        cb_kwargs=dict(cb_kwargs),
        headers=dict(headers),
    )
