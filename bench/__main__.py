"""``python -m bench``: every measurement in one run, as ratios, with the machine's name."""

import argparse
import os
import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import archive_speed, cluster, crawl, extraction, extractors, lookups, memory


def machine() -> str:
    """Name the machine by its cores, its processor and how busy it is."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{os.cpu_count()} cores of {model or platform.processor()}, Python {platform.python_version()}{load}"
    )


def main() -> None:
    """Measure what the command line names, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help="crawl, archive, extraction, …")
    parser.add_argument("--large", action="store_true", help="100,000 captures, an index of 5 million lines")
    wanted = parser.parse_args()
    measurements: dict[str, Callable[[], list[str]]] = {
        "archive": archive_speed.measure,
        "extraction": extraction.measure,
        "extractors": extractors.measure,
        "cluster": cluster.measure,
        "lookups": partial(lookups.measure, 5_000_000 if wanted.large else 200_000),
        "crawl": crawl.measure,
        "memory": partial(memory.measure, large=wanted.large),
    }
    print(machine())
    for name in wanted.only or measurements:
        begun = time.monotonic()
        print(f"\n{name}", flush=True)
        for row in measurements[name]():
            print(f"  {row}", flush=True)
        print(f"  ({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
