"""Runs of the spider as a user starts them: the command in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAST = (
    *("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"),
    *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4"),
    *("-s", "WALL_DELAY=0"),
)


def crawl(
    collection: Path,
    *arguments: str,
    port: int | None = None,
    tls_port: int | None = None,
    environment: dict[str, str] | None = None,
):
    """Run ``scrapy crawl annual_reports`` against loopback; gives the finished process."""
    connect = []
    if port:
        connect = ["-s", f"CONNECT_TO=*:80=127.0.0.1:{port},*:443=127.0.0.1:{tls_port or 9}"]
    command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", *FAST, *arguments]
    return subprocess.run(
        [*command, "-s", f"COLLECTION={collection}", *connect],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env=environment,
    )


def last_run(collection: Path) -> Path:
    """Give the folder of the newest run."""
    return max((collection / "runs").iterdir())


def lines(path: Path) -> list[dict]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
