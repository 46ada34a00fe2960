"""Reads a document in a process of its own, so that no document can take this one with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from archive.problem import Problem
from pipelines.attachments import limits
from pipelines.attachments.text import AttachmentText

_ROOT = Path(__file__).parents[2]
_WORKER = "pipelines.attachments.worker"
# What the libraries say when the process may have no more memory.
_OUT_OF_MEMORY = (
    "MemoryError",
    "memory allocation of",
    "bad_alloc",
    "Cannot allocate memory",
    "out of memory",
)
_LONGEST_NAME = 255
_KILLED_FOR_TIME = -24  # SIGXCPU


def read_attachment(payload: bytes, media_type: str, name: str) -> AttachmentText:
    """Read a document of one of the kinds that ``formats`` knows.

    ``media_type`` and ``name`` only serve the message when the bytes are of no known format. Never
    raises for what a document holds: a bomb, a password, a missing library or an unknown format
    comes back as a problem ``attachment.*``, within ``limits.SECONDS`` and ``limits.MEMORY``.
    """
    media_type, name = map(_printable, (media_type, name))
    if not payload:
        return _nothing("attachment.empty", "the document has no bytes", name)
    if len(payload) > limits.PAYLOAD:
        return _nothing("attachment.too_large", f"{len(payload)} bytes, more than {limits.PAYLOAD}", name)
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", _WORKER, media_type, name],
            input=payload,
            capture_output=True,
            timeout=limits.SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        return _nothing("attachment.too_slow", f"not read within {limits.SECONDS} seconds", name)
    if done.returncode == 0:
        return AttachmentText.from_json(json.loads(done.stdout))
    return _failed(done.returncode, done.stderr.decode("utf-8", "replace"), name)


def _printable(text: str) -> str:
    """Give what another process can take and a message can show: servers name files as they like."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:_LONGEST_NAME])


def _failed(status: int, said: str, name: str) -> AttachmentText:
    """Name the reason why the process ended without an answer: its last line, which is the exception."""
    ended = f"the reader was ended by signal {-status}" if status < 0 else f"the reader ended with {status}"
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), ended)
    if any(words in said for words in _OUT_OF_MEMORY):
        return _nothing("attachment.too_large", f"it takes more than {limits.MEMORY} bytes of memory", name)
    if status == _KILLED_FOR_TIME:
        return _nothing("attachment.too_slow", f"not read within {limits.SECONDS} seconds", name)
    return _nothing("attachment.unreadable", last[:300], name)


def _nothing(rule: str, message: str, name: str) -> AttachmentText:
    return AttachmentText(problems=(Problem(rule, message, name),))
