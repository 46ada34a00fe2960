"""Reports that stand in their attachments, read through the whole path."""

import io
import json

import pytest
from docx import Document

from pipelines.attached import with_attachments
from pipelines.extract import read_capture
from tests.crawler.runs import crawl, lines
from tests.pipelines import forms
from tests.pipelines.pages import capture, portal
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


TITLE = "深圳市民政局2022年政府信息公开工作年度报告"


def docx(lines, tables=()):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    for table in tables:
        drawn = document.add_table(rows=len(table.rows), cols=len(table.rows[0]))
        for row, cells in zip(drawn.rows, table.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_with(text, *documents, title=TITLE):
    """Read a page with the documents attached to it."""
    urls = [f"http://www.sz.gov.cn/attachment/0/1/1383/{number}.docx" for number in range(len(documents))]
    links = "".join(f'<a href="{url}">附件</a>' for url in urls)
    found = read_capture(capture(portal(text, title, after=f'<div class="fjdown">{links}</div>'))).report
    held = {url: capture(payload, url) for url, payload in zip(urls, documents, strict=True)}
    return with_attachments(found, held.get)


def test_of_two_documents_the_one_with_the_numbers_is_the_report():
    guide = docx(["为方便公民、法人和其他组织获取政府信息，特编制本指南。"] * 9)
    tables = docx(["一、总体情况"], [forms.dispute_table(lambda *_: "3")])
    read = read_with("<p>详见附件。</p>", guide, tables)
    assert read.body == "一、总体情况"
    assert {(value.value, value.evidence.attachment) for value in read.statistics.values} == {(3, 1)}


def test_attached_tables_go_before_what_prose_repeats_of_them_but_only_since_there_are_such_tables():
    prose = "<p>一、总体情况</p>" + "<p>全年收到政府信息公开申请9件，其中网络申请8件，信函申请2件。</p>" * 30
    tables = docx(["附表"], [forms.dispute_table(lambda *_: "3")])
    read = read_with(prose, tables)
    assert read.statistics.format == "2019"
    assert not any(problem.rule == "identity.applications.channels" for problem in read.problems)
    old = read_with(prose, tables, title=TITLE.replace("2022", "2018"))
    assert (old.statistics.format, old.statistics.values[0].value) == ("narrative", 9)
