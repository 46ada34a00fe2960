"""The commands on a data set: ``python -m pipelines <command>``; anything else is an archive to read."""

from collections.abc import Callable, Sequence

from pipelines import check
from pipelines.commands import coverage, diff, site

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "check": check.main,
    "coverage": coverage.main,
    "diff": diff.main,
    "site": site.main,
}
