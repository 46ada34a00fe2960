"""The stand-in site as one object: start it, ask it, read who came."""

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from .edits import Edit, on_day
from .faults import FaultTable, Rule
from .misbehaviour import Delivery
from .server import Server
from .visits import Visit, VisitLog
from .wire import Answer, answer_unless_known
from .world import World


class Replica:
    """All stand-in sites on one port, told apart by the Host header.

    `day` selects the state of the sites, `faults` are rules of misbehaviour, `tls` is (certificate, key).
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        day: int = 0,
        faults: Iterable[Rule | Mapping[str, Any]] = (),
        edits: Iterable[Edit] = (),
        tls: tuple[str, str] | None = None,
    ) -> None:
        self.faults = FaultTable(faults)
        self._edits = list(edits)
        self._world = World(on_day(day, self._edits))
        self._server = Server(self._respond, host, port, tls)

    @property
    def host(self) -> str:
        return self._server.host

    @property
    def port(self) -> int:
        """The port; known once the site is started."""
        return self._server.port

    @property
    def visits(self) -> VisitLog:
        return self._server.visits

    @property
    def connect_to(self) -> str:
        """The value of CONNECT_TO that leads every host here."""
        return f"*:80={self.host}:{self.port}"

    @property
    def day(self) -> int:
        return self._world.today.day

    @day.setter
    def day(self, day: int) -> None:
        self._world = World(on_day(day, self._edits))

    def answer(self, host: str, target: str) -> Answer:
        """What a host says at a path, without a connection and without faults."""
        return self._world.answer(host, target)

    def addresses(self) -> list[tuple[str, str]]:
        """Every (host, path) at which a page stands."""
        return self._world.addresses()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _respond(self, visit: Visit) -> Delivery:
        headers = {name.lower(): value for name, value in visit.headers}
        if visit.method not in ("GET", "HEAD"):
            refusal = Answer(405, (("Allow", "GET, HEAD"),), b"")
            return Delivery(refusal)
        gzip = "gzip" in headers.get("accept-encoding", "")
        answer = self._world.answer(visit.host, visit.target, accepts_gzip=gzip)
        answer = answer_unless_known(answer, headers)
        return self.faults.deliver(answer, visit.host, visit.target)
