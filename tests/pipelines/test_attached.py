"""Reports that stand in their attachments, read through the whole path."""

import json

import pytest

from tests.crawler.runs import crawl, lines
from tests.replica import Replica
from tests.replica.truth import truth


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    root = tmp_path_factory.mktemp("attached") / "c"
    with Replica() as site:
        process = crawl(root, "-a", "site=szpsq", port=site.port)
    assert process.returncode == 0, process.stderr
    return {line["id"]: line for line in lines(root / "reports.jsonl")}


def test_a_page_that_says_see_the_attachment_gets_text_and_numbers_from_it(reports):
    report = reports["www.szpsq.gov.cn/10388201"]
    assert "attachment.body" in {problem["rule"] for problem in report["problems"]}
    assert report["statistics"]["format"] == "2021"
    assert len(report["statistics"]["values"]) > 190
    assert "一、总体情况" in {section["heading"] for section in report["sections"]}


def test_its_numbers_are_those_that_the_office_wrote(reports):
    hidden = truth()["www.szpsq.gov.cn/10388201"].hidden
    report = reports["www.szpsq.gov.cn/10388201"]
    found = {(v["indicator"], v.get("applicant")): v["value"] for v in report["statistics"]["values"]}
    expected = {(indicator, applicant): value for indicator, applicant, value, _unit in hidden}
    assert found == expected


def test_the_evidence_names_the_attachment_and_leads_to_the_cell(reports):
    report = reports["www.szpsq.gov.cn/10388201"]
    assert report["attachments"][0]["capture"]["payload_digest"].startswith("sha1:")
    for value in report["statistics"]["values"]:
        place = value["evidence"]
        assert place["attachment"] == 0
        cell = report["tables"][place["table"]]["rows"][place["row"]][place["column"]]
        assert value["value"] is None or json.loads(cell.replace(",", "") or "null") == value["value"]


def test_tables_that_are_pictures_are_marked_with_their_captures(reports):
    report = reports["www.szpsq.gov.cn/8512963"]
    assert report["statistics"]["values"] == []
    pictures = report["statistics"]["image_only"]
    assert len(pictures) == 3
    assert all(picture["capture"]["length"] > 0 for picture in pictures)
