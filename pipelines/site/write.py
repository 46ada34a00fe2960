"""The files of a site, put in the place of those before in one go."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.coverage_forms import as_csv, as_json
from pipelines.site.changes_page import changes_page
from pipelines.site.contents import Contents, page_of
from pipelines.site.figures_page import figures_page
from pipelines.site.health_page import health_page
from pipelines.site.overview import overview_page
from pipelines.site.report_page import report_page

# Says that a folder is ours to replace.
_MARK = ".disclosure-site"


class NotOurs(ValueError):
    """A folder that holds something else than a site, so it is not touched."""


def files_of(contents: Contents) -> Iterator[tuple[str, str]]:
    """Give every file of the site, by its name within; equal contents are equal files."""
    places = {place.id: place for series in contents.coverage.series for place in series.places}
    yield "index.html", overview_page(contents)
    yield "figures.html", figures_page(contents)
    yield "changes.html", changes_page(contents)
    yield "health.html", health_page(contents)
    yield "coverage.csv", as_csv(contents.coverage)
    yield "coverage.json", json.dumps(as_json(contents.coverage), ensure_ascii=False, indent=1) + "\n"
    for line in contents.reports:
        yield f"reports/{page_of(line['id'])}", report_page(line, places.get(line["id"]), contents)


def write_site(contents: Contents, folder: Path) -> int:
    """Write the site, complete or not at all; gives the number of files.

    Raises:
        NotOurs: the folder is there and holds something else.
        OSError: it cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and not (folder / _MARK).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotOurs(f"{folder} holds something else than a site; name a new or an empty folder")
    beside, before = (folder.with_name(f".{folder.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    try:
        (beside / "reports").mkdir(parents=True)
        (beside / _MARK).write_bytes(b"")
        count = 0
        for name, content in files_of(contents):
            (beside / name).write_bytes(content.encode("utf-8", "replace"))
            count += 1
        if folder.exists():
            folder.replace(before)
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)
    return count
