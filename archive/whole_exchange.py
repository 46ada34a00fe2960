"""The records of one exchange, byte for byte out of an archive."""

from pathlib import Path

from archive.reading import open_warcs, read_records, same_page
from archive.record import DamagedRecord, serialise_record


def whole_exchange(path: Path, url: str) -> list[bytes]:
    """Give the records of the newest exchange of a page with a response, uncompressed, in their order.

    Raises:
        Unreadable: where the path is no archive.
    """
    newest: tuple[str, list[bytes]] = ("", [])
    for _name, file in open_warcs(path):
        waiting: list[tuple[str, bytes]] = []
        for _place, record in read_records(file):
            if isinstance(record, DamagedRecord) or same_page(record.target) != same_page(url):
                continue
            data = serialise_record(record)
            if record.type != "response":
                waiting.append((record.get("WARC-Concurrent-To") or "", data))
                continue
            number, date = record.get("WARC-Record-ID") or "", record.get("WARC-Date") or ""
            if date >= newest[0]:
                newest = (date, [*(each for tie, each in waiting if tie == number), data])
    return newest[1]
