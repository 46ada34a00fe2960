"""The pages of other cities, and what a right reading of each is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.replica.blocks import Block, Heading, Table, body_lines
from tests.replica.corpus import Contact, Report, Rows
from tests.replica.grids import grid_rows
from tests.replica.official_tables import application_rows
from tests.replica.outline import blocks_of
from tests.replica.statistics_values import values_of
from tests.replica.truth import contact_of

from .hands import written

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class City:
    """One page: the answer of its server, and the keys of the record that its facts decide."""

    case: str
    url: str
    media_type: str
    page: bytes
    record: dict[str, Any]
    cells: str  # what its tables say


def cells_of(blocks: list[Block]) -> str:
    """What the tables among the blocks say, a spanning cell once."""
    grids = [block.grid for block in blocks if isinstance(block, Table)]
    return "\n".join(text for grid in grids for row in grid_rows(grid) for text in row)


@cache
def cities() -> tuple[City, ...]:
    """Every page, in the order of the table."""
    rows = tomllib.loads((HERE / "cities.toml").read_text("utf-8"))["city"]
    return tuple(_city(row, number) for number, row in enumerate(rows))


def _city(row: dict[str, Any], number: int) -> City:
    report = _report(row, number)
    blocks = blocks_of(report)
    skin = (HERE / "skins" / f"{row['case']}.html").read_text("utf-8")
    page = skin.replace("{{body}}", written(blocks, row["hand"]))
    charset = {"gb2312": "gb18030"}.get(row.get("charset", "utf-8"), row.get("charset", "utf-8"))
    tables = sum(isinstance(block, Table) for block in blocks)
    values = [(name, None, value, unit) for name, value, unit in row.get("values", [])]
    record = {
        "title": row["title"],
        "year": row["year"],
        "agency": row["agency"],
        "source": row["source"] or None,
        "published_at": row["published"] or None,
        "breadcrumbs": row["breadcrumbs"],
        "contact": contact_of(report.contact),
        "body": "\n".join(body_lines(blocks)),
        "sections": [{"heading": b.text, "level": b.level} for b in blocks if isinstance(b, Heading)],
        "tables": tables,
        "statistics": {
            "format": report.format or ("narrative" if values else None),
            "values": values or values_of(report),
        },
        "attachments": [
            dict(zip(("title", "url", "media_type"), each, strict=True))
            for each in row.get("attachments", [])
        ],
        "related": [dict(zip(("title", "url"), each, strict=True)) for each in row.get("related", [])],
    }
    return City(
        row["case"],
        row["url"],
        row.get("head", "text/html; charset=utf-8"),
        page.encode(charset),
        record,
        cells_of(blocks),
    )


def _report(row: dict[str, Any], number: int) -> Report:
    form = row["outline"]
    return Report(
        site=row["case"],
        id=str(number),
        title=row["title"],
        year=row["year"],
        agency=row["agency"],
        we=row["we"],
        topic=row["topic"],
        published=row["published"],
        source=row["source"],
        meta_line="none",
        outline=form,
        hand=row["hand"],
        contact=Contact(**row["contact"]) if "contact" in row else None,
        text=row.get("text", []),
        units={"proactive.procurement.amount": "万元"},
        statistics={form: _figures(form, Random(row["case"]))} if form in ("2019", "2021") else {},
    )


def _figures(form: str, dice: Random) -> Rows:
    """Figures of the official tables whose sums hold; a few cells are struck out or blank."""
    rows: Rows = {}
    names = application_rows(form)
    outcomes = names[2:-2]
    columns = {
        name: [dice.choice((0, 0, 0, 1, 3, dice.randrange(200))) for _ in range(6)] for name in outcomes
    }
    concluded = [sum(columns[name][at] for name in outcomes) for at in range(6)]
    carried_out = [dice.randrange(3) for _ in range(6)]
    carried_in = [min(dice.randrange(4), concluded[at]) for at in range(6)]
    received = [concluded[at] + carried_out[at] - carried_in[at] for at in range(6)]
    columns |= {names[0]: received, names[1]: carried_in, names[-2]: concluded, names[-1]: carried_out}
    for name in names:
        rows[name] = [*columns[name], sum(columns[name])]
    for block in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        four = [dice.randrange(5) for _ in range(4)]
        rows[block] = [*four, sum(four)]
    proactive = {
        "2021": {"rules": 3, "normative_documents": 3, "licensing": 1, "penalties": 1, "coercion": 1, "fees": 1},
        "2019": {
            "rules": 3, "normative_documents": 3, "licensing": 3, "other_services": 3, "penalties": 3,
            "coercion": 3, "fees": 2, "procurement": 2,
        },
    }  # fmt: skip
    for name, count in proactive[form].items():
        rows[f"proactive.{name}"] = [dice.choice((0, 7, dice.randrange(99999))) for _ in range(count)]
    rows["proactive.rules"] = dice.choice((["", "", ""], ["/", "/", "/"], ["—", "—", "—"], [0, 0, 0]))
    rows[next(name for name in rows if name.endswith(("fees", "licensing")))][-1] = dice.choice(
        (316441, 12.5)
    )
    return rows
