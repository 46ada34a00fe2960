"""JavaScript's literals rewritten as JSON: they may have what JSON forbids (pure, no I/O)."""

import json
import re
from typing import Any

_STRING = r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*'|`[^`\\]*(?:\\.[^`\\]*)*`"
_TOKEN = re.compile(
    rf"(?P<blank>\s+|//[^\n]*|/\*.*?\*/)"
    rf"|JSON\.parse\(\s*(?P<json>{_STRING})\s*\)"
    rf"|(?P<string>{_STRING})"
    r"|(?P<mark>[{}\[\]:,()])"
    r"|(?P<plain>-?\d+(?:\.\d+)?|true|false)(?![\w.$])"
    r"|(?P<flag>![01])(?!\w)"
    r"|(?P<other>[^\s\"'`{}\[\]:,()]+|.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROLS = {
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
}
_CALLS = {"(": 1, ")": -1}
_DEPTHS = {"{": 1, "[": 1, "}": -1, "]": -1}
_MARKS = frozenset("{}[]:,")
_DEEPEST = 100


def read_literal(text: str, at: int) -> Any:  # noqa: ANN401  # whatever the script holds
    """Give the object or list that begins there. What in it is no literal, a call for instance, is ``None``.

    Raises:
        ValueError: nothing begins there, it does not end, lies too deep, or is no literal.
    """
    parts: list[str] = []
    depth = calls = 0
    last = ""
    for match in _TOKEN.finditer(text, at):
        mark = match["mark"] or ""
        if mark in _CALLS:
            calls += _CALLS[mark]
            _add(parts, "null")
        elif calls or match["blank"]:
            continue
        elif not mark:
            _add(parts, _as_json(match))
            last = match[0]
        else:
            depth += _DEPTHS.get(mark, 0)
            if depth > _DEEPEST:
                raise ValueError(f"it lies deeper than {_DEEPEST} levels")
            if mark == ":" and parts[-1:] and not parts[-1].startswith('"'):
                parts[-1] = json.dumps(last)  # a name without quotes
            if mark in "}]" and parts[-1:] == [","]:
                parts.pop()
            parts.append(mark)
        if parts and depth == 0:
            return json.loads("".join(parts))
    raise ValueError("it does not end")


def _add(parts: list[str], value: str) -> None:
    """Add a value; two without a mark between them are an expression, and no literal."""
    if parts and parts[-1] not in _MARKS:
        parts[-1] = "null"
    else:
        parts.append(value)


def _as_json(match: re.Match[str]) -> str:
    if match["json"]:
        return _unescaped(match["json"])
    if match["string"]:
        return json.dumps(_unescaped(match["string"]))
    if match["flag"]:
        return "true" if match["flag"] == "!0" else "false"
    return match["plain"] or "null"


def _unescaped(string: str) -> str:
    return _ESCAPE.sub(_sign, string[1:-1])


def _sign(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _CONTROLS.get(match[3], match[3])
