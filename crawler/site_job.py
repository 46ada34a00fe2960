"""One job of a cluster: sites crawled into a collection of their own, by a process of its own."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from archive.lock import Lock, Locked

_PROJECT = Path(__file__).parents[1]
# Seconds that a job waits for the process of a worker that is gone to be gone too.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to crawl and where to; ``words`` go on to ``scrapy crawl`` as they are."""

    sites: tuple[str, ...]
    folder: Path
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: the exit status of the crawl, and what it said at the end."""

    folder: Path
    status: int
    summary: str


def crawl(job: Job) -> Ended:
    """Crawl, and give how that ended. A job whose worker was killed goes on where it was.

    The folder has to be the same one for every worker: on this machine, or on a shared disk.
    """
    _wait_for(job.folder)
    command = [
        sys.executable,
        "-m",
        "crawler.leash",
        "crawl",
        "annual_reports",
        "-a",
        f"site={','.join(job.sites)}",
    ]
    command += [*job.words, "-s", f"COLLECTION={job.folder}", "-s", "UPLOAD_TO="]
    # Files of two jobs must not have one name: these begin with that of the folder.
    command += ["-s", f"WARC_PREFIX=annual-reports-{job.folder.name}"]
    with subprocess.Popen(  # noqa: S603
        command, cwd=_PROJECT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        summary = process.stderr.read()
    return Ended(job.folder, process.returncode, summary)


def _wait_for(folder: Path) -> None:
    """Wait while a run holds the collection: the process of a worker that was killed ends soon after it."""
    until = time.monotonic() + _PATIENCE
    while folder.exists() and time.monotonic() < until:
        try:
            Lock(folder).release()
        except Locked:
            time.sleep(0.2)
        else:
            return
