"""Another time for a process: the machine's clock set forward or back, at the seam to the C library."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

_SOURCE = Path(__file__).with_name("clock.c")


@cache
def _library() -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("a C compiler is needed to set a process another clock")
    library = Path(mkdtemp(prefix="clock-")) / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
    return library


def environment(days: float) -> dict[str, str]:
    """Give the environment of a process whose clock is so many days ahead, or behind."""
    return {**os.environ, "LD_PRELOAD": str(_library()), "CLOCK_WRONG_BY": str(round(days * 86_400))}
