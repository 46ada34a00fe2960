"""What a command costs: its wall time, the CPU time of it and its children, its peak memory."""

import os
import re
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

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
    with TemporaryFile() as told:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=told)
        peak = 0.0
        while True:
            # Not ru_maxrss: a process inherits in it what its parent had at the fork.
            peak = max(peak, _high_water(process.pid))
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        if process.returncode not in allowed:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=told.read())
    return Spent(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, peak)


def _high_water(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def peak_megabytes() -> float:
    """Give the largest size that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
