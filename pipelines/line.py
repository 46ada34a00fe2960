"""The text of one line as a reader of the page sees it."""

import re
import unicodedata

_WIDE = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201f\u2014\u2026"
# A line end in the source is no space between Chinese characters (CSS Text 3, section 4.1.3).
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r]*\n\s*|[ \t\r]*\n\s*(?=[{_WIDE}])")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def line_of(text: str) -> str:
    """Collapse white space (U+3000 and non-breaking spaces too), drop invisible characters, compose to NFC."""
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
        if "\n" in text:
            text = _SOURCE_BREAK.sub("", text.strip())
    text = " ".join(text.split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Give the text without any white space: what two spellings of a heading have in common."""
    return "".join(text.split())
