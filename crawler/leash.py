"""``scrapy`` on a leash: it ends, as by a kill, when whoever holds its standard input is gone."""

import os
import sys
from threading import Thread

from scrapy.cmdline import execute


def main() -> None:
    """Run the scrapy command that the arguments say."""
    Thread(target=_end_with_the_holder, daemon=True).start()
    execute(["scrapy", *sys.argv[1:]])


def _end_with_the_holder() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)  # not in order: a run that was killed is taken up again under its own name


if __name__ == "__main__":
    main()
