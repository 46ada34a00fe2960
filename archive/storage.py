"""Files in object storage, read by range and written with proof (extra: fsspec, with s3fs for ``s3://``)."""

import hashlib
import importlib
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

_CHUNK = 1 << 22
_TRIES = 3
# Seconds after which a file is not tried again: what waits behind it should not wait for hours.
_PATIENCE = 60
# Where a file needs a folder; in an object storage the folder is a part of the name.
_FOLDERS = frozenset(("file", "local", "sftp", "ssh", "ftp", "smb", "hdfs"))


class NoStorage(OSError):
    """An address for which no library is installed."""


class NotUploaded(OSError):
    """A file of which no proven copy could be made; the message names it and the reason."""


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


def check_address(uri: str) -> None:
    """Make sure that files can be kept at an address, as far as can be told without asking the storage.

    Raises:
        NoStorage: it is no address, shows a password, or nothing is installed for it.
    """
    if "://" not in uri:
        raise NoStorage(f"{uri!r} is no address of a storage; one is s3://bucket/folder")
    if urlsplit(uri).password:
        raise NoStorage("an address is shown around and holds no password: storage finds its own elsewhere")
    _system_of(uri)


def upload(path: Path, uri: str, pause: float = 1.0) -> str:
    """Copy a closed file to an address, prove the copy by reading it back, give its SHA-256.

    The local file stays whatever happens. It is tried some times, for a minute or two at most.

    Raises:
        NotUploaded: the copy could not be made, or is not the same. It names file and reason.
    """
    begun, reason = time.monotonic(), ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            proof = _copy(path, uri)
            if proof:
                return proof
            reason = "the copy is not the same"
        except _errors() as error:
            reason = str(error) or type(error).__name__
        if time.monotonic() - begun > _PATIENCE:
            break
    raise NotUploaded(f"{path} is kept here alone: {reason}")


def sizes_at(uri: str) -> dict[str, int]:
    """Tell the sizes of the files under an address, by name; none where it cannot be asked."""
    try:
        system = _system_of(uri)
        system.invalidate_cache()
        begin = system._strip_protocol(uri).rstrip("/") + "/"  # noqa: SLF001  # fsspec has no other name for it
        found = system.find(begin, detail=True)
    except _errors():
        return {}
    return {name.removeprefix(begin): int(facts["size"] or 0) for name, facts in found.items()}


def _copy(path: Path, uri: str) -> str:
    """Copy a file and read the copy; give its digest, or nothing where it is another."""
    expected = _digest(path.open("rb"))
    system = _system_of(uri)
    system.invalidate_cache()
    if _FOLDERS & ({system.protocol} if isinstance(system.protocol, str) else set(system.protocol)):
        system.makedirs(uri.rpartition("/")[0], exist_ok=True)
    system.put_file(str(path), uri)
    return expected if _digest(system.open(uri, "rb")) == expected else ""


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
    return f"sha256:{sum_so_far.hexdigest()}"


def _system_of(uri: str) -> Any:  # noqa: ANN401  # fsspec publishes no types
    try:
        fsspec = importlib.import_module("fsspec")
        return fsspec.core.url_to_fs(uri)[0]
    except (ImportError, ValueError) as error:
        raise NoStorage(f"{uri} cannot be read or written: {error}") from error
