"""A finding, what is wrong, where, by which rule; or a note, which is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a record, a file or a report; a value, never raised.

    ``rule`` is a stable dotted name (``identity.applications.row``), ``message`` says
    what was found and what would be right, ``where`` names the place (a URL, a file
    with offset, a field) and is empty when the holder of the problem is the place.
    """

    rule: str
    message: str
    where: str = ""

    def to_json(self) -> dict[str, str]:
        """Give the problem as the line of ``problems.jsonl`` has it, without empty parts."""
        line = {"rule": self.rule, "message": self.message}
        return {**line, "where": self.where} if self.where else line


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of findings should know and that is not wrong."""

    message: str
