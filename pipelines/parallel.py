"""Captures read in other processes: the same readings, on every core of the machine."""

import os
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread

from archive.capture import Capture
from archive.problem import Problem
from pipelines.extract import read_capture
from pipelines.gathered import Packed, pack


@dataclass(frozen=True, slots=True)
class Gist:
    """What another process read in a capture: as ``Reading``, with the report packed."""

    capture: Capture | None
    report: Packed | None
    reason: str | None
    problems: tuple[Problem, ...]


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new_pool(processes: int, *, forked: bool = False) -> ProcessPoolExecutor:
    """Start processes that end with their parent, however that ends; forked only while it has no threads."""
    # Else not forked: a fork can take over a lock that nobody opens.
    way = get_context("fork" if forked and sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(processes, mp_context=way, initializer=_begin)


def _begin() -> None:
    signal.set_wakeup_fd(-1)  # of a forked parent's loop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends in order
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


class Readers:
    """Processes that read one capture at a time."""

    def __init__(self, processes: int) -> None:
        """Start them at once: a fork is cheap, and before the first request there are no threads."""
        self._processes = processes
        self._pool = new_pool(processes, forked=True)
        self._pool.submit(os.getpid)

    def read(self, capture: Capture) -> Future[Gist]:
        """Begin to read a capture. A process that dies of one is replaced."""
        try:
            return self._pool.submit(gist_of, capture)
        except BrokenProcessPool:
            self._pool = new_pool(self._processes)
            return self._pool.submit(gist_of, capture)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()


def gist_of(capture: Capture) -> Gist:
    """Read one capture, give what is worth the way to another process."""
    reading = read_capture(capture)
    return Gist(None, pack(reading.report) if reading.report else None, reading.reason, reading.problems)
