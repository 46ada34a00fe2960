"""Reports whose tables are pictures."""

from collections.abc import Collection, Sequence

from pipelines.statistics.grid import Grid
from pipelines.statistics.linearised import read_linearised
from pipelines.statistics.standard import form_of
from pipelines.table import Table

# The sections that hold the fixed tables and nothing else.
_TITLES = ("收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况", "行政复议、提起行政诉讼情况")


def image_only(body: str, tables: Sequence[Table], images: Collection[object]) -> bool:
    """Say whether a report has the sections of the fixed tables and pictures, but no such table.

    ``images`` are those of the report's own text. The numbers exist then, but as a picture alone.
    """
    if not images or not any(title in body for title in _TITLES):
        return False
    if form_of(frozenset().union(*(Grid.of(0, table).words for table in tables))) is not None:
        return False
    return not read_linearised(body).figures
