"""Members are gzip of one writer, whichever engine made them."""

import gzip
import os

import pytest

from archive.gzip_members import compress

SMALL, LARGE, PACKED = b"x" * 100, b"announcement " * 4000, os.urandom(20_000)


@pytest.mark.parametrize("record", [b"", SMALL, LARGE, PACKED], ids=["empty", "small", "large", "packed"])
def test_every_member_has_the_same_header_and_gives_the_record_back(record):
    member = compress(record)
    assert member[:10] == bytes.fromhex("1f8b0800000000000003")
    assert gzip.decompress(member) == record
