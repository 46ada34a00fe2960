"""Reading on a Dask cluster: two workers against one process, on the same files in turn."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from archive.workers import workers_of
from bench.archive_speed import exchanges, write_ours
from pipelines.archives import read_archives
from pipelines.scale import read_on_dask

_FILES = 12


def _files(folder: Path, count: int) -> list[str]:
    taken, paths = exchanges(count, zipped=True), []
    for number in range(_FILES):
        (folder / f"{number:02}").mkdir()
        paths.append(str(write_ours(folder / f"{number:02}", taken[number::_FILES])))
    return paths


def _cpu(client) -> float:
    return time.process_time() + sum(client.run(time.process_time).values())


def measure(count: int = 600, times: int = 5) -> list[str]:
    """Measure in turn, with the workers running; ratios of neighbours, and how they spread.

    The CPU seconds of all processes tell what two idle cores could come to at most.
    """
    turns = []
    with TemporaryDirectory() as folder, workers_of("local", 2) as client:
        paths = _files(Path(folder), count)
        address = client.scheduler.address
        b"".join(read_on_dask(address, paths[:2], []))  # the workers import what they need
        for _ in range(times):
            begun, cpu = time.monotonic(), _cpu(client)
            alone = b"".join(read_archives([Path(path) for path in paths], []))
            between, cpu_between = time.monotonic(), _cpu(client)
            spread = b"".join(read_on_dask(address, paths, []))
            wall = time.monotonic() - between
            turns.append(((between - begun) / wall, 2 * (cpu_between - cpu) / (_cpu(client) - cpu_between)))
            if spread != alone or not alone:
                raise RuntimeError("the cluster gave other bytes than one process")
    ratios, limits = sorted(ratio for ratio, _ in turns), sorted(limit for _, limit in turns)
    return [
        f"two workers of Dask against one process: {median(ratios):.2f} x the pages/s"
        f" ({ratios[0]:.2f} to {ratios[-1]:.2f} in {times} turns)",
        f"by CPU seconds two idle cores could give {median(limits):.2f} x ({limits[0]:.2f} to {limits[-1]:.2f})",
    ]
