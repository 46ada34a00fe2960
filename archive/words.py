"""Words of the commands' last lines."""


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: 1 report, 2 reports."""
    return f"{number} {noun}{'s' * (number != 1)}"
