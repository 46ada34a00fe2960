"""The lock that lets one run at a time write to a collection."""

import fcntl
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path


class Locked(OSError):
    """Another run holds the collection; the message says which, since when, and where."""


class Lock:
    """Held from its making until ``release``, or until its process is gone.

    The kernel drops it with the process, so a dead holder needs no recognising by age.
    """

    def __init__(self, root: Path) -> None:
        """Take the lock of a collection's folder. Raises ``Locked``."""
        self._path = root / "lock"
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._handle, 4096).decode("utf-8", "replace").strip()
            os.close(self._handle)
            raise Locked(f"{root} is in use by another run ({holder or 'which has just begun'})") from error
        os.ftruncate(self._handle, 0)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        words = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
        os.write(self._handle, json.dumps(words).encode())
        self._is_held = True
        # A forked child would hold it too, and could outlive a parent that is killed.
        os.register_at_fork(after_in_child=self._leave)

    def release(self) -> None:
        """Let the next run in."""
        os.ftruncate(self._handle, 0)
        self._leave()

    def _leave(self) -> None:
        if self._is_held:
            self._is_held = False
            os.close(self._handle)
