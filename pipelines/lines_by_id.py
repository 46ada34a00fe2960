"""The lines of a data set's file by id, each read when it is asked for: memory stays flat."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from pipelines.jsonlines import Line


class _Named(msgspec.Struct):
    id: str


_read_id = msgspec.json.Decoder(_Named).decode
_read_line = msgspec.json.Decoder(dict[str, object]).decode


class LinesById(Mapping[str, Line]):
    """A file of lines; a file that is not there has none, and of two lines with one id the last counts."""

    def __init__(self, path: Path) -> None:
        """Find every line.

        Raises:
            ValueError: naming the file and the number of a line that is no JSON object with an id.
        """
        # Open until the end: what is renamed over the file meanwhile does not matter.
        self._file: BinaryIO = path.open("rb") if path.exists() else BytesIO()
        self._places: dict[str, tuple[int, int]] = {}
        at = 0
        for number, line in enumerate(self._file, 1):
            try:
                name = _read_id(line).id
            except msgspec.DecodeError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error
            self._places[name] = (at, len(line))
            at += len(line)

    def raw(self, number: str) -> bytes:
        """Give the bytes of a line, its end included."""
        at, length = self._places[number]
        self._file.seek(at)
        return self._file.read(length).rstrip(b"\r\n") + b"\n"

    def __getitem__(self, number: str) -> Line:
        """Read a line."""
        return _read_line(self.raw(number))

    def __iter__(self) -> Iterator[str]:
        """Give the ids in the order of the file."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._places)


class Sides(Mapping[str, Line]):
    """Lines by id, each read from the mapping that has the one that counts."""

    def __init__(self, sides: Mapping[str, Mapping[str, Line]]) -> None:
        """Take for every id the mapping to read it from."""
        self._sides = sides

    def __getitem__(self, number: str) -> Line:
        """Read a line."""
        return self._sides[number][number]

    def __iter__(self) -> Iterator[str]:
        """Give the ids."""
        return iter(self._sides)

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._sides)
