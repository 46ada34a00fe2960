"""The text of a page as trafilatura finds it: the last resort, and the one place that knows the library."""

from importlib import import_module

from pipelines.line import line_of

_LARGEST = 300_000  # characters: it takes up to 8 s for a million, and real pages have some 100,000


class NoFallback(RuntimeError):
    """The library cannot be asked; says why."""


def main_text(html: str) -> list[str]:
    """Give the lines of a page's main text, without its tables; none where nothing is found.

    Raises:
        NoFallback: trafilatura is not installed, or the page is larger than it reads in bounded time.
    """
    if len(html) > _LARGEST:
        raise NoFallback(f"the page has {len(html)} characters, and trafilatura is given {_LARGEST} at most")
    try:
        trafilatura = import_module("trafilatura")
    except ImportError as error:
        raise NoFallback("trafilatura, which may find it, is not installed: extra `fallback`") from error
    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=False, favor_recall=True)
    except (ValueError, RecursionError):  # of lxml, for what a page can hold
        return []
    return [line for each in (text or "").split("\n") if (line := line_of(each))]
