"""Our reader against the published ones, on pages in designs that none of them knows."""

import pytest

from bench.extractors import TOOLS, other_cities, right, scores

OTHERS = other_cities()
OURS = scores(TOOLS["ours"], OTHERS)


@pytest.mark.parametrize("tool", [name for name in TOOLS if name != "ours"])
def test_ours_is_ahead_on_every_field_that_a_tool_gives(tool):
    try:
        theirs = scores(TOOLS[tool], OTHERS)
    except ImportError:
        pytest.skip(f"{tool} is not installed")
    assert theirs
    assert {field for field, mark in theirs.items() if mark >= OURS[field]} == set()


def test_a_field_is_right_whatever_its_spaces_and_a_body_as_far_as_it_goes():
    assert right("title", "某局\n2019年年报", "某局2019年年报") == 1
    assert right("title", "某局", "某局2019年年报") == 0
    assert right("date", "2019年3月5日 11:06", "2019-03-05") == 1
    assert right("body", "主动公开政府信息", "主动公开政府信息") == 1
    assert 0 < right("body", "主动公开政府信息，首页、导航", "主动公开政府信息") < 1
    assert right("body", "主动公开政府信息\n规章\n行政许可", "主动公开政府信息", "规章\n行政许可") == 1
    assert right("body", None, "主动公开政府信息") == 0
