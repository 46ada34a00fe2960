"""Serve the stand-in sites until stopped."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from .faults import rules_from_file
from .replica import Replica


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--day", type=int, default=0, help="the sites after so many days of edits")
    parser.add_argument("--faults", type=Path, metavar="FILE", help="a JSON list of rules of misbehaviour")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), help="serve https with this certificate")
    wanted = parser.parse_args()
    try:
        faults = rules_from_file(wanted.faults) if wanted.faults else []
    except (OSError, ValueError, TypeError) as error:
        parser.error(f"cannot read the rules in {wanted.faults}: {error}")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    tls = tuple(wanted.tls) if wanted.tls else None
    with Replica(host=wanted.host, port=wanted.port, day=wanted.day, faults=faults, tls=tls) as site:
        sys.stdout.write(f"{'https' if tls else 'http'}://{site.host}:{site.port}\n")
        sys.stdout.flush()
        stopped.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
