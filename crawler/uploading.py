"""What a run left, copied to where the setting UPLOAD_TO says."""

import json
import subprocess
import sys
from pathlib import Path

from archive.problem import Problem

_PROJECT = Path(__file__).parents[1]


def upload(root: Path, to: str) -> list[Problem]:
    """Have the archivist's command copy a collection, and give what could not be brought there.

    In a process of its own: whatever a storage's library does, it cannot make a crawl fail.
    """
    command = [sys.executable, "-m", "archive", "upload", str(root.resolve()), "--to", to, "--json"]
    ended = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    problems = [Problem(**json.loads(line)) for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode and not problems:
        last = (ended.stderr.strip().splitlines() or ["it said nothing"])[-1]
        problems.append(
            Problem("storage.not-uploaded", f"the upload ended with {ended.returncode}: {last}", to)
        )
    return problems
