"""Peak memory and time per capture as an archive grows: crawling it, reading it."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.archive_speed import exchanges, write_ours
from bench.crawl import ours
from bench.server import serving
from bench.spent import run


def measure(*, large: bool = False) -> list[str]:
    """Measure at 1,000 and 3,000 captures, at 10,000 and 100,000 too where asked."""
    rows = []
    for count in (1_000, 3_000, *([10_000, 100_000] if large else [])):
        with serving(count, "text/html; charset=utf-8", post=True) as port:
            crawled = ours(port, count)
        with TemporaryDirectory() as folder:
            path = write_ours(Path(folder), exchanges(count, zipped=True), 32)
            command = [sys.executable, "-m", "pipelines", str(path), "--out", f"{folder}/reports.jsonl"]
            read = run(command, allowed=(0, 1))
        rows += [
            f"{count:>7} captures  {name:<8} peak {spent.peak:5.0f} MB  {spent.cpu / count * 1e3:6.2f} ms CPU a capture"
            for name, spent in (("crawled", crawled), ("read", read))
        ]
    return rows
