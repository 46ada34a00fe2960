"""A WACZ package held against its manifest, its digest, its signature and its own index."""

import gzip
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from archive import rules_index
from archive.claims import Claims
from archive.problem import Note, Problem
from archive.reading import BROKEN_ZIP
from archive.reextraction import verify_reports
from archive.rules_file import OURS
from archive.verify_collection import name_captures
from archive.verify_signature import DIGEST, MANIFEST, verify_digest
from archive.zip_frame import judge_frame

_CHUNK = 1 << 20
PAGES = "pages/pages.jsonl"
REPORTS = "reports/reports.jsonl"
# What may lie in the folders of the standard, by folder.
_LAYOUT = {
    "archive": re.compile(r"archive/[^/]+\.warc(\.gz)?"),
    "indexes": re.compile(r"indexes/[^/]+\.(cdxj?(\.gz)?|idx)"),
    "pages": re.compile(r"pages/[^/]+\.jsonl"),
}
Finding = Problem | Note


def verify_package(path: Path, ids: Claims, places: Claims) -> Iterator[Finding]:
    """Check a package; its records are in the claims already. Broken zip files are findings."""
    try:
        with zipfile.ZipFile(path) as package:
            yield from _verify(package, path, ids, places)
    except (*BROKEN_ZIP, UnicodeDecodeError) as error:
        yield Problem("package.zip", f"the package cannot be read on: {error}", str(path))


def _verify(package: zipfile.ZipFile, path: Path, ids: Claims, places: Claims) -> Iterator[Finding]:
    names = [info.filename for info in package.infolist() if not info.is_dir()]
    yield from _verify_layout(package, names)
    yield from _verify_pages(package, names)
    manifest = _read_json(package, MANIFEST) if MANIFEST in names else {}
    if not isinstance(manifest, dict):
        yield Problem("package.manifest", "it is no JSON object", MANIFEST)
        manifest = {}
    yield from _verify_manifest(package, manifest, names)
    if DIGEST in names:
        signed = package.read(MANIFEST) if MANIFEST in names else b""
        yield from verify_digest(signed, package.read(DIGEST), str(path))
    is_ours = str(manifest.get("software", "")).startswith(OURS)
    if is_ours and DIGEST not in names:
        yield Problem("package.digest", "it is not there, and our packages have it", DIGEST)
    with path.open("rb") as file:
        for name, message in judge_frame(file, package, is_ours=is_ours):
            yield Problem("package.zip", message, name or str(path))
    indexes = [name for name in names if _LAYOUT["indexes"].fullmatch(name) and not name.endswith(".idx")]
    for name in indexes:
        with package.open(name) as raw:
            lines = gzip.GzipFile(fileobj=raw) if name.endswith(".gz") else raw
            content = (line for line in lines if not line.startswith(b"!meta"))
            yield from rules_index.check_lines(content, name, places)
    yield from rules_index.judge_index(places, indexes, is_ours=is_ours)
    if REPORTS in names:
        with package.open(REPORTS) as lines:
            yield from name_captures(lines, REPORTS, ids)
        with package.open(REPORTS) as lines:
            yield from verify_reports(lines, str(path), REPORTS)


def _verify_layout(package: zipfile.ZipFile, names: list[str]) -> Iterator[Problem]:
    wanted = {MANIFEST: MANIFEST, PAGES: PAGES, "a WARC file": "archive/", "an index": "indexes/"}
    for what, start in wanted.items():
        if not any(name.startswith(start) for name in names):
            yield Problem("package.layout", f"{what} is not there", package.filename or "")
    if len(set(names)) < len(names):
        yield Problem("package.zip", "a name stands twice", package.filename or "")
    for name in names:
        form = _LAYOUT.get(name.partition("/")[0])
        if form and not form.fullmatch(name):
            yield Problem("package.layout", "a file that does not belong into the folder", name)
        if name.endswith(".gz") and package.getinfo(name).compress_type != zipfile.ZIP_STORED:
            yield Problem(
                "package.stored", "it is compressed twice, and cannot be read from its middle", name
            )


def _verify_manifest(
    package: zipfile.ZipFile, manifest: dict[str, Any], names: list[str]
) -> Iterator[Problem]:
    if manifest.get("profile") != "data-package" or "wacz_version" not in manifest:
        yield Problem("package.manifest", "profile or wacz_version is not there", MANIFEST)
    rows = manifest.get("resources")
    resources = rows if isinstance(rows, list) else []
    listed = {str(row.get("path")): row for row in resources if isinstance(row, dict)}
    for name in sorted(set(names) - listed.keys() - {MANIFEST, DIGEST}):
        yield Problem("package.manifest", "the manifest does not list it", name)
    for name, row in listed.items():
        if name not in names:
            yield Problem("package.manifest", "the manifest lists it, and it is not there", name)
            continue
        size, found = _hash(package, name, str(row.get("hash")).partition(":")[0])
        if found is None:
            yield Problem("package.manifest", f"the hash is of an unknown kind: {row.get('hash')}", name)
        elif found != row.get("hash") or size != row.get("bytes"):
            message = f"it has {size} bytes, {found}; the manifest says {row.get('bytes')}, {row.get('hash')}"
            yield Problem("package.manifest", message, name)


def _hash(package: zipfile.ZipFile, name: str, algorithm: str) -> tuple[int, str | None]:
    if algorithm not in ("sha256", "sha512", "md5", "sha1"):
        return 0, None
    engine, size = hashlib.new(algorithm, usedforsecurity=False), 0
    with package.open(name) as file:
        while chunk := file.read(_CHUNK):
            engine.update(chunk)
            size += len(chunk)
    return size, f"{algorithm}:{engine.hexdigest()}"


def _read_json(package: zipfile.ZipFile, name: str) -> object:
    try:
        return json.loads(package.read(name))
    except ValueError:
        return None


def _verify_pages(package: zipfile.ZipFile, names: list[str]) -> Iterator[Problem]:
    for name in names:
        if not _LAYOUT["pages"].fullmatch(name):
            continue
        with package.open(name) as file:
            for number, line in enumerate(cast("BufferedReader", file), 1):
                try:
                    row = json.loads(line)
                    well = "format" in row or ("url" in row and "ts" in row)
                except (ValueError, TypeError):
                    well = False
                if not well:
                    yield Problem("package.pages", "no page with url and ts", f"{name}:{number}")
