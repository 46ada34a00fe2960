"""Telephone numbers as a contact passage prints them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from phonenumbers import NumberParseException, is_possible_number, parse

SHENZHEN = "0755"

# Area code, number, extension; or a mobile number, a 400 number, a service number such as 12345.
_PHONE = re.compile(
    r"(?<![\d-])(?:\(?\+86\)?[- ]?|\(86\)[- ]?|86(?:[- ]|(?=1[3-9]\d{9})))?(?:"
    r"(?P<mobile>1[3-9]\d(?:[- ]?\d{4}){2})"
    r"|(?P<toll>[48]00[- ]?\d{3,4}[- ]?\d{3,4})"
    r"|\(?(?P<area>0?(?:10|2\d|[3-9]\d{2}))\)?[- ]{0,3}(?P<number>\d{3,4}[- ]?\d{4})"
    r"|(?P<local>[2-9]\d{3}[- ]?\d{4}|[2-9]\d{2}[- ]?\d{4})"
    r"|(?P<service>12\d{3}|9[56]\d{3,4}|1[12]\d))(?![\d])"
    r"(?:\s?(?:\(?转(?:分机)?|\(?分机|-|ext\.?|\*)\s?:?(?P<extension>\d{1,6})(?![\d-]))?"
)
_JOINTS = re.compile(r"[- ]")


def phones(text: str, *, in_shenzhen: bool) -> Iterator[tuple[str, int, int]]:
    """Find telephone numbers, written ``0755-88102842转8012``, with their places in the text.

    A number without area code takes that of the number before it, or Shenzhen's if the
    passage is known to be of Shenzhen; otherwise it stays as printed: nothing is guessed.
    """
    area = SHENZHEN if in_shenzhen else ""
    for match in _PHONE.finditer(text):
        number = _written(match, area)
        if number is None:
            continue
        if match["area"]:
            area = number.partition("-")[0]
        yield number, match.start(), match.end()


def _written(match: re.Match[str], area: str) -> str | None:
    whole = next((match[name] for name in ("mobile", "toll", "service") if match[name]), None)
    extension = f"转{match['extension']}" if match["extension"] else ""
    if whole is not None:
        digits = _JOINTS.sub("", whole)
        return digits + extension if match["mobile"] is None or _possible(digits) else None
    if match["area"]:
        area = "0" + match["area"].lstrip("0")
    number = _JOINTS.sub("", match["number"] or match["local"])
    if not area:
        return number + extension
    return f"{area}-{number}{extension}" if _possible(area + number) else None


@lru_cache(maxsize=4096)
def _possible(digits: str) -> bool:
    """Ask the numbering plan of China whether the number can exist."""
    try:
        return is_possible_number(parse(digits, "CN"))
    except NumberParseException:
        return False
