"""Scrapy's agent, with endpoints that are made once for a host and not for every request."""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import _BindAddressAgent, _ScrapyAgent
from twisted.web.client import URI, Agent

Key = tuple[bytes, bytes, int]


class HostAgent(_BindAddressAgent):
    """Twisted's agent; most of making an endpoint is a look at every letter of the host's name."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  # Scrapy's
        """Begin without endpoints."""
        super().__init__(*arguments, **named)
        self._endpoints: dict[Key, Any] = {}

    def _getEndpoint(self, uri: URI) -> Any:  # noqa: ANN401, N802  # Twisted's
        key = (uri.scheme, uri.host, uri.port)
        if key not in self._endpoints:
            self._endpoints[key] = super()._getEndpoint(uri)
        return self._endpoints[key]


class AskingAgent(_ScrapyAgent):
    """Scrapy's agent of one request; those without a proxy share one of Twisted's by their timeout."""

    def __init__(self, shared: dict[float, HostAgent], **named: Any) -> None:  # noqa: ANN401  # Scrapy's
        """Share agents with other requests."""
        super().__init__(**named)
        self._shared = shared

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        if request.meta.get("proxy") or request.meta.get("bindaddress") or self._bindAddress:
            return super()._get_agent(request, timeout)
        if timeout not in self._shared:
            from twisted.internet import reactor  # noqa: PLC0415  # importing it installs one

            self._shared[timeout] = HostAgent(
                reactor=reactor, contextFactory=self._contextFactory, connectTimeout=timeout, pool=self._pool
            )
        return self._shared[timeout]
