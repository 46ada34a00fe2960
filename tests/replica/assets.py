"""Style sheets, scripts and decoration that pages refer to."""

from zlib import crc32

from .pictures import icon, png

STYLE = (
    '@charset "utf-8";\n@import url("reset.css");\n@import "font.css";\n'
    "body{font:16px/1.8 \"Microsoft YaHei\";background:#fff url('../images/bg.png') repeat-x}\n"
    ".nav li{background:url(../images/nav.png)}\n.news_cont_d_wrap table{border-collapse:collapse}\n"
)
LEAF_STYLE = "html,body,ul,li,p{margin:0;padding:0}\nimg{border:0}\n"
SCRIPT = (
    "/* {name} */\nfunction createPageHTML(count,index,name,ext){{}}\n"
    "function showAttachments(names,urls){{}}\n"
)
PLACES = ("/static/", "/images/", "/gkmlpt/gkml/")


def asset(path: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a file of the site's furniture, if the path is one."""
    if path == "/favicon.ico":
        return "image/x-icon", icon()
    if not any(place in path for place in PLACES):
        return None
    name = path.rpartition("/")[2]
    if name.endswith(".css"):
        text = LEAF_STYLE if name in ("reset.css", "font.css") else STYLE
        return "text/css", text.encode("ascii")
    if name.endswith(".js"):
        return "application/javascript", SCRIPT.format(name=name).encode("ascii")
    if name.endswith(".png"):
        return "image/png", png(crc32(name.encode()) % 997)
    return None
