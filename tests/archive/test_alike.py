"""A document or a picture that another address gave is not stored again, and is there all the same."""

from dataclasses import replace

import pytest

from archive.__main__ import main
from archive.capture import Capture
from archive.collection import Collection
from archive.hydrate import hydrate
from archive.reading import find_in, read_captures
from archive.resume import gather
from tests.archive.exchanges import POLICY, exchange, new_recording

SITE = "http://www.sz.gov.cn"
DOCUMENT = b"%PDF-1.4\n" + bytes(range(256)) * 40
HEAD = b'Content-Type: application/pdf\r\nContent-Length: %d\r\nETag: "%b"\r\n'
CHUNKED = b"Content-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n"
FIRST, OTHER, CHUNKS = (
    "/attachment/0/1/report.pdf",
    "/attachment/0/2/report.pdf",
    "/attachment/0/3/report.pdf",
)


def _document(path: str, number: int = 0, body: bytes = DOCUMENT, **facts):
    return exchange(path, body, number=number, head=HEAD % (len(body), path.encode()), **facts)


def _chunked(path: str, number: int):
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(DOCUMENT), DOCUMENT)
    return exchange(path, body, number=number, head=CHUNKED)


@pytest.fixture
def collection(tmp_path):
    """Two runs: one with a document under three addresses, one in which nothing has changed."""
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection)
    recording.keep(_document(FIRST, 0))
    recording.keep(_document(OTHER, 1))
    recording.keep(_chunked(CHUNKS, 2))
    recording.close()
    _run, recording = new_recording(collection)
    recording.keep(_document(OTHER, 86400), earlier=collection.last(SITE + OTHER, 200))
    same = exchange(CHUNKS, response=b"HTTP/1.1 304 Not Modified\r\n\r\n", number=86401)
    recording.keep(same, earlier=collection.last(SITE + CHUNKS, 200))
    recording.close()
    return collection


def _captures(*paths) -> list[Capture]:
    return [found for path in paths for found in read_captures(path) if isinstance(found, Capture)]


def test_its_bytes_are_stored_once(collection):
    assert sum(file.stat().st_size for file in collection.archive.iterdir()) < 2 * len(DOCUMENT)
    assert {entry.mime for entry in collection.captures_of(SITE + OTHER)} == {"warc/revisit"}


def test_every_address_gives_the_document_of_the_day_it_was_met_with_a_head_of_its_own(collection):
    for find in (collection.find, find_in([collection.root])):
        for path in (FIRST, OTHER, CHUNKS):
            capture = find(SITE + path)
            assert (capture.url, capture.payload) == (SITE + path, DOCUMENT)
            assert capture.captured_at.startswith("2026-11-23")
        assert find(SITE + OTHER).headers.get(b"etag") == b'"%b"' % OTHER.encode()


def test_whoever_reads_all_finds_each_of_them_once(collection):
    captures = _captures(collection.root)
    assert [capture.url.removeprefix(SITE) for capture in captures] == [FIRST, OTHER, CHUNKS]
    assert {capture.payload for capture in captures} == {DOCUMENT}


def test_what_repeats_a_revisit_refers_to_what_that_refers_to(collection):
    (original,) = collection.captures_of(SITE + FIRST)
    assert collection.last(SITE + OTHER, 200).original.url == original.url
    assert main(["verify", str(collection.root)]) == 0


def test_a_run_of_nothing_but_revisits_can_be_made_to_stand_alone(collection, tmp_path):
    _first, second = sorted(path.name for path in collection.runs.iterdir())
    alone = hydrate(collection, second, tmp_path / "alone")
    assert {capture.payload for capture in _captures(alone.root)} == {DOCUMENT}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (exchange("/a.html", b"<p>x" * 500), exchange("/b.html", b"<p>x" * 500, number=1)),
        (exchange("/a", DOCUMENT, head=b"A: b\r\n"), exchange("/b", DOCUMENT, number=1, head=b"A: b\r\n")),
        (_document("/a.pdf", 0, b"small"), _document("/b.pdf", 1, b"small")),
        (_document("/a.pdf", 0), _document("/b.pdf", 1, DOCUMENT + b"1")),
        (_document("/a.pdf", 0), _document("/b.pdf", 1, truncated="disconnect")),
    ],
    ids=[
        "pages",
        "what does not say what it is",
        "what is smaller than a revisit",
        "what differs",
        "what was cut",
    ],
)
def test_what_is_no_such_copy_has_a_body_of_its_own(tmp_path, first, second):
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection)
    recording.keep(first)
    recording.keep(second)
    recording.close()
    (entry,) = collection.captures_of(second.url)
    assert entry.mime != "warc/revisit"


def test_a_run_that_was_killed_reads_what_it_has(tmp_path):
    """Its lines are in no index yet."""
    collection = Collection(tmp_path / "c")
    run, recording = new_recording(collection)
    recording.keep(_document(FIRST, 0))
    recording.keep(_document(OTHER, 1))
    pages = gather(collection, run).pages
    assert collection.find(SITE + OTHER) is None
    assert collection.read(pages[f"www.sz.gov.cn{OTHER}"], pages).payload == DOCUMENT


def test_a_file_leans_on_no_other_for_an_address_that_is_new(tmp_path):
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection, replace(POLICY, max_size=1))
    recording.keep(_document(FIRST, 0))
    recording.keep(_document(OTHER, 1))
    recording.close()
    for file, path in zip(sorted(collection.archive.iterdir()), (FIRST, OTHER), strict=True):
        assert [capture.url for capture in _captures(file)] == [SITE + path]
