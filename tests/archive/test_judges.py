"""Tools that are not ours read what we write, and have nothing to say but what is explained."""

import json
import subprocess
import sys
from io import StringIO

import pytest

from archive.warc import target_uri
from tests.archive.samples import make_collection, pages

warcio = pytest.importorskip("warcio", reason="warcio is not installed")
CHUNKED = {"http://www.sz.gov.cn/chunked.html", "http://www.sz.gov.cn/both.html"}


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="module")
def warcs(collection):
    return sorted(collection.archive.iterdir())


def test_warcio_reads_every_record_and_the_bodies_of_all_pages(warcs):
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # where it is installed

    bodies, count = {}, 0
    for path in warcs:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                count += 1
                if record.rec_type == "response":
                    bodies[record.rec_headers["WARC-Target-URI"]] = record.content_stream().read()
    assert count == 49
    assert bodies["http://www.sz.gov.cn/both.html"] == bodies["http://www.sz.gov.cn/post_1.html"]
    paths = pages().keys() - {"/copy-of-report.pdf"}  # a revisit, whose body it looks up nowhere
    assert {target_uri("http://www.sz.gov.cn" + path) for path in paths} <= bodies.keys()


def test_warcio_check_complains_of_chunked_payloads_alone(warcs):
    for path in warcs:
        command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        failed = [block for block in done.stdout.split("\n  offset ") if "failed" in block]
        assert all("payload digest failed" in block for block in failed)
        assert all("block digest failed" not in block for block in failed)
        assert len(failed) == (2 if path == warcs[0] else 0), done.stdout


def test_fastwarc_finds_every_block_digest_right(warcs):
    fastwarc = pytest.importorskip("fastwarc", reason="FastWARC is not installed")
    wrong = []
    for path in warcs:
        with path.open("rb") as file:
            for record in fastwarc.ArchiveIterator(file, parse_http=False):
                assert record.verify_block_digest()
        with path.open("rb") as file:
            responses = fastwarc.ArchiveIterator(file, record_types=fastwarc.WarcRecordType.response)
            wrong += [
                record.headers["WARC-Target-URI"]
                for record in responses
                if not record.verify_payload_digest()
            ]
    assert set(wrong) <= CHUNKED


def test_cdxj_indexer_writes_the_same_lines(collection, warcs):
    indexer = pytest.importorskip("cdxj_indexer.main", reason="cdxj-indexer is not installed")
    out = StringIO()
    inputs = [str(path) for path in warcs]
    indexer.CDXJIndexer(out, inputs, sort=True, records="response,revisit").process_all()

    def lines(text: str) -> list[tuple[str, dict[str, str]]]:
        rows = []
        for line in text.splitlines():
            key, timestamp, fields = line.split(" ", 2)
            values = json.loads(fields)
            values.pop("recordDigest", None)
            rows.append((f"{key} {timestamp}", values))
        return rows

    theirs, ours = lines(out.getvalue()), lines(collection.index.read_text())
    assert ours == theirs


def test_an_index_that_others_make_of_all_records_takes_no_304_for_a_page(warcs):
    indexer = pytest.importorskip("cdxj_indexer.main", reason="cdxj-indexer is not installed")
    out = StringIO()
    indexer.CDXJIndexer(out, [str(path) for path in warcs], sort=True).process_all()
    listed = [json.loads(line.split(" ", 2)[2]) for line in out.getvalue().splitlines()]
    bare = [row["url"] for row in listed if row["mime"].startswith("application/http")]
    assert bare
    assert all(url.startswith("urn:not-modified:http://") for url in bare)


def test_gunzip_finds_every_file_whole(warcs):
    for path in warcs:
        subprocess.run(["gunzip", "-t", str(path)], check=True, capture_output=True)
