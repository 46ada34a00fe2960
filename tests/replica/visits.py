"""The stand-in site's memory of who asked for what, and when."""

import threading
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Visit:
    """One request as it arrived; `received` and `sent` are the bytes of the exchange on the wire."""

    at: float
    connection: int
    method: str
    host: str
    target: str
    headers: tuple[tuple[str, str], ...]
    received: bytes
    sent: bytearray = field(default_factory=bytearray)
    fault: str | None = None

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class VisitLog:
    """Visits in order of arrival; safe to read while the site is serving."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._lock = threading.Lock()

    def note(self, connection: int, received: bytes) -> Visit:
        lines = received.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
        method, _, rest = lines[0].partition(" ")
        target = rest.rpartition(" ")[0]
        headers = tuple(_header(line) for line in lines[1:] if line)
        host = next((value for name, value in headers if name.lower() == "host"), "")
        visit = Visit(time.time(), connection, method, _bare(host), target, headers, received)
        with self._lock:
            self._visits.append(visit)
        return visit

    def __len__(self) -> int:
        return len(self._visits)

    def clear(self) -> None:
        with self._lock:
            self._visits.clear()

    def all(self, host: str | None = None, path: str | None = None) -> list[Visit]:
        """The visits so far, of one host or one path where given."""
        with self._lock:
            visits = list(self._visits)
        return [v for v in visits if host in (None, v.host) and path in (None, v.path)]


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()


def _bare(host: str) -> str:
    """The host without its port, in lower case."""
    return host.strip().lower().rpartition(":")[0] if ":" in host else host.strip().lower()
