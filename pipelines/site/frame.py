"""The frame of every page: head, policy, language switch, navigation, foot."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from pipelines.site.element import Html, both, element, joined, text

_FILES = files("pipelines.site")
STYLE = _FILES.joinpath("style.css").read_text("utf-8")
SCRIPT = _FILES.joinpath("script.js").read_text("utf-8")
_PAGES = (
    ("index.html", "覆盖", "Coverage"),
    ("figures.html", "数据", "Figures"),
    ("changes.html", "变化", "Changes"),
    ("health.html", "运行", "Health"),
)


def _hash(content: str) -> str:
    return "'sha256-" + b64encode(sha256(content.encode()).digest()).decode() + "'"


# Nothing is loaded from anywhere; only these very styles and this very script are run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_hash(STYLE)}",
        f"script-src {_hash(SCRIPT)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


def page(title: str, content: Html, *, current: str = "", up: str = "", foot: str = "") -> str:
    """Give a whole page; ``up`` leads from its folder to the site's root."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=Html(POLICY)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        Html('<link rel="icon" href="data:,">'),
        element("style", Html(STYLE)),
    )
    body = element(
        "body",
        element("a", both("跳到正文", "Skip to content"), href="#content", class_="skip"),
        _masthead(current, up),
        element("main", content, id="content", tabindex="-1"),
        element("footer", element("p", text(foot)), element("p", both(*_NOTE))),
        element("script", Html(SCRIPT)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='zh-CN')}\n"


_NOTE = (
    "内容取自存档网页，逐字节可核对；本页不连接任何服务器。",
    "Read from archived pages, each verifiable byte for byte. This page contacts no server.",
)


def _masthead(current: str, up: str) -> Html:
    links = [
        element("a", both(chinese, english), href=up + name, aria_current="page" if name == current else None)
        for name, chinese, english in _PAGES
    ]
    switch = joined(
        element("input", type="radio", name="language", id="to-zh", checked=True),
        element("label", "中文", for_="to-zh", lang="zh-CN"),
        element("input", type="radio", name="language", id="to-en"),
        element("label", "English", for_="to-en", lang="en"),
    )
    return element(
        "header",
        element(
            "div",
            element(
                "a",
                both("深圳政府信息公开年报档案", "Shenzhen disclosure reports"),
                href=f"{up}index.html",
                class_="brand",
            ),
            element("nav", *links, aria_label="主导航 / Main"),
            element("div", switch, class_="languages", role="group", aria_label="语言 / Language"),
        ),
        class_="masthead",
    )
