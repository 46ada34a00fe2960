"""What a page prints against what its tags and its archived metadata say."""

from archive.problem import Problem
from pipelines.article import Article
from pipelines.byline import tagged_date, tagged_source
from pipelines.line import squeezed
from pipelines.page import Page
from pipelines.title import is_report_title


def check_tags(page: Page, article: Article) -> list[Problem]:
    """Compare title, date and source with the page's tags; each disagreement names both values."""
    stated = page.tags.get("articletitle", "")
    found = [
        disagreement("title", article.title, stated if is_report_title(stated) else None, "ArticleTitle"),
        disagreement("published_at", article.meta.published_at, tagged_date(page), "PubDate"),
        disagreement("source", article.meta.source, tagged_source(page), "ContentSource"),
    ]
    return [problem for problem in found if problem]


def disagreement(field: str, printed: str | None, stated: str | None, where: str) -> Problem | None:
    """Give the problem that two statements of one field make; dates are compared as far as both go."""
    if not printed or not stated:
        return None
    one, other = squeezed(printed), squeezed(stated)
    if field == "published_at":
        size = min(len(one), len(other), len("2019-03-25T11:06"))  # PubDate has no seconds
        # A midnight is a date that software has filled up.
        size = 10 if "T00:00:00" in one + other else size
        one, other = one[:size], other[:size]
    if one == other:
        return None
    return Problem(f"crosscheck.{field}", f"the page says {printed!r}, {where} says {stated!r}", field)
