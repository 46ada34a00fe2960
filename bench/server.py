"""A server on loopback that costs next to nothing: answers made beforehand, chosen by path.

``/content/<n>`` addresses are report pages, ``/ndxxgkbg/`` the listing that names them all.
"""

import asyncio
import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.pages import report_pages

COLUMN = "/cn/xxgk/ndxxgkbg/"
_NUMBER = re.compile(rb"/content/(?:t20240101_|post_)(\d+)\.html$")
_PER_PAGE = 500


def path_of(number: int, *, post: bool = False) -> str:
    """Give the path of a report: one that names its post, behind which lies JSON, or an old one that names none."""
    return f"{COLUMN}content/{'post_' if post else 't20240101_'}{number}.html"


def answer(body: bytes, media_type: str, status: str = "200 OK", *, zipped: bool = True) -> bytes:
    """Give the bytes of a response."""
    body = gzip.compress(body, 6, mtime=0) if zipped else body
    coding = "Content-Encoding: gzip\r\n" if zipped else ""
    head = f"HTTP/1.1 {status}\r\nServer: nginx\r\nContent-Type: {media_type}\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Answers:
    """Every response of the server, by path."""

    def __init__(self, count: int, media_type: str, *, post: bool, zipped: bool = True) -> None:
        """Make them."""
        self._reports = [answer(page, media_type, zipped=zipped) for page in report_pages()]
        self._missing = answer(b"<html>404</html>", "text/html", "404 Not Found")
        self._robots = answer(b"User-agent: *\nDisallow:\n", "text/plain", zipped=False)
        self._listings = [
            answer(_listing(first, count, post=post).encode(), "text/html; charset=utf-8")
            for first in range(0, count, _PER_PAGE)
        ]

    def to(self, path: bytes) -> bytes:
        """Give the response for a path."""
        if match := _NUMBER.search(path):
            return self._reports[int(match[1]) % len(self._reports)]
        if b"/robots.txt" in path:
            return self._robots
        if match := re.search(rb"/index_?(\d*)\.html", path):
            return self._listings[int(match[1] or 0)]
        return self._missing


def _listing(first: int, count: int, *, post: bool) -> str:
    last = min(first + _PER_PAGE, count)
    title = "深圳市人民政府{}年政府信息公开工作年度报告"
    links = [
        f'<li><a href="{path_of(n, post=post)}">{title.format(2000 + n % 25)}</a></li>'
        for n in range(first, last)
    ]
    following = (
        f'<a class="next" href="{COLUMN}index_{last // _PER_PAGE}.html">下一页</a>' if last < count else ""
    )
    return (
        f"<html><head><title>年度报告</title></head><body><ul>{''.join(links)}</ul>{following}</body></html>"
    )


class _Talk(asyncio.Protocol):
    answers: Answers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.rest = b""

    def data_received(self, data: bytes) -> None:
        *heads, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in heads:
            self.transport.write(self.answers.to(head.split(b" ", 2)[1]))  # type: ignore[attr-defined]


async def _serve(answers: Answers) -> None:
    _Talk.answers = answers
    server = await asyncio.get_running_loop().create_server(_Talk, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving(count: int, media_type: str, *, post: bool = False) -> Iterator[int]:
    """Run a server in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.server", str(count), media_type, "post" if post else ""]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    asyncio.run(_serve(Answers(int(sys.argv[1]), sys.argv[2], post=bool(sys.argv[3]))))
