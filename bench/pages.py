"""Report pages of 66 kB: those of the stand-in sites, with the furniture and the Word markup of real ones."""

from functools import cache
from hashlib import sha1
from itertools import cycle

from tests.replica import Replica
from tests.replica.corpus import address_of, corpus

SIZE = 66_000
# What Word leaves on every paragraph and cell of the reports.
_STYLE = (
    ' style="text-indent: 32pt; text-align: justify; line-height: 28pt; font-family: 仿宋_GB2312; font-size: 16pt;'
    ' margin: 0cm 0cm 0.0001pt; mso-pagination: widow-orphan; layout-grid-mode: char; color: rgb(0, 0, 0);"'
)
_MENU = (
    '<li class="nav-item"><a href="/{1}/{0}/index.html" target="_blank" title="栏目{0}">栏目{1}</a></li>\n'
)
_SCRIPT = "var menu_{0} = document.getElementById('{1}'); if (menu_{0}) {{ menu_{0}.className = 'on'; }}\n"
_TAGS = ("<p>", "<td>", "<th>", "<span>", "<div>")


@cache
def report_pages() -> tuple[bytes, ...]:
    """Give every report page of the portal, of the catalogue and of the transport bureau, padded to ``SIZE``."""
    site, facts = Replica(), corpus()
    pages = []
    for report in facts.reports:
        place = facts.sites[report.site]
        answer = site.answer(place.host, address_of(place, report))
        if place.skin in ("portal", "gkmlpt", "transport") and answer.status == 200 and report.format:
            pages.append(padded(answer.body.decode(place.charset)).encode())
    return tuple(pages)


def padded(html: str) -> str:
    """Give a page the markup that it lacks: style attributes first, then a menu, then scripts."""
    for tag in _TAGS:
        styled = f"{tag[:-1]}{_STYLE}>"
        room = (SIZE * 3 // 4 - len(html.encode())) // len(_STYLE.encode())
        html = html.replace(tag, styled, max(0, room))
    menu, script, size = [], [], len(html.encode())
    for number in range(1000):
        piece = (_MENU if number % 2 else _SCRIPT).format(number, sha1(b"%d" % number).hexdigest())
        size += len(piece.encode())
        if size > SIZE:
            break
        (menu if number % 2 else script).append(piece)
    begin = html.index("<body")
    begin = html.index(">", begin) + 1
    furniture = f'<ul class="menu">{"".join(menu)}</ul><script>{"".join(script)}</script>'
    return html[:begin] + furniture + html[begin:]


def many(count: int) -> list[bytes]:
    """Give so many pages, each of the real ones in turn."""
    pages = cycle(report_pages())
    return [next(pages) for _ in range(count)]
