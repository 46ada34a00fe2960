"""The archivist's commands: ``python -m archive <command>``."""

import argparse
import os
import sys
from typing import Protocol

from archive.commands import hydrate, index, ledger, merge, pack, repair, serve, show, upload, verify
from archive.reading import Unreadable
from archive.record import DamagedRecord
from archive.revisit import Unresolved
from archive.signing import BadKey
from archive.storage import NoStorage, NotUploaded


class Command(Protocol):
    """What each module of ``archive.commands`` offers."""

    HELP: str

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and give the exit status."""


COMMANDS: dict[str, Command] = {
    "verify": verify,
    "index": index,
    "show": show,
    "ledger": ledger,
    "merge": merge,
    "pack": pack,
    "hydrate": hydrate,
    "repair": repair,
    "serve": serve,
    "upload": upload,
}
_EXITS = "exit status: 0 all well, 1 done with findings, 2 wrong use, 3 nothing could be done"


def main(words: list[str] | None = None) -> int:
    """Run one command and give its exit status; what is wrong with its input is one line."""
    parser = argparse.ArgumentParser(prog="python -m archive", description=__doc__, epilog=_EXITS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, module in COMMANDS.items():
        module.declare(commands.add_parser(name, help=module.HELP, description=module.HELP, epilog=_EXITS))
    arguments = parser.parse_args(words)
    try:
        return COMMANDS[arguments.command].run(arguments)
    except BrokenPipeError:
        # The reader has seen enough (`| head`); the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Unreadable, BadKey, NoStorage) as error:
        print(error, file=sys.stderr)
        return 2
    except (DamagedRecord, Unresolved, NotUploaded) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
