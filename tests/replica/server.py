"""A small HTTP/1.1 server on loopback that says exactly the bytes it was told to say."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable

from .misbehaviour import Delivery
from .visits import Visit, VisitLog
from .wire import framed_body, head_of

Respond = Callable[[Visit], Delivery]
IDLE_SECONDS = 30


class Server:
    """Accepts connections in a thread each and keeps them alive as the client asks."""

    def __init__(self, respond: Respond, host: str, port: int, tls: tuple[str, str] | None = None) -> None:
        self.visits = VisitLog()
        self._respond = respond
        self._context = _context(tls) if tls else None
        self.host, self.port = host, port
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._connections = 0
        self._closing = threading.Event()

    def start(self) -> None:
        """Open the port; one that was 0 is known from here on."""
        listener = socket.create_server((self.host, self.port), backlog=128)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="replica", daemon=True).start()

    def stop(self) -> None:
        self._closing.set()
        if self._listener is not None:
            with contextlib.suppress(OSError):  # wakes the thread that waits in accept()
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self._connections += 1
            arguments = (connection, self._connections)
            threading.Thread(target=self._converse, args=arguments, daemon=True).start()

    def _converse(self, connection: socket.socket, number: int) -> None:
        talk = connection
        try:
            connection.settimeout(IDLE_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context:
                talk = self._context.wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(talk)
            rest = b""
            while not self._closing.is_set():
                received, rest = _read_request(talk, rest)
                if not received or not self._answer(talk, self.visits.note(number, received)):
                    break
        except OSError:  # the client went away, or TLS failed: nothing left to say
            pass
        finally:
            with self._lock:
                self._open.discard(talk)
            talk.close()

    def _answer(self, talk: socket.socket, visit: Visit) -> bool:
        """Send the answer; true when the connection may be used again."""
        delivery = self._respond(visit)
        visit.fault = delivery.fault
        if delivery.reset:
            # Linger on, for no time at all: close() then sends RST in place of FIN.
            talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if delivery.before_head:
            self._closing.wait(delivery.before_head)
        body = b"" if visit.method == "HEAD" else framed_body(delivery.answer)
        if delivery.cut_after is not None:
            body = body[: delivery.cut_after]
        self._send(talk, visit, head_of(delivery.answer), delivery)
        self._send(talk, visit, body, delivery)
        wants_close = (visit.header("Connection") or "").lower() == "close"
        return delivery.cut_after is None and delivery.answer.framing != "close" and not wants_close

    def _send(self, talk: socket.socket, visit: Visit, data: bytes, delivery: Delivery) -> None:
        step = delivery.drip_bytes or len(data) or 1
        for start in range(0, len(data), step):
            piece = data[start : start + step]
            visit.sent += piece
            talk.sendall(piece)
            if delivery.drip_pause:
                time.sleep(delivery.drip_pause)


def _read_request(talk: socket.socket, rest: bytes) -> tuple[bytes, bytes]:
    """The head of the next request with its body, if it has one, and the bytes that came after."""
    data = rest
    while b"\r\n\r\n" not in data:
        more = talk.recv(65536)
        if not more or len(data) > 65536:
            return b"", b""
        data += more
    head, _, after = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n")[1:]:
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(after) < length:
        more = talk.recv(65536)
        if not more:
            break
        after += more
    return head + b"\r\n\r\n" + after[:length], after[length:]


def _context(tls: tuple[str, str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*tls)
    context.set_alpn_protocols(["http/1.1"])
    return context
