"""The text of one line as a reader of the page sees it."""

import re
import unicodedata

# A line end in the source is a space between Latin words only (CSS Text 3, section 4.1.3, for Chinese).
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9,.;:!?)'\"])\s*\n\s*(?=[A-Za-z0-9(])")
_SOURCE_BREAK = re.compile(r"[ \t\r]*\n\s*")
# Zero-width and direction marks, soft hyphens: pasted with a text, seen by nobody.
MARK = "\u2063"  # an invisible character of our own, put into a text on the way to its lines
_INVISIBLE = MARK + "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff\xad"
_LONG = 100


def line_of(text: str) -> str:
    """Collapse white space (U+3000 and non-breaking spaces too) drop invisible characters, compose to NFC."""
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", _BETWEEN_WORDS.sub(" ", text.strip()))
    if len(text) > _LONG or not text.isprintable():  # of long texts ten searches are cheaper
        for mark in _INVISIBLE:
            if mark in text:
                text = text.replace(mark, "")
    text = " ".join(text.split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Give the text without any white space: what two spellings of a heading have in common."""
    return "".join(text.split())
