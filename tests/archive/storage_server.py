"""A real S3 server on loopback, and one that is honest only where it is told to be."""

from contextlib import contextmanager
from threading import Thread

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

KEYS = {
    "AWS_ACCESS_KEY_ID": "stand-in",
    "AWS_SECRET_ACCESS_KEY": "stand-in",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_MAX_ATTEMPTS": "1",  # its own tries, beside ours
}


class Storage:
    """Refuses what is put, or falsifies what is read, under names with a word of these in them."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.falsified: set[str] = set()
        self.puts: list[str] = []
        self._honest = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ, start_response):
        name = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "PUT":
            self.puts.append(name)
            if any(word in name for word in self.refused):
                start_response("403 Forbidden", [("Content-Type", "application/xml")])
                return [b"<Error><Code>AccessDenied</Code><Message>not here</Message></Error>"]
        if environ["REQUEST_METHOD"] != "GET" or not any(word in name for word in self.falsified):
            return self._honest(environ, start_response)

        def without_checksums(status, headers):
            kept = [pair for pair in headers if "checksum" not in pair[0].lower()]
            return start_response(status, kept)

        return [bytes(255 - byte for byte in part) for part in self._honest(environ, without_checksums)]


@contextmanager
def serving():
    """Give the server and the environment in which it is found."""
    storage = Storage()
    server = make_server("127.0.0.1", 0, storage, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield storage, {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}
    finally:
        server.shutdown()
        thread.join()
