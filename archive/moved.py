"""Lines of reports whose captures lie elsewhere now."""

import json
import re
from pathlib import Path

from archive.atomic import replacing

# By the id of a record: the file, the offset and the length of where it lies now.
Moved = dict[str, tuple[str, int, int]]
# As ``Capture.to_json`` prints it.
_PLACE = re.compile(
    rb'("warc": ?)"[^"]*"(, ?"offset": ?)\d+(, ?"length": ?)\d+(, ?"record_id": ?"([^"]*)")',
)


def copy_reports(source: Path, target: Path, moved: Moved) -> None:
    """Copy lines, with the places of the captures that were moved."""

    def place(found: re.Match[bytes]) -> bytes:
        there = moved.get(found[5].decode())
        if there is None:
            return found[0]
        name = json.dumps(there[0], ensure_ascii=False).encode()
        return b"%b%b%b%d%b%d%b" % (found[1], name, found[2], there[1], found[3], there[2], found[4])

    with source.open("rb") as lines, replacing(target) as file:
        file.writelines(_PLACE.sub(place, line) for line in lines)
