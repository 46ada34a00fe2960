"""Years as an operator writes them."""

import re


def read_years(text: str) -> range | None:
    """Read ``2018-2024`` or ``2018``; ``None`` for an empty text, which means every year.

    Raises:
        ValueError: says what is wrong and what would be right.
    """
    if not text.strip():
        return None
    match = re.fullmatch(r"\s*(\d{4})\s*(?:-\s*(\d{4})\s*)?", text)
    if not match:
        raise ValueError(f"years={text!r} is neither a year nor a span of years such as 2018-2024")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise ValueError(f"years={text!r} ends before it begins; write {last}-{first}")
    return range(first, last + 1)
