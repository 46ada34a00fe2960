"""What a style sheet imports or paints with (CSS Syntax, pure, no I/O)."""

import re
from collections.abc import Iterator

# A backslash takes the sign behind it along, a line end too, or the number of one in hexadecimal.
_ESCAPED = r"\\(?:[0-9a-f]{1,6}+\s?+|[^0-9a-f])"
_STRING = rf"\"[^\"\\\n]*(?:{_ESCAPED}[^\"\\\n]*)*\"|'[^'\\\n]*(?:{_ESCAPED}[^'\\\n]*)*'"
_BETWEEN = r"(?:\s|/\*(?:(?!\*/).)*\*/)*"
# Comments and strings come in the way of what only looks like an address.
_TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)"
    rf"|url\(\s*(?P<quoted>{_STRING})\s*\)"
    rf"|url\(\s*(?P<bare>[^\s\"'()\\]*(?:{_ESCAPED}[^\s\"'()\\]*)*)\s*\)"
    rf"|@import{_BETWEEN}(?P<imported>{_STRING})"
    rf"|{_STRING}",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(\n)|(.))", re.IGNORECASE | re.DOTALL)


def addresses_in(style_sheet: str) -> Iterator[str]:
    """Give the addresses in ``url()`` and ``@import``, as they stand there, unescaped."""
    for match in _TOKEN.finditer(style_sheet):
        quoted = match["quoted"] or match["imported"]
        address = quoted[1:-1] if quoted else match["bare"]
        if address:
            yield _ESCAPE.sub(_unescaped, address)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return match[3] or ""
