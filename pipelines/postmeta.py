"""The JSON that the platform keeps behind every post, where it is in the archive."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from archive.capture import Capture
from archive.problem import Problem
from pipelines.content import read_content
from pipelines.dates import find_date, from_unix
from pipelines.flow import read_flow
from pipelines.line import line_of, squeezed

_SURROGATE = re.compile("[\ud800-\udfff]")
# The moment that the site shows, before the ones that only its editors see.
_TIMES = ("display_publish_time", "publish_time", "first_publish_time", "date")
_MIDNIGHT = "T00:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Postmeta:
    """What the platform knows of a post; ``content`` is HTML."""

    title: str | None
    source: str | None
    published_at: str | None
    content: str


def postmeta_url(report_id: str, url: str) -> str | None:
    """Give the address of a post's metadata; ``None`` where the report has no numeric id."""
    number = report_id.rpartition("/")[2]
    if not number.isdecimal():
        return None
    place = int(number)
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/postmeta/p/{place // 10**6}/{place // 10**3}/{number}.json"


def find_postmeta(
    report_id: str, url: str, find: Callable[[str], Capture | None]
) -> Postmeta | Problem | None:
    """Look a post's metadata up in the archive; a document that is none is a problem."""
    address = postmeta_url(report_id, url)
    capture = find(address) if address else None
    if capture is None or capture.status != 200 or capture.truncated:
        return None
    try:
        facts = json.loads(capture.payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return None if capture.media_type == "text/html" else _unreadable(address, error)
    if not isinstance(facts, dict):
        return _unreadable(address, "no JSON object")
    content = facts.get("content")
    return Postmeta(
        title=_text(facts.get("title")),
        source=_text(facts.get("source")),
        published_at=next((moment for name in _TIMES if (moment := _moment(facts.get(name)))), None),
        content=_SURROGATE.sub("\ufffd", content) if isinstance(content, str) else "",
    )


def body_of(content: str, url: str, title: str) -> str:
    """Give the text of a post's HTML as a report's body has it, without white space."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(content.encode("utf-8"), parser) if content.strip() else None
    return squeezed(read_content(read_flow(root), url, title).body) if root is not None else ""


def _unreadable(address: str | None, why: object) -> Problem:
    return Problem("crosscheck.postmeta", f"{address} is no metadata of a post: {why}")


def _text(value: object) -> str | None:
    return line_of(_SURROGATE.sub("\ufffd", value)) or None if isinstance(value, str) else None


def _moment(value: object) -> str | None:
    """Read unix seconds or a printed date; midnight is a date that software has filled up."""
    moment = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        moment = from_unix(value)
    elif isinstance(value, str):
        moment = from_unix(int(value)) if value.isdecimal() and len(value) <= 11 else find_date(value)
    return moment.removesuffix(_MIDNIGHT) if moment else None
