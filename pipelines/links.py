"""What the links of a report lead to: attachments and related pages."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from pipelines.address import absolute
from pipelines.flow import Link

_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
_EXTENSION = re.compile(rf"\.({'|'.join(_TYPES)})(?=$|[?#&])", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"^(?:点击|请点击|点此|查看|打开|在线)*(?:下载|附件|查看|这里|此处|预览|阅读)*(?:附件)?[\d一二三四五]*[:：.]?$"
)
_SCRIPTED = re.compile(r"""var\s+(linkdesc|linkurl)\s*=\s*(["'])(.*?)\2""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that a report links to. ``media_type`` is ``None`` where its name does not tell."""

    title: str
    url: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """A page that a report's page names as related, its reading made easy for instance."""

    title: str
    url: str


def attachment_of(base: str, link: Link) -> Attachment | None:
    """Give the attachment that a link leads to, ``None`` where it leads to a page."""
    extension = _EXTENSION.search(link.href)
    if extension is None and link.marked:
        extension = _EXTENSION.search(link.name or link.text)
    elif extension is None:
        return None
    url = absolute(base, link.href)
    if url is None:
        return None
    title = next((text for text in (link.text, link.name) if text and not _SAYS_NOTHING.match(text)), None)
    file_name = unquote(url.split("?")[0].rsplit("/", 1)[-1])
    return Attachment(
        title or link.text or file_name, url, _TYPES[extension[1].lower()] if extension else None
    )


def scripted_attachments(base: str, html: str) -> list[Attachment]:
    """Read the attachments that pages of 2018 and 2019 write with a script, as two parallel lists."""
    lists = {name: value.split(";") for name, _, value in _SCRIPTED.findall(html)}
    found = []
    for title, href in zip(lists.get("linkdesc", []), lists.get("linkurl", []), strict=False):
        if href.strip() and (
            attachment := attachment_of(base, Link(title.strip(), href.strip(), marked=True))
        ):
            found.append(attachment)
    return found
