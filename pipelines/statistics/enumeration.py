"""Numbers that a sentence states after their names: 网络、信函申请分别为3宗、5宗."""

import re
from collections.abc import Iterable, Iterator

from pipelines.statistics.mention import Mention

_NAMES = re.compile("、|以及|和|及|与")
_LISTED = re.compile(r"\d+(?:\s?(?:、|以及|和|及|与)\s?\d+)*$")


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
            waiting = [*_without_unit(mention), mention]
    yield from _named(names, waiting)


def _names(label: str) -> list[str]:
    head, between, tail = label.partition("分别")
    tail = _LISTED.sub("", tail).strip("为是有达共")
    return [name + tail for name in _NAMES.split(head) if name] if between else []


def _without_unit(mention: Mention) -> Iterator[Mention]:
    """Give the numbers that leave their unit to the last: 分别为3、5件."""
    listed = _LISTED.search(mention.label.partition("分别")[2])
    for digits in re.findall(r"\d+", listed[0]) if listed else ():
        yield mention._replace(value=int(digits))


def _named(names: list[str], waiting: list[Mention]) -> Iterator[Mention]:
    if not names:
        yield from waiting
    elif len(names) == len(waiting):
        for name, mention in zip(names, waiting, strict=True):
            yield mention._replace(label=name)
