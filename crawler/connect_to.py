"""Where a connection really goes: curl's ``--connect-to`` for a pool of connections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, _WrapperEndpoint
from twisted.web.client import HTTPConnectionPool

_RULE = re.compile(r"(?P<host>\*|[^\s:=]*):(?P<port>\*|\d*)=(?P<address>\[[^\]]+\]|[^\s:=]+):(?P<to>\d+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """Connections to host:port are opened to address:to instead; an empty or ``*`` part matches all."""

    host: str
    port: str
    address: str
    to: int

    def matches(self, host: str, port: int) -> bool:
        """Tell whether the rule is for this host and port."""
        return self.host.lower() in ("", "*", host.lower()) and self.port in ("", "*", str(port))


def read_rules(text: str) -> tuple[Rule, ...]:
    """Read ``host:port=address:port[,…]``.

    Raises:
        ValueError: names the part that is no rule, with what would be right.
    """
    rules = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = _RULE.fullmatch(part)
        if not match or int(match["to"]) > 65535:
            raise ValueError(
                f"CONNECT_TO has {part!r}; it takes host:port=address:port, such as *:80=127.0.0.1:8099"
            )
        rules.append(Rule(match["host"], match["port"], match["address"].strip("[]"), int(match["to"])))
    return tuple(rules)


class MappedPool(HTTPConnectionPool):
    """A pool that opens some connections elsewhere; requests keep their host."""

    def __init__(self, reactor: Any, rules: Sequence[Rule]) -> None:  # noqa: ANN401  # Twisted's reactor
        """Open persistent connections by the rules."""
        super().__init__(reactor, persistent=True)
        self._rules = rules

    def _newConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: ANN401, N802  # Twisted's
        """Open a connection for a key, by the first rule that matches."""
        scheme, host, port = key[:3]
        if scheme in (b"http", b"https"):  # and not a proxy, which is reached as it is named
            for rule in self._rules:
                if rule.matches(host.decode("ascii"), port):
                    endpoint = self._elsewhere(endpoint, rule)
                    break
        opened: Deferred[Any] = super()._newConnection(key, endpoint)
        return opened

    def _elsewhere(self, endpoint: Any, rule: Rule) -> Any:  # noqa: ANN401  # any endpoint
        there = HostnameEndpoint(self._reactor, rule.address, rule.to)
        if isinstance(endpoint, _WrapperEndpoint):  # TLS: the name that it proves stays the real one
            return _WrapperEndpoint(there, endpoint._wrapperFactory)
        return there
