"""The commands on a data set: ``python -m pipelines <command>``; anything else is an archive to read."""

from collections.abc import Callable, Sequence

from pipelines.commands import coverage

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "coverage": coverage.main,
}
