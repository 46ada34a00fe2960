"""A skin: where the pages of one design have what a report needs."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Skin:
    """One row of the table of readers.

    Every field of selectors is a chain: the first that finds something is used. ``signs`` tell
    that a page is of this skin (any of them), ``path`` is a part of the addresses that are.
    ``chrome`` is what stands inside the container and is no part of the report.
    ``shared`` is a design of many sites that differ in
    everything else: what the row does not name is looked for as on an unknown page.
    ``version`` goes up when the same page would be read differently.
    """

    name: str
    version: str
    signs: tuple[str, ...]
    body: tuple[str, ...]
    title: tuple[str, ...]
    meta: tuple[str, ...]
    crumbs: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    chrome: tuple[str, ...] = ()
    path: str = ""
    shared: bool = False


@lru_cache(maxsize=256)
def chained(own: tuple[str, ...], common: tuple[str, ...]) -> tuple[str, ...]:
    """Put the places that pages of any design have behind those of a skin, each once."""
    return tuple(dict.fromkeys((*own, *common)))
