"""What the elements of HTML mean for the flow of text."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

BLOCKS = frozenset(
    [
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "form", "hr", "legend", "li", "main", "menu", "ol",
        "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", *HEADINGS,
    ]
)  # fmt: skip

# Elements whose text is no text of the page, or not of the article that they stand in.
SKIPPED = frozenset(
    [
        "applet", "area", "aside", "audio", "button", "canvas", "col", "colgroup", "datalist", "dialog",
        "embed", "footer", "frame", "frameset", "head", "iframe", "input", "link", "map", "meta", "nav",
        "noframes", "noscript", "object", "optgroup", "option", "param", "script", "select", "source",
        "style", "svg", "template", "textarea", "title", "video", "xml",
    ]
)  # fmt: skip

# Taken away before the walk, their text kept: Word puts one round every few characters.
INLINE = (
    "span", "font", "strong", "b", "i", "u", "em", "o:p", "st1:chsdate", "st1:personname", "st1:place",
    "small", "big", "s", "strike", "del", "ins", "mark", "sub", "sup", "tt", "code", "label", "abbr",
    "cite", "bdo", "time", "nobr", "wbr", "ucaptitle", "v:shapetype", "w:wrap",
)  # fmt: skip
