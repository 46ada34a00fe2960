"""The text of one line as a reader of the page sees it."""

import re
import unicodedata

# A line end in the source is a space between Latin words only (CSS Text 3, section 4.1.3, for Chinese).
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9,.;:!?)'\"])\s*\n\s*(?=[A-Za-z0-9(])")
_SOURCE_BREAK = re.compile(r"[ \t\r]*\n\s*")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def line_of(text: str) -> str:
    """Collapse white space (U+3000 and non-breaking spaces too), drop invisible characters, compose to NFC."""
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
        if "\n" in text:
            text = _SOURCE_BREAK.sub("", _BETWEEN_WORDS.sub(" ", text.strip()))
    text = " ".join(text.split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Give the text without any white space: what two spellings of a heading have in common."""
    return "".join(text.split())
