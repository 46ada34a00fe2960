"""Look-ups in an index: opening it, finding a page, merging a run's lines into it."""

import random
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from archive.index import key_of, look_up, merge_journal
from bench.spent import peak_megabytes

_LINE = (
    '{key} 20260101000000 {{"url": "{url}", "mime": "text/html", "status": "200", '
    '"digest": "sha1:GAH4K3UAQVSYHZ6WD2KGJYRQN4VOAJSP", "length": "10567", "offset": "{at}", '
    '"filename": "annual-reports-20260101000000-00001-host.warc.gz", '
    '"recordDigest": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}\n'
)


def _url(number: int) -> str:
    return f"http://www.sz.gov.cn/cn/xxgk/content/post_{number:09}.html"


def write_index(path: Path, count: int, step: int = 1, first: int = 0) -> None:
    """Write an index of so many pages, sorted because their numbers are."""
    with path.open("w") as file:
        for number in range(first, first + count * step, step):
            file.write(_LINE.format(key=key_of(_url(number)), url=_url(number), at=number))


def measure(count: int = 200_000) -> list[str]:
    """Measure an index of so many lines."""
    with TemporaryDirectory() as folder:
        path, journal = Path(folder, "index.cdxj"), Path(folder, "journal")
        write_index(path, count, step=2)
        before = peak_megabytes()
        begun = time.perf_counter()
        assert look_up(path, _url(2 * (count // 2)))
        opened = time.perf_counter() - begun
        spent = []
        for number in random.Random(1).choices(range(count), k=3000):
            begun = time.perf_counter()
            assert len(look_up(path, _url(2 * number))) == 1
            spent.append(time.perf_counter() - begun)
        write_index(journal, 2000, step=2 * (count // 2000), first=1)
        size, begun = path.stat().st_size, time.perf_counter()
        merge_journal(journal, path)
        merged = time.perf_counter() - begun
        rate = size / merged / 1e6
    return [
        f"{count} lines, {size / 1e6:.0f} MB: first look-up {opened * 1e3:.1f} ms, "
        f"median {median(spent[1000:]) * 1e6:.0f} us, 99 of 100 under {sorted(spent[1000:])[1980] * 1e6:.0f} us",
        f"2000 lines merged into them in {merged:.2f} s ({rate:.0f} MB/s); "
        f"memory grew by {peak_megabytes() - before:.0f} MB",
    ]
