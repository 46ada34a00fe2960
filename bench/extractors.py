"""What published extractors make of the same pages, field by field, against the facts that the pages were made of."""

import importlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from archive.capture import Capture
from pipelines.dates import find_date
from pipelines.decode import decode
from pipelines.extract import read_capture
from pipelines.line import squeezed
from tests.cities.facts import cells_of, cities
from tests.replica import Replica
from tests.replica.corpus import corpus
from tests.replica.outline import blocks_of
from tests.replica.truth import Expectation, truth

Fields = Mapping[str, str | None]  # of those in FIELDS, the ones that a tool gives at all
FIELDS = ("title", "date", "source", "body")
_GRAM = 4  # characters: longer than most words, shorter than most sentences


@dataclass(frozen=True, slots=True)
class Case:
    """One page, and what a right reading of it gives."""

    capture: Capture
    html: str
    expected: Fields
    cells: str  # what its tables say, which some tools give as text


def stand_in_sites() -> list[Case]:
    """Give the report pages of the stand-in sites."""
    site, facts, known = Replica(), corpus(), truth()
    ours = []
    for report in facts.reports:
        expected = known.get(
            f"{facts.sites[report.site].host}/{report.id}"
        )  # not yet, for one that comes later
        if expected and expected.tables == "html":
            url = expected.record["url"]
            ours.append(_case(url, *_answer(site, url), _on_the_page(expected), cells_of(blocks_of(report))))
    return ours


def other_cities() -> list[Case]:
    """Give the report pages of other cities, in designs that nobody knows."""
    return [_case(city.url, city.media_type, city.page, city.record, city.cells) for city in cities()]


def _on_the_page(expected: Expectation) -> Mapping[str, object]:
    """Give the record without a date that only another document says: a tool sees one page."""
    return {**expected.record, **({"published_at": None} if expected.published_in == "postmeta" else {})}


def _answer(site: Replica, url: str) -> tuple[str, bytes]:
    parts = urlsplit(url)
    answer = site.answer(parts.hostname, parts.path)
    head = dict(answer.headers)
    page = Capture(url, "", "", 0, 0, "", "", _message(answer.headers, answer.body)).payload
    return head.get("Content-Type", "text/html"), page


def _message(headers, body: bytes) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body


def _case(url: str, media_type: str, page: bytes, record: Mapping[str, object], cells: str) -> Case:
    message = _message([("Content-Type", media_type)], page)
    capture = Capture(url, "2026-11-23T09:00:00Z", "a.warc.gz", 0, 0, "", "", message)
    date = str(record["published_at"])[:10] if record["published_at"] else None
    expected = {"title": record["title"], "date": date, "body": record["body"]}
    if "source" in record:
        expected["source"] = record["source"]
    return Case(capture, decode(page, capture.declared_charset).text, expected, cells)


def _ours(case: Case) -> Fields:
    report = read_capture(case.capture).report
    if report is None:
        return dict.fromkeys(FIELDS)
    return {"title": report.title, "date": report.published_at, "source": report.source, "body": report.body}


def _trafilatura(case: Case) -> Fields:
    extract = importlib.import_module("trafilatura").bare_extraction
    found = extract(case.html, include_comments=False, include_tables=False, with_metadata=True)
    if found is None:
        return dict.fromkeys(FIELDS)
    return {"title": found.title, "date": found.date, "source": found.author, "body": found.text}


def _gne(case: Case) -> Fields:
    found = importlib.import_module("gne").GeneralNewsExtractor().extract(case.html)
    return {
        "title": found["title"],
        "date": found["publish_time"],
        "source": found["author"],
        "body": found["content"],
    }


def _readability(case: Case) -> Fields:
    found = importlib.import_module("readability").Document(case.html)
    body = "".join(etree.fromstring(found.summary(), etree.HTMLParser()).itertext())
    return {"title": found.short_title(), "body": body}


def _resiliparse(case: Case) -> Fields:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return {"body": extract(case.html, main_content=True, alt_texts=False, links=False)}


TOOLS: Mapping[str, Callable[[Case], Fields]] = {
    "ours": _ours,
    "trafilatura": _trafilatura,
    "GNE": _gne,
    "readability": _readability,
    "resiliparse": _resiliparse,
}


def right(field: str, found: str | None, expected: str | None, cells: str = "") -> float:
    """Give the share of a field that is right: for the body F1 of its runs of characters, else 0 or 1.

    White space is no difference, nor is the form of a date, nor whether a body has the cells of its
    tables: the better of both counts.
    """
    if field == "date":
        found = (find_date(found or "") or "")[:10]
    if field != "body":
        return float(squeezed(found or "") == squeezed(expected or ""))
    return max(_f1(found or "", expected or ""), _f1(found or "", f"{expected}\n{cells}"))


def _f1(found: str, expected: str) -> float:
    one, other = _grams(found), _grams(expected)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _grams(text: str) -> Counter[str]:
    text = squeezed(text)
    return Counter(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def scores(read: Callable[[Case], Fields], pages: list[Case]) -> dict[str, float]:
    """Give the mean over the pages of every field that a tool gives."""
    told: dict[str, list[float]] = {}
    for case in pages:
        found = read(case)
        for field in FIELDS:
            if field in found and field in case.expected:
                told.setdefault(field, []).append(
                    right(field, found[field], case.expected[field], case.cells)
                )
    return {field: sum(marks) / len(marks) for field, marks in told.items()}


def measure() -> list[str]:
    """Measure every tool that is installed on every set of pages."""
    rows = []
    for name, pages in (("the stand-in sites", stand_in_sites()), ("other cities", other_cities())):
        rows.append(f"{f'{name}, {len(pages)} pages':<34}" + "".join(f"{field:>9}" for field in FIELDS))
        for tool, read in TOOLS.items():
            try:
                marks = scores(read, pages)
            except ImportError:
                rows.append(f"  {tool:<32}not installed")
                continue
            shown = (f"{marks[field]:9.3f}" if field in marks else f"{'-':>9}" for field in FIELDS)
            rows.append(f"  {tool:<32}" + "".join(shown))
    return rows
