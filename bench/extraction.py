"""Reading reports: full ones out of a WARC, against tools that extract a text from a page in memory."""

import gzip
import importlib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from lxml import etree

from archive.capture import Capture
from archive.reading import read_captures
from bench.archive_speed import exchanges, timed, write_ours
from bench.pages import many
from pipelines.extract import read_capture

_PARSER = etree.HTMLParser(encoding="utf-8")


def _ours(path: Path) -> int:
    captures = (found for found in read_captures(path) if isinstance(found, Capture))
    return sum(1 for capture in captures if read_capture(capture).report)


def _parse(bodies: list[bytes]) -> int:
    return sum(1 for body in bodies if etree.fromstring(gzip.decompress(body), _PARSER) is not None)


def _resiliparse(bodies: list[bytes]) -> int:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    texts = (extract(gzip.decompress(body).decode(), main_content=True) for body in bodies)
    return sum(1 for text in texts if text)


def _trafilatura(bodies: list[bytes]) -> int:
    extract = importlib.import_module("trafilatura").bare_extraction
    return sum(1 for body in bodies if extract(gzip.decompress(body).decode()))


def measure(count: int = 222, times: int = 3) -> list[str]:
    """Measure in turn; medians of CPU time on one core, the slow ones on fewer pages."""
    bodies = [gzip.compress(page) for page in many(count)]
    with TemporaryDirectory() as folder:
        path = write_ours(Path(folder), exchanges(count, zipped=True))
        tools: dict[str, tuple[Callable[..., int], object, int]] = {
            "ours: full reports, from a WARC": (_ours, path, count),
            "lxml: parsing alone": (_parse, bodies, count),
            "resiliparse: text": (_resiliparse, bodies[: count // 4], count // 4),
            "trafilatura: text, metadata": (_trafilatura, bodies[: count // 8], count // 8),
        }
        spent: dict[str, list[float]] = {name: [] for name in tools}
        for _ in range(times):
            for name, (read, source, _pages) in tools.items():
                try:
                    spent[name].append(timed(read, source)[1])
                except ImportError:
                    spent[name].append(float("inf"))
    rates = {name: tools[name][2] / median(found) for name, found in spent.items()}
    ours = next(iter(rates.values()))
    return [
        f"{name:<33}{rate:7.0f} pages/s (ours is {ours / rate:.2f} x)" if rate else f"{name:<33}not installed"
        for name, rate in rates.items()
    ]
