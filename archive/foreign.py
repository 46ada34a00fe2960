"""Files that other tools write in other ways, opened as the streams of records that they hold."""

import gzip
import importlib
import zlib
from typing import Any, BinaryIO, cast

from archive import arc
from archive.record import DamagedRecord, split

SUFFIXES = (".warc.gz", ".warc", ".warc.zst", ".arc.gz", ".arc")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# The frame that holds the dictionary of a zstd WARC (iipc/warc-specifications, warc-zstd 1.0).
_DICTIONARY = b"\x5d\x2a\x4d\x18"
STARTS = (_GZIP, b"WARC/", _ZSTD, _DICTIONARY, arc.START)
_GLIMPSE = 1 << 16


class NoZstd(OSError):
    """A zstd file where no library can read it."""


def unpacked(file: BinaryIO) -> BinaryIO:
    """Give a file as it is if it can be read record by record, else the stream that it unpacks to.

    A gzip member round many records, and zstd, are unpacked as a whole: places in such a file
    are places in what it unpacks to.

    Raises:
        NoZstd: for zstd where Python brings no library for it and none is installed.
    """
    start = file.read(_GLIMPSE)
    file.seek(0)
    if start.startswith(_GZIP) and _holds_many(start):
        return cast("BinaryIO", Unpacked(gzip.GzipFile(fileobj=file), zlib.error, is_gzip=True))
    if start.startswith((_ZSTD, _DICTIONARY)):
        return _open_zstd(file)
    return file


def _holds_many(start: bytes) -> bool:
    """Tell whether the first member goes on behind its first record."""
    try:
        data = zlib.decompressobj(31).decompress(start, 1 << 20)
        if data.startswith(arc.START):
            return arc.goes_on(data)
        _record, rest = split(data)
    except (zlib.error, DamagedRecord):
        return False
    return rest.lstrip(b"\r\n")[:5] == b"WARC/"


def _open_zstd(file: BinaryIO) -> BinaryIO:
    zstd = _library()
    head = file.read(8)
    options: dict[str, object] = {}
    if head[:4] == _DICTIONARY:
        raw = file.read(int.from_bytes(head[4:], "little"))
        plain = zstd.decompress(raw) if raw.startswith(_ZSTD) else raw
        options["zstd_dict"] = zstd.ZstdDict(plain)
    file.seek(0)
    return cast("BinaryIO", Unpacked(zstd.ZstdFile(file, **options), zstd.ZstdError, is_gzip=False))


class Unpacked:
    """What a file unpacks to, read as a file is; its damage is an early end (EOFError), as gzip tells it."""

    def __init__(self, file: Any, error: type[Exception], *, is_gzip: bool) -> None:  # noqa: ANN401  # of gzip or zstd
        """Read on from where the file stands."""
        self._file, self._error, self.is_gzip = file, error, is_gzip

    def read(self, size: int = -1) -> bytes:
        """Give what there is, which can be less than asked for; what stands before damage is given first."""
        try:
            return bytes(self._file.read1(size))
        except self._error as error:
            raise EOFError(str(error)) from error

    def seek(self, offset: int) -> int:
        """Go to an offset; backwards means to unpack anew."""
        return int(self._file.seek(offset))


def _library() -> Any:  # noqa: ANN401  # one of two modules of the same shape
    for name in ("compression.zstd", "backports.zstd"):  # the first since Python 3.14
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise NoZstd("a zstd file: install backports.zstd to read it")
