"""A raw-socket server that says exactly the bytes it is told to, and logs both directions."""

import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Answer:
    """What to send for a path: in two pieces, with a ``pause`` between them, or ``at_once``.

    ``close`` ends the connection after it.
    """

    message: bytes
    close: bool = False
    pause: float = 0.0
    at_once: bool = False


@dataclass
class RawServer:
    """Answers by path, 404 for all else; ``log`` holds (path, bytes received, bytes sent)."""

    answers: dict[str, Answer]
    tls: ssl.SSLContext | None = None
    log: list[tuple[str, bytes, bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            connection.settimeout(20)
            waiting = b""
            while True:
                while b"\r\n\r\n" not in waiting:
                    data = connection.recv(65536)
                    if not data:
                        return
                    waiting += data
                request, _, waiting = waiting.partition(b"\r\n\r\n")
                request += b"\r\n\r\n"
                path = request.split(b" ")[1].decode()
                path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path
                answer = self.answers.get(path, Answer(NOT_FOUND))
                half = 0 if answer.at_once else len(answer.message) // 2
                connection.sendall(answer.message[:half])
                if answer.pause:
                    time.sleep(answer.pause)
                connection.sendall(answer.message[half:])
                self.log.append((path, request, answer.message))
                if answer.close:
                    connection.close()
                    return
        except OSError:
            return


NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nnot found"
