import asyncio
import json
from types import SimpleNamespace

from pipelines.item import ReportPipeline
from tests.pipelines.pages import TEXT, URL, capture, portal


def pipeline(folder, run):
    crawler = SimpleNamespace(settings={"COLLECTION": str(folder), "RUN": run}, find=lambda url: None)
    return ReportPipeline.from_crawler(crawler)


def give(crawl, item):
    return asyncio.run(crawl.process_item(item))


def read(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_crawl_leaves_its_reports_its_problems_and_the_data_set(tmp_path):
    first = pipeline(tmp_path, "one")
    reading = give(first, capture(portal()))
    assert reading.report.id == "www.sz.gov.cn/1383075"
    assert give(first, capture("", status=412)).reason == "blocked"
    assert give(
        first, capture(portal(), head="Content-Encoding: compress\r\nContent-Type: text/html")
    ).problems
    first.close_spider()
    assert [line["id"] for line in read(tmp_path / "runs/one/reports.jsonl")] == ["www.sz.gov.cn/1383075"]
    assert [problem["rule"] for problem in read(tmp_path / "runs/one/problems.jsonl")] == ["page.coding"]
    assert (tmp_path / "reports.jsonl").read_bytes() == (tmp_path / "runs/one/reports.jsonl").read_bytes()


def test_a_later_crawl_adds_to_the_data_set_and_loses_nothing(tmp_path):
    for run, number, text in (("one", "2", TEXT), ("two", "1", TEXT), ("three", "2", TEXT + "<p>新</p>")):
        crawl = pipeline(tmp_path, run)
        give(crawl, capture(portal(text), url=URL.replace("1383075", number)))
        crawl.close_spider()
    lines = read(tmp_path / "reports.jsonl")
    assert [line["id"] for line in lines] == ["www.sz.gov.cn/1", "www.sz.gov.cn/2"]
    assert lines[1]["body"].endswith("新")
    nothing = pipeline(tmp_path, "four")
    nothing.close_spider()
    assert read(tmp_path / "runs/four/reports.jsonl") == []
    assert read(tmp_path / "reports.jsonl") == lines
