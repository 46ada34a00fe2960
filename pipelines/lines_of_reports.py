"""The lines of a data set that was written, each checked against the schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.jsonlines import read_lines
from pipelines.schema import check_line


def read_reports(path: Path) -> Iterator[dict[str, Any]]:
    """Read a ``reports.jsonl``, or the one of a collection.

    Raises:
        FileNotFoundError: there is none.
        ValueError: names the line that the schema does not allow, and why.
    """
    file = path / "reports.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise FileNotFoundError(f"{file} is not there; a crawl or python -m pipelines --out writes it")
    for number, line in enumerate(read_lines(file), 1):
        if wrong := check_line(line):
            raise ValueError(f"{file}, line {number}: {wrong[0].message}")
        yield line
