"""Where a report's files and pictures are, and the three ways in which pages show files."""

import html
from typing import Any
from zlib import crc32

from .blocks import Picture
from .corpus import Attachment, Report, Site, address_of
from .documents import MEDIA_TYPES


def file_path(site: Site, report: Report, file: Attachment) -> str:
    """The path of a file: the last number is the post's, not the file's."""
    if file.place == "script":
        return f"{address_of(site, report).rpartition('/')[0]}/P0{file.id}.{file.kind}"
    number = int(file.id)
    return f"/attachment/{number // 10**6}/{number // 10**3}/{number}/{report.id}.{file.kind}"


def picture_path(report: Report, picture: Picture) -> str:
    """The path of a picture in the platform's image store."""
    group = crc32(report.id.encode()) % 40000
    return f"/img/0/{group // 1000}/{group}/{group * 45 + picture.number}.png"


def picture_tag(report: Report, picture: Picture) -> str:
    path = picture_path(report, picture)
    number = path.rpartition("/")[2].removesuffix(".png")
    return f'<img class="nfw-cms-img" img-id="{number}" src="{path}" alt="{html.escape(picture.alt)}">'


def file_facts(site: Site, report: Report) -> list[dict[str, Any]]:
    """The files of a report as the platform's JSON names them."""
    return [
        {
            "id": int(file.id),
            "name": file.title,
            "type": file.kind,
            "mime": MEDIA_TYPES[file.kind],
            "size": "26624",
            "url": f"{site.origin}{file_path(site, report, file)}",
        }
        for file in report.attachments
    ]


def files_in_body(site: Site, report: Report) -> str:
    """Links that the editor put into the text itself."""
    return "".join(
        f'\n<p>　　附件：<a class="nfw-cms-attachment" attachment-id="{file.id}" '
        f'href="{site.origin}{file_path(site, report, file)}" alt="{html.escape(file.title)}">'
        f"{html.escape(file.title)}</a></p>"
        for file in report.attachments
        if file.place == "inline"
    )


def files_below(site: Site, report: Report) -> str:
    """The box under the text: links, or around 2018 a script with two parallel lists."""
    boxed = [file for file in report.attachments if file.place == "box"]
    scripted = [file for file in report.attachments if file.place == "script"]
    if scripted:
        names = ";".join(file.title for file in scripted)
        paths = ";".join("./" + file_path(site, report, file).rpartition("/")[2] for file in scripted)
        return (
            f'<div class="fjdown"><script type="text/javascript">\nvar linkdesc="{names}";\n'
            f'var linkurl="{paths}";\nshowAttachments(linkdesc.split(";"),linkurl.split(";"));\n'
            "</script></div>"
        )
    if not boxed:
        return ""
    links = "".join(
        f'<li><a href="{file_path(site, report, file)}" target="_blank">{html.escape(file.title)}</a></li>'
        for file in boxed
    )
    return (
        f'<div class="fjdown"><p>附件下载：</p><ul>{links}</ul>'
        f'<a class="fjdown_all" href="javascript:void(0);">打包下载</a></div>'
    )
