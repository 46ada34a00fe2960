"""Bars of SVG: one a year, cut into what became of the applications."""

from collections.abc import Sequence

from pipelines.site.element import Html, element, joined
from pipelines.site.outcomes import FAMILIES, Number, Year

_WIDTH, _LEFT, _RIGHT, _ROW, _BAR = 440, 42, 58, 26, 16
_ROOM = _WIDTH - _LEFT - _RIGHT


def outcome_chart(years: Sequence[Year], title: str, key: str) -> Html:
    """Draw a bar of outcomes for every year, with a mark where the number received would end.

    Every piece carries its number in ``data-value``; the scale is in ``data-scale``, units of
    length for one application.
    """
    longest = max((_extent(year) for year in years), default=0)
    scale = _ROOM / longest if longest else 0.0
    rows = [_row(year, number, scale) for number, year in enumerate(years)]
    height = len(years) * _ROW + 6
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", "; ".join(_in_words(year) for year in years), id=f"{key}-desc"),
        element("line", class_="axis", x1=_LEFT, x2=_LEFT, y1=0, y2=height),
        *rows,
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_="bars",
        data_scale=f"{scale:.9g}",
    )


def _extent(year: Year) -> Number:
    return max(sum(value for value in year.outcomes.values() if value), year.received or 0)


def _row(year: Year, number: int, scale: float) -> Html:
    top = number * _ROW + 4
    middle = top + _BAR - 4
    pieces, at = [], float(_LEFT)
    for family in FAMILIES:
        if value := year.outcomes[family.key]:
            told = element("title", f"{year.year} {family.name[0]} / {family.name[1]}: {value}")
            width = value * scale
            place = f'x="{at:.2f}" y="{top}" width="{width:.2f}" height="{_BAR}"'
            what = f'class="o-{family.key}" data-outcome="{family.key}" data-value="{value}"'
            pieces.append(Html(f"<rect {what} {place}>{told}</rect>"))
            at += width
    if year.received is not None:
        x = f"{_LEFT + year.received * scale:.2f}"
        pieces.append(
            element(
                "line", class_="received", x1=x, x2=x, y1=top - 3, y2=top + _BAR + 3, data_value=year.received
            )
        )
        at = max(at, _LEFT + year.received * scale)
        pieces.append(element("text", f"{year.received:,}", x=f"{at + 7:.2f}", y=middle, class_="total"))
    elif year.is_empty:
        pieces.append(element("text", "—", x=_LEFT + 7, y=middle, class_="none"))
    label = element("text", year.year, x=_LEFT - 7, y=middle, class_="year")
    return element("g", label, *pieces, data_year=year.year)


def _in_words(year: Year) -> str:
    said = [
        f"{family.name[1]} {value}" for family in FAMILIES if (value := year.outcomes[family.key]) is not None
    ]
    received = "not stated" if year.received is None else str(year.received)
    return f"{year.year}: received {received}" + "".join(f", {each}" for each in said)


def run_chart(counts: Sequence[tuple[str, int, int]], title: str) -> Html:
    """Draw a column for each run: its name, its reports, its exit status."""
    most = max((count for _name, count, _status in counts), default=0) or 1
    columns = []
    for number, (name, count, status) in enumerate(counts):
        height = max(2.0, 60 * count / most)
        place = f'x="{number * 14}" y="{64 - height:.2f}" width="10" height="{height:.2f}"'
        told = element("title", f"{name}: {count}")
        columns.append(Html(f'<rect class="s-{status}" {place} data-value="{count}">{told}</rect>'))
    body = joined(element("title", title, id="runs-title"), *columns)
    width = max(len(counts) * 14, 14)
    return element(
        "svg",
        body,
        viewBox=f"0 0 {width} 64",
        width=width,
        height=64,
        role="img",
        aria_labelledby="runs-title",
        class_="runs",
    )
