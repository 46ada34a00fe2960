"""Files in object storage, read by range and written with proof (extra: fsspec, with s3fs for ``s3://``)."""

import hashlib
import importlib
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from archive.problem import Problem

_CHUNK = 1 << 22
_TRIES = 4


class NoStorage(OSError):
    """An address for which no library is installed."""


class Remote:
    """A file elsewhere, with as much of a path's interface as reading an archive takes."""

    def __init__(self, uri: str) -> None:
        """Name a file. Raises ``NoStorage``."""
        self.uri = uri
        self.name = PurePosixPath(uri).name
        self._system = _system_of(uri)

    def __str__(self) -> str:
        """Give the address."""
        return self.uri

    def __fspath__(self) -> str:
        """Give the address, where a path is printed."""
        return self.uri

    def is_dir(self) -> bool:
        """Say no: archives are named file by file."""
        return False

    def exists(self) -> bool:
        """Ask the storage."""
        return bool(self._system.exists(self.uri))

    def open(self, _mode: str = "rb") -> BinaryIO:
        """Open the file; what is read is fetched by range, some megabytes ahead."""
        return cast("BinaryIO", self._system.open(self.uri, "rb", block_size=_CHUNK, cache_type="readahead"))


def path_of(uri: str) -> Path:
    """Give what an address names: a path of this machine, or a file elsewhere that reads like one."""
    return cast("Path", Remote(uri)) if "://" in uri else Path(uri)


def expand(uris: Iterable[str]) -> list[str]:
    """Replace addresses with ``*`` in them by those that they stand for, sorted."""
    found: list[str] = []
    for uri in uris:
        if "://" in uri and "*" in uri:
            scheme = uri.partition("://")[0]
            found += sorted(f"{scheme}://{path}" for path in _system_of(uri).glob(uri))
        else:
            found.append(uri)
    return found


def upload(path: Path, uri: str, pause: float = 1.0) -> Problem | None:
    """Copy a closed file to an address, and prove the copy by reading it back.

    The local file stays whatever happens; a copy that could not be made or is not the same
    after some tries is a problem that says so.
    """
    if not path.exists():
        return Problem("storage.missing", f"{path} is not there", uri)
    expected = _digest(path.open("rb"))
    reason = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause * 2**attempt)
        try:
            system = _system_of(uri)
            system.invalidate_cache()
            system.put_file(str(path), uri)
            if _digest(system.open(uri, "rb")) == expected:
                return None
            reason = "the copy is not the same"
        except _errors() as error:
            reason = str(error) or type(error).__name__
    return Problem("storage.not-uploaded", f"{path} is kept here alone: {reason}", uri)


def upload_run(root: Path, run: str, warcs: Iterable[str], uri: str) -> list[Problem]:
    """Copy what a run left behind: its WARCs, the index, the data set, the files of the run."""
    files = [root / "archive" / name for name in warcs]
    files += [root / "indexes" / "index.cdxj", root / "reports.jsonl"]
    files += sorted(path for path in (root / "runs" / run).iterdir() if path.is_file())
    pairs = (
        (path, f"{uri.rstrip('/')}/{path.relative_to(root).as_posix()}") for path in files if path.exists()
    )
    return [problem for path, target in pairs if (problem := upload(path, target))]


def _errors() -> tuple[type[Exception], ...]:
    """Give what is raised where a storage cannot be reached or refuses: s3fs lets botocore's through."""
    try:
        botocore = importlib.import_module("botocore.exceptions")
    except ImportError:
        return (OSError,)
    return (OSError, botocore.BotoCoreError, botocore.ClientError)


def _digest(file: BinaryIO) -> str:
    with file:
        sum_so_far = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            sum_so_far.update(chunk)
    return sum_so_far.hexdigest()


def _system_of(uri: str) -> Any:  # noqa: ANN401  # fsspec publishes no types
    try:
        fsspec = importlib.import_module("fsspec")
        return fsspec.core.url_to_fs(uri)[0]
    except (ImportError, ValueError) as error:
        raise NoStorage(f"{uri} cannot be read or written: {error}") from error
