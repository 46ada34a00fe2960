"""Crawling: pages a second and CPU a page, ours with everything on, others that do less."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.server import path_of, serving
from bench.spent import Spent, run

CHARSETS = {"no charset": "text/html", "charset": "text/html; charset=utf-8"}
Crawl = Callable[[int, int], Spent]


def ours(port: int, count: int) -> Spent:
    """The project's spider: listing, reports, archive, index, extraction, data set."""
    with TemporaryDirectory() as folder:
        settings = {
            "COLLECTION": f"{folder}/collection",
            "CONNECT_TO": f"*:80=127.0.0.1:{port}",
            "DOWNLOAD_DELAY": "0",
            "AUTOTHROTTLE_ENABLED": "0",
            "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
        }
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-a", "site=sz", *options]
        spent = run(command, allowed=(0, 1))
        kept = sum(1 for _ in Path(folder, "collection", "indexes", "index.cdxj").open("rb"))
        if kept < count:
            raise RuntimeError(f"only {kept} of {count} pages were archived")
    return spent


def stock(port: int, count: int) -> Spent:
    """Stock Scrapy that drops the pages."""
    return run([sys.executable, "-m", "bench.stock", str(port), str(count)])


def wget(port: int, count: int) -> Spent:
    """Wget, one connection, writing a WARC."""
    with TemporaryDirectory() as folder:
        addresses = Path(folder, "addresses")
        addresses.write_text("".join(f"http://127.0.0.1:{port}{path_of(n)}\n" for n in range(count)))
        options = ["-q", "--header=Accept-Encoding: gzip", "-O", "/dev/null", f"--warc-file={folder}/wget"]
        return run(["wget", *options, "-i", str(addresses)])


def measure(count: int = 600, times: int = 2) -> list[str]:
    """Measure every crawler on the same pages in turn; medians, start and end of the processes taken away."""
    crawlers: dict[str, Crawl] = {"ours": ours, "stock Scrapy": stock}
    if shutil.which("wget"):
        crawlers["wget --warc-file"] = wget
    rows = []
    for label, media_type in CHARSETS.items():
        spent = measured(crawlers, media_type, count, times)
        base = spent["stock Scrapy"]
        for name, (rate, cpu) in spent.items():
            figures = f"{rate:7.0f} pages/s ({rate / base[0]:.2f} x stock)  {cpu * 1000:6.2f} ms CPU ({cpu / base[1]:.2f} x stock)"
            rows.append(f"{label:<11} {name:<17} {figures}")
    return rows


def measured(
    crawlers: dict[str, Crawl], media_type: str, count: int, times: int
) -> dict[str, tuple[float, float]]:
    """Give pages a second and CPU seconds a page of each crawler."""
    few = count // 15
    pairs: dict[str, list[tuple[Spent, Spent]]] = {name: [] for name in crawlers}
    with serving(count, media_type) as many_port, serving(few, media_type) as few_port:
        for _ in range(times):
            for name, crawl in crawlers.items():
                pairs[name].append((crawl(few_port, few), crawl(many_port, count)))
    return {
        name: (
            (count - few) / median(many.since(start).wall for start, many in found),
            median(many.since(start).cpu for start, many in found) / (count - few),
        )
        for name, found in pairs.items()
    }
