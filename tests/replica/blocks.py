"""The pieces a report's text is made of, before any skin writes them down."""

from dataclasses import dataclass

from .grids import Grid


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; level 1 is 一、 level 2 （一） level 3 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, one line of the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; its text is no part of the body."""

    grid: Grid


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that stands where a table or a chart would be."""

    number: int
    alt: str = ""


Block = Heading | Paragraph | Table | Picture


def body_lines(blocks: list[Block]) -> list[str]:
    """The lines of the body as a reader should see them: headings and paragraphs, no tables."""
    return [each.text for each in blocks if isinstance(each, Heading | Paragraph) and each.text]
