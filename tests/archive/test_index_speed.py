"""The index gives the keys of surt without its detours, and takes a run's lines in without being rewritten by hand."""

import random
from pathlib import Path

import surt
from hypothesis import given
from hypothesis import strategies as st

from archive.index import key_of, look_up, merge_journal

_PARTS = st.sampled_from(
    [
        "www",
        "www2",
        "wwwx",
        "sz",
        "gov",
        "cn",
        "a-b",
        "1",
        "com",
        "WWW",
        "127",
        "0x7f",
        "_a",
        "",
        "xn--fiqs8s",
    ]
)
_STEPS = st.sampled_from(
    [
        "a",
        "A.b",
        "post_1.html",
        "",
        ".",
        "..",
        "..a",
        "a..",
        "%41",
        "a b",
        "jsessionid",
        "x;y",
        "(S(abc))",
        "~u",
    ]
)


@given(st.sampled_from(["http", "https"]), st.lists(_PARTS, max_size=5), st.lists(_STEPS, max_size=5))
def test_the_key_of_any_url_is_that_of_surt(scheme, hosts, steps):
    url = f"{scheme}://{'.'.join(hosts)}{''.join(f'/{step}' for step in steps)}"
    try:
        expected = str(surt.surt(url))
    except (ValueError, AttributeError):
        return
    if " " not in expected:
        assert key_of(url) == expected


def _line(number: int) -> bytes:
    url = f"http://www.sz.gov.cn/post_{number:06}.html"
    fields = (
        f'{{"url": "{url}", "status": "200", "length": "1", "offset": "{number}", "filename": "a.warc.gz"}}'
    )
    return f"{key_of(url)} 20260101000000 {fields}\n".encode()


def _merged(folder: Path, old: list[int], new: list[int]) -> bytes:
    index, journal = folder / "index.cdxj", folder / "journal"
    index.write_bytes(b"".join(map(_line, old)))
    journal.write_bytes(b"".join(map(_line, new)))
    merge_journal(journal, index)
    return index.read_bytes()


def test_lines_merged_into_an_index_are_all_there_in_order_each_once(tmp_path):
    numbers = random.Random(7)
    for _ in range(50):
        old = sorted(numbers.sample(range(200), numbers.randint(0, 60)))
        new = [numbers.randrange(200) for _ in range(numbers.randint(0, 60))]
        assert _merged(tmp_path, old, new) == b"".join(_line(n) for n in sorted({*old, *new}))


def test_a_line_is_found_after_a_merge_wherever_it_went(tmp_path):
    _merged(tmp_path, list(range(0, 100, 2)), [1, 99, 57])
    for number in (0, 1, 2, 57, 98, 99):
        found = look_up(tmp_path / "index.cdxj", f"https://www.sz.gov.cn/post_{number:06}.html")
        assert [entry.offset for entry in found] == [number]
    assert look_up(tmp_path / "index.cdxj", "http://www.sz.gov.cn/post_000003.html") == []
