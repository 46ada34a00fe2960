"""Frozen pages read as a person has approved that they read.

A case is a folder: page.warc, the exchange byte for byte, and report.json, which ``scrapy
freeze`` writes unapproved, and this test where it is missing. ``report`` is the line of the data
set, or null where the page is no report; ``reason`` and ``problems`` say why then.
"""

import json
import re
from pathlib import Path

import pytest

from pipelines.frozen import proposal_of, read_case
from pipelines.statistics.number import CHINESE, number_in_words

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/*/page.warc"))


def check(case: Path) -> None:
    """Compare a case with its expectation; a missing one is written, and waits for approval."""
    if not (case / "report.json").exists():
        (case / "report.json").write_text(proposal_of(case / "page.warc"), "utf-8")
    expected = json.loads((case / "report.json").read_text("utf-8"))
    assert expected.pop("approved"), f"{case}: read report.json against the page, then set approved to true"
    assert read_case(case / "page.warc") == expected


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_frozen_page_reads_as_approved(case):
    check(case)


def test_there_are_enough_cases_of_every_kind():
    assert len(CASES) >= 40
    assert sum(1 for case in CASES if case.parent.name == "hostile" or case.name.startswith("hostile-")) >= 10
    assert {case.parent.name for case in CASES} >= {"portal", "gkmlpt", "generic"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_value_of_a_frozen_report_stands_where_its_evidence_says(case):
    report = json.loads((case / "report.json").read_text("utf-8"))["report"]
    for value in report["statistics"]["values"] if report else ():
        place = value["evidence"]
        if "table" in place:
            text = report["tables"][place["table"]]["rows"][place["row"]][place["column"]]
        else:
            text = report["body"][place["start"] : place["end"]]
        in_words = map(number_in_words, re.findall(f"[{CHINESE}]+", text))
        if value["value"] is not None and "万" not in text and value["value"] not in in_words:
            digits = "".join(sign for sign in text.translate(WIDE) if sign.isdigit() or sign in ".-")
            assert (
                f"{value['value']:g}".lstrip("-").replace("+", "") in digits or str(value["value"]) in digits
            )


WIDE = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
