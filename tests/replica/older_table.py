"""The table 统计指标 / 单位 / 统计数 of reports before 2019, as a grid."""

from .corpus import Rows
from .grids import Grid, cell

CHINESE = "一二三四五六七八九十"


def older_grid(rows: Rows, markers: dict[str, str]) -> Grid:
    """Write the rows with their numbering; `markers` replaces a row's number, as 其中： does."""
    grid: Grid = [[cell("统计指标"), cell("单位"), cell("统计数")]]
    counters = [0, 0, 0, 0]
    for path, (unit, value) in rows.items():
        depth = path.count("/")
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (3 - depth)
        number = markers.get(path, _number(depth, counters[depth]))
        label = "　" * depth + number + path.rpartition("/")[2]
        grid.append([cell(label), cell(unit), cell(value)])
    return grid


def _number(depth: int, place: int) -> str:
    if depth == 0:
        return f"{CHINESE[place - 1]}、"
    return f"（{CHINESE[place - 1]}）" if depth == 1 else f"{place}."
