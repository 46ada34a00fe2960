"""The text of documents that Word, Excel or WPS wrote as markup under the name of a DOC or XLS."""

import email
import email.policy

from lxml import etree

from pipelines.attachments.limits import UnknownFormat
from pipelines.attachments.text import AttachmentText, Line, PagedTable
from pipelines.decode import decode
from pipelines.flow import read_flow
from pipelines.table import Table


def read_office_markup(payload: bytes) -> AttachmentText:
    """Read the lines and tables of a document in markup. Raises ``UnknownFormat`` if there is none."""
    markup = payload
    if payload.lstrip()[:1] != b"<":
        markup = _unwrapped(payload)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(decode(markup, None).data, parser)
    if root is None:
        raise UnknownFormat("an empty document in markup")
    flow = read_flow(root)
    return AttachmentText(
        tuple(Line(line.text, None) for line in flow.lines),
        tuple(PagedTable(Table(grid.caption, None, grid.rows), None) for _, grid in flow.tables),
        tuple(flow.problems),
    )


def _unwrapped(payload: bytes) -> bytes:
    """Give the HTML part of a web archive."""
    message = email.message_from_bytes(payload.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(
            content := part.get_payload(decode=True), bytes
        ):
            return content
    raise UnknownFormat("a web archive without a page")
