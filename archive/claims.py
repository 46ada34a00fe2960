"""What records say of each other, gathered on disk and grouped by what they speak of."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from tempfile import TemporaryFile

from archive.index import sort_lines


class Claims:
    """Rows of text, the first value of each the key; memory does not grow with their number."""

    def __init__(self, stack: ExitStack) -> None:
        """Begin without any; the stack takes the files away."""
        self._stack = stack
        self._file = stack.enter_context(TemporaryFile())  # noqa: SIM115  # the stack closes it

    def note(self, key: str, *values: str) -> None:
        """Take a row."""
        self._file.write(json.dumps([key, *values]).encode() + b"\n")

    def groups(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Give the rows of each key, without it, sorted; equal rows once."""
        self._file.seek(0)
        rows = (json.loads(line) for line in sort_lines(self._file, self._stack))
        for key, group in groupby(rows, key=lambda row: row[0]):
            yield str(key), [row[1:] for row in group]
