"""Writing and reading WARC files: megabytes of records a second, against warcio and FastWARC."""

import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import fastwarc
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.collection import Collection
from archive.exchange import Exchange
from archive.reading import read_captures
from archive.recording import Order, Policy, Recording
from bench.pages import many

_REQUEST = b"GET / HTTP/1.1\r\nHost: www.sz.gov.cn\r\nUser-Agent: bench\r\nAccept: text/html\r\n\r\n"
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def exchanges(count: int, *, zipped: bool) -> list[Exchange]:
    """Give exchanges of report pages, their bodies zipped by the server or not."""
    coding = b"Content-Encoding: gzip\r\n" if zipped else b""
    head = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n%sContent-Length: %d\r\n\r\n"
    packed: dict[bytes, bytes] = {}
    bodies = [packed.setdefault(page, gzip.compress(page, 6)) if zipped else page for page in many(count)]
    return [
        Exchange(
            f"http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_{number}.html",
            _BEGIN + timedelta(seconds=number),
            _REQUEST,
            head % (coding, len(body)) + body,
        )
        for number, body in enumerate(bodies)
    ]


def write_ours(folder: Path, taken: list[Exchange], at_once: int = 8) -> Path:
    """Write requests, responses and index lines, synced to the disk as a crawl does."""
    collection = Collection(folder)
    collection.make()
    run = collection.new_run(_BEGIN)
    recording = Recording(collection, run, Policy("bench", {"software": "bench"}))
    for at in range(0, len(taken), at_once):
        recording.keep_all([Order(exchange) for exchange in taken[at : at + at_once]])
    recording.close()
    return collection.archive / recording.files[0]


def write_warcio(folder: Path, taken: list[Exchange]) -> Path:
    """Write requests and responses with warcio's defaults: no index, no sync."""
    path = folder / "warcio.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for exchange in taken:
            response = _warcio_record(writer, exchange, "response", exchange.response)
            request = _warcio_record(writer, exchange, "request", exchange.request)
            writer.write_request_response_pair(request, response)
    return path


def _warcio_record(writer, exchange, kind, message):
    head, _, body = message.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = [tuple(line.split(": ", 1)) for line in lines]
    if kind == "response":
        protocol, _, status = first.partition(" ")
    else:
        status, protocol = first.rsplit(" ", 1)
    return writer.create_warc_record(
        exchange.url, kind, payload=BytesIO(body), http_headers=StatusAndHeaders(status, fields, protocol)
    )


def read_ours(path: Path) -> int:
    """Read every capture with its decoded payload."""
    return sum(len(capture.payload) for capture in read_captures(path))


def read_warcio(path: Path) -> int:
    """The same with warcio."""
    with path.open("rb") as file:
        records = (record for record in ArchiveIterator(file) if record.rec_type == "response")
        return sum(len(record.content_stream().read()) for record in records)


def read_fastwarc(path: Path) -> int:
    """The same with FastWARC."""
    with path.open("rb") as file:
        kinds = fastwarc.WarcRecordType.response
        records = fastwarc.ArchiveIterator(file, record_types=kinds, auto_decode="all")
        return sum(len(record.reader.read()) for record in records)


def measure(count: int = 400, times: int = 3) -> list[str]:
    """Measure the writers, then the readers on what we wrote; medians of CPU time, in turn."""
    rows = []
    for label, zipped in (("zipped pages", True), ("plain pages", False)):
        taken = exchanges(count, zipped=zipped)
        size = sum(len(exchange.response) for exchange in taken) / 1e6
        with TemporaryDirectory() as folder:
            writers = {"ours (index, synced)": write_ours, "warcio": write_warcio}
            spent: dict[str, list[float]] = {name: [] for name in writers}
            paths = {}
            for turn in range(times):
                for name, write in writers.items():
                    place = Path(folder, f"{name[:4]}{turn}")
                    place.mkdir()
                    paths[name], seconds = timed(write, place, taken)
                    spent[name].append(seconds)
            base, bytes_of = median(spent["warcio"]), paths["warcio"].stat().st_size
            for name, found in spent.items():
                bytes_written = paths[name].stat().st_size
                rows.append(
                    f"write {label:<13}{name:<21}{size / median(found):6.0f} MB/s ({base / median(found):.1f} x warcio)"
                    f"  {bytes_written / bytes_of:.3f} x its bytes"
                )
            rows += _read(paths["ours (index, synced)"], label, size, times)
    return rows


def _read(path: Path, label: str, size: float, times: int) -> list[str]:
    readers = {"ours": read_ours, "FastWARC": read_fastwarc, "warcio": read_warcio}
    spent: dict[str, list[float]] = {name: [] for name in readers}
    lengths = set()
    for _ in range(times):
        for name, read in readers.items():
            length, seconds = timed(read, path)
            lengths.add(length)
            spent[name].append(seconds)
    if len(lengths) != 1:
        raise RuntimeError(f"the readers disagree: {lengths}")
    base = median(spent["warcio"])
    return [
        f"read  {label:<13}{name:<21}{size / median(found):6.0f} MB/s ({base / median(found):.1f} x warcio)"
        for name, found in spent.items()
    ]


def timed(work: Callable, *arguments):
    """Give what a function gives, and the CPU seconds that it took."""
    begun = time.process_time()
    result = work(*arguments)
    return result, time.process_time() - begun
