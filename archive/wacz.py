"""A WACZ 1.1.1 package, written resource by resource in flat memory."""

import gzip
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, Self

from cryptography.hazmat.primitives.asymmetric import ec

from archive.signing import sign

VERSION = "1.1.1"
MANIFEST = "datapackage.json"
DIGEST = "datapackage-digest.json"
_CHUNK = 1 << 20


class PackageWriter:
    """Adds resources one after the other; ``finish`` writes the manifest and its digest.

    It is a context, at whose end the zip is closed, also where it was not finished.
    """

    def __init__(self, file: BinaryIO, created: datetime, software: str) -> None:
        """Begin a package in an open file; ``created`` is aware and stands in every entry."""
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self._created = created.astimezone(UTC)
        self._software = software
        self._resources: list[dict[str, str | int]] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Write the end of the zip."""
        self._zip.close()

    def add(self, path: str, chunks: Iterable[bytes], size: int = 0) -> None:
        """Add a resource; what is compressed by its name is stored as it is, so that it can be sought in.

        ``size`` must be told of what may be larger than 2 GiB.
        """
        engine, written = hashlib.sha256(), 0
        with self._entry(path, size) as entry:
            for chunk in chunks:
                entry.write(chunk)
                engine.update(chunk)
                written += len(chunk)
        # Frictionless Data Package allows no other characters in a name.
        name = re.sub(r"[^a-z0-9._/-]", "-", path.lower())
        digest = f"sha256:{engine.hexdigest()}"
        self._resources.append({"name": name, "path": path, "hash": digest, "bytes": written})

    def finish(self, facts: dict[str, str], key: ec.EllipticCurvePrivateKey | None = None) -> None:
        """Write the manifest with these facts, and the digest file, signed where there is a key."""
        created = self._created.strftime("%Y-%m-%dT%H:%M:%SZ")
        manifest = {
            "profile": "data-package",
            "wacz_version": VERSION,
            **facts,
            "created": created,
            "modified": created,
            "software": self._software,
            "resources": self._resources,
        }
        data = _json(manifest)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        signature = {"signedData": sign(digest, key, self._created, self._software)} if key else {}
        for path, content in (
            (MANIFEST, data),
            (DIGEST, _json({"path": MANIFEST, "hash": digest, **signature})),
        ):
            with self._entry(path) as entry:
                entry.write(content)

    def _entry(self, path: str, size: int = 0) -> IO[bytes]:
        info = zipfile.ZipInfo(path, self._created.timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if path.endswith(".gz") else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        # ReplayWeb.page takes a local header for as long as the one in the directory: the extra field
        # of zip64 must stand in both or in neither, so it is asked for only where it is needed.
        return self._zip.open(info, "w", force_zip64=size > zipfile.ZIP64_LIMIT)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def chunks_of(path: Path) -> Iterator[bytes]:
    """Read a file by pieces."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Compress pieces into one gzip file without a time stamp."""
    sink = _Sink()
    with gzip.GzipFile(fileobj=sink, mode="wb", mtime=0, filename="") as file:
        for chunk in chunks:
            file.write(chunk)
            yield sink.take()
    yield sink.take()


class _Sink:
    """Holds what was written to it until it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data
