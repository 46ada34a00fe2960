"""What an attached document says."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from archive.problem import Problem
from pipelines.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, with the page (or sheet) that it starts on, from 1; None where a format has no pages."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PagedTable:
    """A table and the page (or sheet) that it starts on."""

    table: Table
    page: int | None


@dataclass(frozen=True)
class AttachmentText:
    """A document's paragraphs and tables, in their order; both empty if there is a problem."""

    lines: tuple[Line, ...] = ()
    tables: tuple[PagedTable, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def body(self) -> str:
        """Give the paragraphs, one a line: what the readers of sentences take."""
        return "\n".join(line.text for line in self.lines)

    @property
    def grids(self) -> tuple[Table, ...]:
        """Give the tables alone: what the readers of tables take."""
        return tuple(each.table for each in self.tables)

    def page_of_offset(self, offset: int) -> int | None:
        """Give the page on which a character of ``body`` stands."""
        index = bisect_right(self._starts, offset) - 1
        return self.lines[index].page if 0 <= index < len(self.lines) else None

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))[:-1]

    def to_json(self) -> dict[str, Any]:
        """Give the text as it passes from the fenced process."""
        return {
            "lines": [[line.text, line.page] for line in self.lines],
            "tables": [[each.page, each.table.caption, each.table.rows] for each in self.tables],
            "problems": [problem.to_json() for problem in self.problems],
        }

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> "AttachmentText":
        """Take the text as it came from the fenced process."""
        return cls(
            tuple(Line(text, page) for text, page in stated["lines"]),
            tuple(
                PagedTable(Table(caption, None, tuple(tuple(row) for row in rows)), page)
                for page, caption, rows in stated["tables"]
            ),
            tuple(Problem(**problem) for problem in stated["problems"]),
        )
