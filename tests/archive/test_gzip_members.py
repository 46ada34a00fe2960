"""Members are what zlib reads, whichever engine packs them, and no larger than zlib's by more than 5 %."""

import gzip
import os
import zlib
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gzip_members import compress, unpack
from archive.reading import kind_of
from bench.pages import report_pages


@given(st.binary(max_size=9000))
def test_what_is_packed_is_unpacked_by_anybody(data):
    member = compress(data)
    assert gzip.decompress(member) == data
    assert unpack(member + b"rest", 1 << 30) in ((data, b"rest"), None)
    assert compress(data) == member


@pytest.mark.parametrize("size", [0, 1, 4000, 65535, 65536, 200_000])
@pytest.mark.parametrize(
    "head", [b"", b"WARC/1.1\r\nA: b\r\n\r\n", b"WARC/1.1\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"]
)
def test_a_body_that_is_packed_already_is_stored_behind_its_head(head, size):
    data = head + os.urandom(size)
    member = compress(data)
    assert gzip.decompress(member) == data
    assert len(member) <= len(data) + 60


@pytest.mark.parametrize("zipped", [False, True])
def test_report_pages_take_no_more_room_than_with_zlib(zipped):
    records = [gzip.compress(page) if zipped else page for page in report_pages()]
    ours = sum(len(compress(record)) for record in records)
    zlibs = sum(len(zlib.compress(record, 6)) + 12 for record in records)
    assert ours <= 1.05 * zlibs


def test_damage_is_left_to_zlib_to_name():
    member = gzip.compress(os.urandom(500))
    assert unpack(member[:-9], 1 << 30) is None
    assert unpack(member[:-8] + b"\0\0\0\0" + member[-4:], 1 << 30) is None
    assert unpack(member, 499) is None


def test_a_file_that_ends_with_a_stored_document_is_no_package(tmp_path):
    document = BytesIO()
    with ZipFile(document, "w") as package:
        package.writestr("word/document.xml", os.urandom(5000))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compress(b"WARC/1.1\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + document.getvalue()))
    assert is_zipfile(path), "zip files are known by their end"
    assert kind_of(path) == "file"
