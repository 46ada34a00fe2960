"""``serve``: look at a collection in a browser."""

import argparse
import signal
import sys
from pathlib import Path

from archive.serve import serving

HELP = "serve collections, packages or WARC files with pywb, on this machine alone"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="collection|warc|wacz")
    parser.add_argument("--port", type=int, default=8080)


def run(arguments: argparse.Namespace) -> int:
    """Serve until it is interrupted."""
    # Ended from outside, the server is to go too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with serving(arguments.paths, arguments.port) as (process, addresses):
            print("\n".join(addresses), "\nCtrl-C ends it", file=sys.stderr, flush=True)
            return process.wait()
    except KeyboardInterrupt:
        return 0
