"""``pack``: put a collection or a run into a WACZ package, or a collection into a BagIt bag."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from archive.bagit import write_bag
from archive.collection import Collection
from archive.packing import Order, pack
from archive.reading import Unreadable
from archive.signing import load_key, make_key, public_key_of
from archive.storage import check_address, upload

HELP = "put a collection, or one run, into a WACZ package or a BagIt bag"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("collection", type=Path)
    parser.add_argument("--run", help="this run alone, with what its revisits repeat")
    parser.add_argument(
        "--out", metavar="FILE|URI", help="by default <collection>[-<run>].wacz, here; or s3://…"
    )
    parser.add_argument("--title", help="by default the name of the collection")
    parser.add_argument(
        "--schema", type=Path, default=Path("pipelines/schema.json"), help="the schema of the reports' lines"
    )
    parser.add_argument("--key", type=Path, help="sign with this private key (PEM, P-384)")
    parser.add_argument("--new-key", action="store_true", help="make the key first; it must not exist yet")
    parser.add_argument("--bagit", action="store_true", help="write a BagIt bag (RFC 8493), a folder")


def run(arguments: argparse.Namespace) -> int:
    """Write the package or the bag beside its goal, then rename it."""
    if problem := _wrong_use(arguments):
        print(problem, file=sys.stderr)
        return 2
    collection, now = Collection(arguments.collection), datetime.now(UTC)
    name = arguments.collection.resolve().name
    if not collection.archive.is_dir():
        raise Unreadable(f"{arguments.collection} is no collection: it has no folder archive/")
    if arguments.bagit:
        out = Path(arguments.out or f"{name}-bag")
        write_bag(collection, out, now)
    else:
        key = _key(arguments)
        out = _here(arguments.out or (f"{name}-{arguments.run}.wacz" if arguments.run else f"{name}.wacz"))
        schema = arguments.schema if arguments.schema.is_file() else None
        pack(Order(collection, arguments.title or name, now, arguments.run, schema, key), out)
    if arguments.out and "://" in arguments.out:
        upload(out, arguments.out)
        out.unlink()
    print(f"{arguments.out or out} written", file=sys.stderr)
    return 0


def _here(out: str) -> Path:
    """Give where a package is written; one for a storage lies in this folder until it is there."""
    return Path(out.rpartition("/")[2]) if "://" in out else Path(out)


def _wrong_use(arguments: argparse.Namespace) -> str:
    if arguments.bagit and (arguments.run or arguments.key):
        return "a bag holds a whole collection and is not signed: leave out --run and --key"
    if arguments.out and (problem := _wrong_place(arguments)):
        return problem
    if arguments.new_key and not arguments.key:
        return "say with --key where the new key is to be written"
    if arguments.new_key and arguments.key.exists():
        return f"{arguments.key} exists already, and no key is ever overwritten"
    return ""


def _wrong_place(arguments: argparse.Namespace) -> str:
    if "://" not in arguments.out:
        out = Path(arguments.out)
        if not out.parent.is_dir():
            return f"{out.parent} is no folder"
        return f"{out} exists already" if arguments.bagit and out.exists() else ""
    check_address(arguments.out)
    if arguments.bagit:
        return "a bag is a folder: write it here, then copy it"
    if _here(arguments.out).exists():
        return f"{_here(arguments.out)} exists already, and the package has to lie there on its way"
    return ""


def _key(arguments: argparse.Namespace) -> ec.EllipticCurvePrivateKey | None:
    if not arguments.key:
        return None
    if arguments.new_key:
        make_key(arguments.key)
    key = load_key(arguments.key)
    print(f"signed by {public_key_of(key)}", file=sys.stderr)
    return key
