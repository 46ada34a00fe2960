"""A WARC file takes members as a whole, however many calls of the system that takes."""

import resource

import pytest

from archive.warc_file import NotWritten, WarcFile


def test_more_members_than_a_system_takes_at_once_are_written_in_their_order(tmp_path):
    members = [b"%d." % number * (number % 3) for number in range(5000)]
    file = WarcFile(tmp_path / "a.warc.gz")
    file.append(members)
    file.close()
    assert (tmp_path / "a.warc.gz").read_bytes() == b"".join(members)
    assert file.size == len(b"".join(members))


def test_of_what_is_written_in_part_nothing_stays_and_what_follows_stands_behind_what_was(tmp_path):
    file = WarcFile(tmp_path / "a.warc.gz")
    file.append([b"first"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        with pytest.raises(NotWritten, match="too large"):
            file.append([b"x" * 2000] * 3)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.size == 5
    file.append([b"second", b"third"])
    file.close()
    assert (tmp_path / "a.warc.gz").read_bytes() == b"firstsecondthird"
