"""What a command costs: its wall time, the CPU time of it and its children, its peak memory."""

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of wall time, seconds of CPU, megabytes of the largest process."""

    wall: float
    cpu: float
    peak: float

    def since(self, start: "Spent") -> "Spent":
        """Give what was spent beyond a smaller job: start and end of the process are in both."""
        return Spent(self.wall - start.wall, self.cpu - start.cpu, self.peak - start.peak)


def run(command: Sequence[str], *, allowed: Sequence[int] = (0,)) -> Spent:
    """Run a command to its end. Raises ``CalledProcessError`` for any other exit status."""
    begun = time.perf_counter()
    quiet = open(os.devnull, "wb")
    with quiet:
        process = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=subprocess.PIPE)
        assert process.stderr
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in allowed:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=told)
    return Spent(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def peak_megabytes() -> float:
    """Give the largest size that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
