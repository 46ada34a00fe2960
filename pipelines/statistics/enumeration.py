"""Numbers that a sentence states after their names: 网络、信函申请分别为3宗、5宗."""

import re
from collections.abc import Iterable, Iterator

from pipelines.statistics.mention import Mention

_NAMES = re.compile("、|以及|和|及|与")


def spread_out(paragraph: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Give each number of an enumeration its own name; leave all other numbers as they are.

    Numbers that are more or fewer than the names before them belong to nobody and are dropped.
    """
    if "分别" not in paragraph:
        yield from found
        return
    waiting: list[Mention] = []
    names: list[str] = []
    for mention in found:
        if names and not mention.label:
            waiting.append(mention)
        else:
            yield from _named(names, waiting)
            names = _names(mention.label)
            waiting = [mention]
    yield from _named(names, waiting)


def _names(label: str) -> list[str]:
    head, between, tail = label.partition("分别")
    tail = tail.strip("为是有达共")
    return [name + tail for name in _NAMES.split(head) if name] if between else []


def _named(names: list[str], waiting: list[Mention]) -> Iterator[Mention]:
    if not names:
        yield from waiting
    elif len(names) == len(waiting):
        for name, mention in zip(names, waiting, strict=True):
            yield mention._replace(label=name)
