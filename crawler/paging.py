"""The further pages of a listing: linked, numbered, or only counted by a script (pure, no I/O)."""

import re
from urllib.parse import urlsplit

from crawler.addresses import absolute, tidy
from crawler.leads import Element

# 下一页 with whatever arrows and brackets stand round it; an arrow alone.
_NEXT_TEXT = re.compile(r"\W*(?:下一?页|后一?页|next(?: page)?)\W*|\s*[>»›]\s*", re.IGNORECASE)
# What is not the name of a listing's first page in those of the others: index_2.html, list_3.shtml.
_PAGE_PART = re.compile(r"(?:(?<=/)index)?(_\d+)?(?:\.s?html?)?$", re.IGNORECASE)
_CALL = re.compile(r"createPageHTML\s*\(([^()]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"[\"']?(\d+)[\"']?")
_WORD = re.compile(r"[\"']\.?([\w-]+)[\"']")
_REFRESH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.IGNORECASE)
# Seconds: an error page that leads home gives more, for its words to be read.
_AT_ONCE = 2.0
_HOME = re.compile(r"/?(?:index\.s?html?)?", re.IGNORECASE)
# Sites have some dozens of reports: more pages than that are a script's error.
_MOST = 200


def is_next(element: Element, text: str) -> bool:
    """Tell whether a link calls itself the next page: by its class, its ``rel``, its words."""
    named = f"{element.get('class', '')} {element.get('rel', '')}".lower().split()
    return "next" in named or any(_NEXT_TEXT.fullmatch(words) for words in (text, element.get("title", "")))


def is_page_of(target: str, url: str) -> bool:
    """Tell whether an address is that of a listing's page with a number: index_2.html beside index.html."""
    there, here = urlsplit(target), urlsplit(url)
    numbered = _PAGE_PART.search(there.path)
    if not numbered or not numbered[1] or there.netloc != here.netloc:
        return False
    return _PAGE_PART.sub("", there.path, count=1) == _PAGE_PART.sub("", here.path, count=1)


def refreshed(root: Element, url: str, base: str) -> str | None:
    """Give the page that this one gives way to at once; neither itself, as a wall does, nor the home page."""
    for meta in root.iter("meta"):
        stated = _REFRESH.match(meta.get("content", ""))
        if stated and meta.get("http-equiv", "").lower() == "refresh" and float(stated[1]) <= _AT_ONCE:
            target = absolute(base, stated[2])
            if target and tidy(target) != tidy(url) and not _HOME.fullmatch(urlsplit(target).path):
                return tidy(target)
    return None


def counted_pages(code: str, url: str, base: str) -> tuple[str, ...]:
    """Name the further pages that createPageHTML counts on the first page of a listing.

    It is called with the number of pages, that of this one, a stem and an extension; on some skins with
    the id of an element before them and the number of rows behind. The second page is index_1 on some
    skins, index_2 on others.
    """
    if re.search(r"_\d+\.\w+$", urlsplit(url).path):
        return ()
    for call in _CALL.finditer(code):
        arguments = [_value_of(each.strip(), code) for each in call[1].split(",")]
        numbers = [int(number[1]) for each in arguments if (number := _NUMBER.fullmatch(each))]
        words = [
            word[1] for each in arguments if not _NUMBER.fullmatch(each) and (word := _WORD.fullmatch(each))
        ]
        if numbers and len(words) >= 2:
            stem, extension = words[-2:]
            pages = range(1, min(numbers[0], _MOST) + 1) if numbers[0] > 1 else ()
            named = (absolute(base, f"{stem}_{page}.{extension}") for page in pages)
            return tuple(page for page in named if page)
    return ()


def _value_of(argument: str, code: str) -> str:
    """Give what the script sets a variable to; anything else as it is."""
    if not argument.isidentifier():
        return argument
    value = re.search(rf"\b{argument}\s*=\s*(\d+|[\"'][\w.-]*[\"'])", code)
    return value[1] if value else argument
