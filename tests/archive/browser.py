"""Chromium without a window, driven through its DevTools pipe, and ReplayWeb.page to open in it."""

import http.server
import json
import os
import shutil
import socket
import subprocess
import tarfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

VERSION = "2.4.6"
CACHE = Path(__file__).parents[2] / "build" / f"replaywebpage-{VERSION}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
]
# What a reader sees: the text and the images of every frame, shadow trees included.
LOOK = """
(() => {
  const text = [], images = [];
  const look = (node) => {
    if (!node) return;
    if (node.nodeType === Node.TEXT_NODE) text.push(node.data);
    if (node.tagName === "IMG") images.push([node.alt, node.naturalWidth]);
    if (node.shadowRoot) look(node.shadowRoot);
    if (node.tagName === "IFRAME") { try { look(node.contentDocument); } catch { /* another origin */ } }
    node.childNodes.forEach(look);
  };
  look(document);
  return JSON.stringify({ text: text.join(" "), images });
})()
"""


def replay_web_page() -> Path | None:
    """Give the folder of ReplayWeb.page, had from npm once; ``None`` where that is not possible."""
    if (CACHE / "package" / "ui.js").exists():
        return CACHE / "package"
    if not shutil.which("npm"):
        return None
    CACHE.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", "--silent", f"replaywebpage@{VERSION}"]
    if subprocess.run(command, cwd=CACHE, capture_output=True, check=False, timeout=90).returncode:
        return None
    with tarfile.open(next(CACHE.glob("*.tgz"))) as file:
        # The filter came with Python 3.11.4.
        file.extractall(CACHE, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return CACHE / "package"


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with byte ranges, which ReplayWeb.page asks packages for."""

    def log_message(self, *words) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, wanted = path.read_bytes(), self.headers.get("Range", "")
        begin, end = 0, len(data)
        if wanted.startswith("bytes="):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            begin = int(first) if first else max(0, end - int(last))
            end = min(end, int(last) + 1) if first and last else end
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(data)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(end - begin))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data[begin:end])

    do_HEAD = do_GET  # noqa: N815  # the library's name


@contextmanager
def file_server(folder: Path):
    """Serve a folder on loopback; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def outside():
    """Stand where everything that is not loopback is asked for; gives what was asked."""
    asked: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                stream, _peer = listener.accept()
            except OSError:
                return
            with stream:
                request = stream.recv(4096).split(b"\r\n")[0].decode("latin-1")
                if request:  # a connection that Chromium opened ahead of time and never used asks for nothing
                    asked.append(request)
                stream.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        listener.close()


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, profile: Path, proxy: int) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        flags = [*FLAGS, f"--user-data-dir={profile}", f"--proxy-server=127.0.0.1:{proxy}"]
        # The browser reads commands from descriptor 3 and answers on 4.
        shell = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "chromium", CHROMIUM, *flags],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._rest, self._number = b"", 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method: str, session: str | None = None, **params):
        self._number += 1
        order = {"id": self._number, "method": method, "params": params}
        if session:
            order["sessionId"] = session
        os.write(self._out, json.dumps(order).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                chunk = os.read(self._in, 1 << 16)
                if not chunk:
                    raise RuntimeError("chromium ended")
                self._rest += chunk
            message, _, self._rest = self._rest.partition(b"\0")
            answer = json.loads(message)
            if answer.get("id") == self._number:
                return answer.get("result", {})

    def open(self, url: str) -> None:
        self.call("Page.navigate", self._session, url=url)

    def look(self) -> dict:
        """Give the text and the images that the page shows now."""
        result = self.call("Runtime.evaluate", self._session, expression=LOOK).get("result", {})
        return json.loads(result.get("value") or '{"text": "", "images": []}')

    def wait_for(self, words: str, seconds: float = 60) -> dict:
        """Wait until words are to be seen; give what is seen then, or at the end of patience."""
        end = time.monotonic() + seconds
        while True:
            seen = self.look()
            if words in seen["text"] or time.monotonic() > end:
                return seen
            time.sleep(0.3)

    def close(self) -> None:
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait()
