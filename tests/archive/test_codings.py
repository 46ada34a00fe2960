"""Bodies in every content coding, whole and broken, within a limit."""

import gzip
import importlib
import sys
import zlib
from functools import partial

import brotlicffi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.codings import CODINGS, UnknownCoding
from archive.http import decode, entity, read_head
from pipelines.extract import read_capture
from tests.pipelines.pages import capture, portal

zstd = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
PAGE = portal().encode()
PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotlicffi.compress, quality=3),
    "zstd": zstd.compress,
}


def unpacked(body, coding, limit=1 << 20):
    head = read_head(f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode())
    return decode(body, head, limit)


def test_every_coding_has_a_test():
    assert {name.encode() for name in PACK} == set(CODINGS)


@pytest.mark.parametrize("coding", PACK)
def test_a_page_in_any_coding_reads_the_same(coding):
    head = f"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: {coding}"
    plain, packed = read_capture(capture(PAGE)), read_capture(capture(PACK[coding](PAGE), head=head))
    assert packed.report
    assert packed.report.body == plain.report.body
    assert packed.report.problems == plain.report.problems


@pytest.mark.parametrize("coding", PACK)
def test_a_coding_that_was_never_applied_leaves_the_body(coding):
    assert unpacked(PAGE, coding) == PAGE


@pytest.mark.parametrize("coding", PACK)
def test_a_body_that_ends_early_gives_what_stands_before(coding):
    whole = b"".join(b"<p>%d</p>" % (number * number) for number in range(100_000))
    packed = PACK[coding](whole)
    begun = unpacked(packed[: len(packed) * 2 // 3], coding, 1 << 24)
    assert 0 < len(begun) < len(whole)
    assert whole.startswith(begun)


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_is_unpacked_to_the_limit_and_no_further(coding):
    bomb = PACK[coding](b"a" * 50_000_000)
    assert len(unpacked(bomb, coding, 100_000)) == 100_000


def test_codings_are_taken_away_from_the_last_to_the_first():
    assert unpacked(brotlicffi.compress(zstd.compress(PAGE)), "zstd, identity, br") == PAGE


def test_damage_leaves_what_stands_before_it():
    whole = b"".join(b"<p>%d</p>" % (number * number) for number in range(100_000))
    for packed in (gzip.compress(whole), zlib.compress(whole)):
        assert unpacked(packed[:-4] + bytes(4), "gzip", 1 << 24) == whole, "the checksum alone is wrong"
        at = len(packed) // 2
        begun = unpacked(packed[:at] + bytes(99) + packed[at + 99 :], "gzip", 1 << 24)
        assert len(whole) // 3 < len(begun)
        assert begun[: len(whole) // 3] == whole[: len(whole) // 3]


def test_a_transfer_coding_lies_round_the_content_codings():
    packed = zlib.compress(brotlicffi.compress(PAGE))
    fields = "Content-Encoding: br\r\nTransfer-Encoding: deflate, chunked\r\n"
    message = f"HTTP/1.1 200 OK\r\n{fields}\r\n{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    head = read_head(message)
    assert decode(entity(message, head), head) == PAGE


def test_several_frames_of_zstandard_are_one_body():
    assert unpacked(zstd.compress(PAGE) + zstd.compress(b"end"), "zstd") == PAGE + b"end"


@pytest.mark.parametrize("coding", ["dcb", "compress", "br;q=1", ", ".join(["gzip"] * 9)])
def test_a_coding_that_nobody_knows_is_a_problem_and_no_report(coding):
    reading = read_capture(capture(PAGE, head=f"Content-Type: text/html\r\nContent-Encoding: {coding}"))
    assert reading.report is None
    assert [problem.rule for problem in reading.problems] == ["page.coding"]


@pytest.mark.parametrize(("coding", "missing"), [("br", "brotlicffi"), ("zstd", "backports.zstd")])
def test_a_missing_library_is_named(coding, missing, monkeypatch):
    for name in ("brotlicffi", "compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)  # Python's own way to say: not installed
    with pytest.raises(UnknownCoding, match=missing):
        unpacked(PACK[coding](PAGE), coding)


@given(st.sampled_from(sorted(PACK)), st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_in_any_coding_give_bytes_within_the_limit(coding, body, limit):
    assert len(unpacked(body, coding, limit)) <= max(limit, len(body))
