"""A collection, a package or WARC files served by pywb as they stand."""

import importlib.util
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.collection import Collection
from archive.indexing import rebuild
from archive.reading import kind_of, open_warcs

_START = "from pywb.apps.cli import wayback; wayback()"
_HOST = "127.0.0.1"
# pywb compiles its rules when it starts.
_PATIENCE = 60.0


class NotServed(OSError):
    """The server could not be started; the message says what to do."""


@contextmanager
def serving(paths: Sequence[Path], port: int) -> Iterator[tuple[subprocess.Popen[bytes], list[str]]]:
    """Start pywb on paths, give its process and the address of each when it answers.

    Raises:
        NotServed: where pywb is not installed, the port is taken, or it ends at once.
        Unreadable: for what holds no WARC files.
    """
    if importlib.util.find_spec("pywb") is None:
        raise NotServed("pywb is not installed; it comes with the extra `replay` (make install has it)")
    with socket.socket() as probe:
        if probe.connect_ex((_HOST, port)) == 0:
            raise NotServed(f"port {port} is in use; choose another with --port")
    with TemporaryDirectory(prefix="serving-") as folder:
        collections = Path(folder) / "collections"
        collections.mkdir()
        names = [_lay_out(path.resolve(), collections) for path in paths]
        command = [sys.executable, "-c", _START, "--port", str(port), "--bind", _HOST, "--directory", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            _await(process, port)
            yield process, [f"http://{_HOST}:{port}/{name}/" for name in names]
        finally:
            process.terminate()
            process.wait()


def _lay_out(path: Path, collections: Path) -> str:
    """Put the path under the name by which pywb serves it; what has no index gets one beside it."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", path.name.removesuffix(".wacz")) or "archive"
    while (collections / name).exists():
        name += "-"
    if kind_of(path) == "collection" and Collection(path).index.is_file():
        (collections / name).symlink_to(path)
        return name
    copy = Collection(collections / name)
    copy.make()
    for warc, file in open_warcs(path):
        with (copy.archive / warc).open("wb") as target:
            shutil.copyfileobj(file, target)
    rebuild(copy.root, copy.index)
    return name


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NotServed(f"pywb ended at once, with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex((_HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise NotServed(f"pywb did not answer within {_PATIENCE:.0f} s")
