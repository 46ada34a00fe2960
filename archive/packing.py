"""A collection, or one run of it, put into a package that stands alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric import ec

from archive import __version__
from archive.atomic import replacing
from archive.collection import Collection
from archive.hydrate import hydrate
from archive.indexing import rebuild
from archive.pages import pages_of
from archive.rules_file import OURS
from archive.wacz import PackageWriter, chunks_of, compressed

SOFTWARE = f"{OURS}/{__version__}"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be packed, how it is called, who signs it. ``schema`` is that of the reports' lines."""

    collection: Collection
    title: str
    created: datetime
    run: str | None = None
    schema: Path | None = None
    key: ec.EllipticCurvePrivateKey | None = None


def pack(order: Order, out: Path) -> None:
    """Write the package; it appears by rename, whole or not at all. The collection is left as it is.

    Raises:
        Unreadable: for a collection without WARC files, or a run that it does not have.
    """
    with (
        _whole(order, out.parent) as (collection, index),
        replacing(out) as file,
        PackageWriter(file, order.created, SOFTWARE) as package,
    ):
        _write(package, order, collection, index)


@contextmanager
def _whole(order: Order, beside: Path) -> Iterator[tuple[Collection, Path]]:
    """Give what to pack, and an index made from its records; a run comes with all that it repeats."""
    with TemporaryDirectory(prefix=".packing-", dir=beside) as folder:
        if order.run:
            alone = hydrate(order.collection, order.run, Path(folder) / order.run)
            yield alone, alone.index
            return
        index = Path(folder) / "index.cdxj"
        rebuild(order.collection.root, index)
        yield order.collection, index


def _write(package: PackageWriter, order: Order, collection: Collection, index: Path) -> None:
    for path in sorted(collection.archive.glob("*.warc*")):
        if path.suffix in (".gz", ".warc"):
            package.add(f"archive/{path.name}", chunks_of(path), path.stat().st_size)
    package.add("indexes/index.cdxj", chunks_of(index), index.stat().st_size)
    # The unpacker of pywb takes no other name than this.
    package.add("indexes/index.cdx.gz", compressed(chunks_of(index)))
    reports = collection.root / "reports.jsonl"
    package.add("pages/pages.jsonl", pages_of(collection.root, index, reports))
    if reports.is_file():
        package.add("reports/reports.jsonl", chunks_of(reports), reports.stat().st_size)
        if order.schema:
            # Data package validators take any other *schema.json for one of their own kind.
            package.add("reports/reports.jsonschema.json", chunks_of(order.schema))
    package.finish({"title": order.title}, order.key)
