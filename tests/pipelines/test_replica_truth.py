"""Every report of the stand-in sites, read from their own answers, against the facts it was made of."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from archive.capture import Capture
from pipelines.product import lines_of
from tests.pipelines.pages import collect
from tests.replica import Replica
from tests.replica.truth import truth

TRUTH = truth()
SITES = Replica()


def fetch(url: str) -> Capture:
    parts = urlsplit(url)
    answer = SITES.answer(parts.hostname, parts.path + (f"?{parts.query}" if parts.query else ""))
    head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return Capture(
        url=url,
        captured_at="2026-11-23T09:00:00.000000Z",
        warc="a.warc.gz",
        offset=0,
        length=1,
        record_id="<urn:uuid:0>",
        payload_digest="sha1:0",
        message=f"HTTP/1.1 {answer.status} X\r\n{head}\r\n".encode() + answer.body,
    )


def find(url: str) -> Capture | None:
    found = fetch(url)
    return found if found.status == 200 else None


def addresses() -> Iterator[str]:
    for each in TRUTH.values():
        url = each.record["url"]
        yield from (url, f"{url}?jump=true", url.replace("/content/", "//content/"))


@pytest.fixture(scope="module")
def lines():
    reports = collect((found for url in addresses() if (found := find(url))), find)
    problems = []
    lines = {line["id"]: line for line in map(json.loads, lines_of(reports, problems))}
    assert not problems
    return lines


def shown(field, value):
    """Give a value of a line as far as the truth knows it."""
    if field == "sections":  # the truth has no headings that open a paragraph
        return [{"heading": each["heading"], "level": each["level"]} for each in value if each["level"] < 3]
    if field == "attachments":
        return [{name: each[name] for name in ("title", "url", "media_type")} for each in value]
    if field == "contact" and value:
        return {name: each for name, each in value.items() if name != "evidence"}
    if field == "statistics":
        told = [(v["indicator"], v.get("applicant"), v["value"], v["unit"]) for v in value["values"]]
        return {"format": value["format"], "values": sorted(told, key=str)}
    return value


def known(field, value):
    if field == "sections":
        return [each for each in value if each["level"] < 3]
    if field == "statistics":
        return {"format": value["format"], "values": sorted(map(tuple, value["values"]), key=str)}
    return value


def test_every_report_is_read_once(lines):
    assert list(lines) == sorted(TRUTH)


@pytest.mark.parametrize("report", TRUTH)
def test_a_report_is_read_as_it_was_made(report, lines):
    expected = TRUTH[report]
    for field, value in expected.record.items():
        if expected.tables == "attachment" and field in ("body", "sections", "statistics"):
            continue  # the page says only where to look
        assert shown(field, lines[report][field]) == known(field, value), field


@pytest.mark.parametrize("report", [number for number, each in TRUTH.items() if each.tables == "attachment"])
def test_a_report_in_its_attachment_has_the_numbers_that_it_hides(report, lines):
    values = shown("statistics", lines[report]["statistics"])["values"]
    assert values == sorted(map(tuple, TRUTH[report].hidden), key=str)


def test_every_attachment_is_found_in_the_archive(lines):
    assert all(each["capture"] for line in lines.values() for each in line["attachments"])


def test_what_agrees_with_its_metadata_has_no_contradiction(lines):
    told = [problem for line in lines.values() for problem in line["problems"]]
    assert [problem for problem in told if problem["rule"].startswith("crosscheck.")] == []
