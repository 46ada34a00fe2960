"""Every report of a run held against the record that it names: what is told must be kept."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.problem import Problem
from archive.reading import open_warc, read_record_at
from archive.record import DamagedRecord


def unrecorded(lines: Iterable[Mapping[str, Any]], archive: Path) -> Iterator[Problem]:
    """Give the reports whose capture is not in the archive at the place that they name."""
    for line in lines:
        capture = line["capture"]
        place = f"{capture['warc']}@{capture['offset']}"
        try:
            with open_warc(archive, capture["warc"]) as file:
                record = read_record_at(file, (capture["offset"], capture["length"]))
        except (OSError, DamagedRecord) as error:
            found = str(error)
        else:
            found = record.get("WARC-Record-ID") or "a record without an id"
        if found != capture["record_id"]:
            message = f"the report was read from {capture['record_id']} at {place}; there is {found}"
            yield Problem("completeness.no-record", message, line["id"])
