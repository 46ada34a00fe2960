"""On which line of a TOML file each key stands, for messages that lead there (pure, no I/O)."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_TEXT = re.compile(r"""\"\"\"|'''|"(?:\\.|[^"\\])*"|'[^']*'|#.*""")


def lines_of(text: str) -> dict[Path, int]:
    """Give the line of every table and key; tables of an array are numbered from 0.

    Keys inside inline tables have no line of their own.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote or depth:
            depth, quote = _open_after(line, depth, quote)
        elif header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), number)
            depth, quote = _open_after(key[2], 0, "")
    return found


def line_at(lines: dict[Path, int], path: Path) -> int:
    """Give the line of a key, or of the nearest table around it; 1 where there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _open_after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Say how many brackets, and which text of several lines, are still open after a line."""
    if quote:
        before, end, line = line.partition(quote)
        if not end:
            return depth, quote
        del before
    rest = ""
    at = 0
    for match in _TEXT.finditer(line):
        rest += line[at : match.start()]
        at = match.end()
        if match[0] in ('"""', "'''"):
            _inside, closed, after = line[at:].partition(match[0])
            if not closed:
                return depth + _brackets(rest), match[0]
            return _open_after(after, depth + _brackets(rest), "")
    rest += line[at:]
    return depth + _brackets(rest), ""


def _brackets(text: str) -> int:
    return sum((sign in "[{") - (sign in "]}") for sign in text)
