"""The list of pages of a package: the reports with their titles, or else every page that was had."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.index import Entry, read_line
from archive.reading import open_warc
from archive.stored import read_stored_at

_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
_HTML = ("text/html", "application/xhtml+xml")


def pages_of(root: Path, index: Path, reports: Path) -> Iterator[bytes]:
    """Give the lines of ``pages.jsonl``: url, ts, and of reports id and title."""
    yield _line(_HEADER)
    if reports.is_file() and reports.stat().st_size:
        with reports.open("rb") as lines:
            yield from (_line(page) for page in _pages_of_reports(root, lines))
    else:
        with index.open(encoding="utf-8") as lines:
            entries = map(read_line, lines)
            yield from (_line(_page_of(entry)) for entry in entries if _is_page(entry))


def _pages_of_reports(root: Path, lines: Iterable[bytes]) -> Iterator[dict[str, str]]:
    """Name each report's page by the address under which it was captured: a replay looks it up by that."""
    for line in lines:
        report = json.loads(line)
        capture = report["capture"]
        place = (capture["offset"], capture["length"])
        with open_warc(root, capture["warc"]) as file:
            url = read_stored_at(file, capture["warc"], place).record.target
        yield {"id": report["id"], "url": url, "ts": capture["captured_at"], "title": report["title"]}


def _is_page(entry: Entry) -> bool:
    return entry.status == 200 and entry.mime in _HTML


def _page_of(entry: Entry) -> dict[str, str]:
    stamp = entry.timestamp
    day, time = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}", f"{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}"
    return {"url": entry.url, "ts": f"{day}T{time}Z", "title": entry.url}


def _line(row: dict[str, str]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
