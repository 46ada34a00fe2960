"""A WARC file that grows record by record, one gzip member each."""

import errno
import os
from collections import deque
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

OPEN = ".open"
# A system takes no more pieces in one call (POSIX asks for 16 at least; Linux and the BSDs take 1024).
_AT_ONCE = 1024


class NotWritten(OSError):
    """A record could not be written; the message names the file and the system's reason."""


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, after a file in it was made or renamed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class WarcFile:
    """An open file of an archive; ``size`` is the offset at which the next record goes.

    It bears ``.open`` until ``close`` has synced and renamed it. What cannot be written
    whole is cut away again, so that earlier records are never harmed.
    """

    def __init__(self, path: Path) -> None:
        """Create the file; it must not exist yet."""
        self.path = path
        self._open_path = path.with_name(path.name + OPEN)
        try:
            if path.exists():  # its closing would take this one's place
                raise FileExistsError(errno.EEXIST, "a file of this name is there", str(path))
            self._handle = os.open(self._open_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            sync_folder(path.parent)
        except OSError as error:
            raise NotWritten(error.errno, f"cannot create {self._open_path}: {error.strerror}") from error
        self.size = 0

    def append(self, members: Sequence[bytes]) -> None:
        """Write members in one go, synced to the disk when this returns.

        Raises:
            NotWritten: nothing of the members is in the file then.
        """
        waiting = deque(memoryview(member) for member in members)
        try:
            while waiting:
                _drop(waiting, os.writev(self._handle, list(islice(waiting, _AT_ONCE))))
            os.fdatasync(self._handle)
        except OSError as error:
            os.ftruncate(self._handle, self.size)
            os.lseek(self._handle, self.size, os.SEEK_SET)
            raise NotWritten(error.errno, f"cannot write to {self._open_path}: {error.strerror}") from error
        self.size += sum(map(len, members))

    def close(self) -> None:
        """Sync the file, give it its final name."""
        os.fsync(self._handle)
        os.close(self._handle)
        self._open_path.rename(self.path)
        sync_folder(self.path.parent)


def _drop(waiting: deque[memoryview], written: int) -> None:
    """Take away what was written: whole pieces, and of the next one a part."""
    while waiting and len(waiting[0]) <= written:
        written -= len(waiting.popleft())
    if written:
        waiting[0] = waiting[0][written:]
