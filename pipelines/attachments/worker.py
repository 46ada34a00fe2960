"""The process that reads one document from standard input and prints its text as JSON."""

import json
import resource
import sys
from dataclasses import replace

from archive.problem import Problem
from pipelines.attachments import limits
from pipelines.attachments.formats import reader_for
from pipelines.attachments.text import AttachmentText, Line
from pipelines.broken_heading import whole_headings

_PROBLEMS = (
    (limits.TooLarge, "attachment.too_large"),
    (limits.Encrypted, "attachment.encrypted"),
    (limits.UnknownFormat, "attachment.format"),
    (limits.Damaged, "attachment.unreadable"),
    (ModuleNotFoundError, "attachment.library"),
)


def read(payload: bytes, media_type: str, name: str) -> AttachmentText:
    """Read a document; what a library raises for a damaged one is left to end the process."""
    try:
        text = reader_for(payload, media_type, name)(payload)
    except tuple(kind for kind, _ in _PROBLEMS) as reason:
        rule = next(rule for kind, rule in _PROBLEMS if isinstance(reason, kind))
        return AttachmentText(problems=(Problem(rule, str(reason) or rule, name),))
    text = _with_whole_headings(text)
    size = sum(len(line.text) for line in text.lines)
    size += sum(len(cell) for each in text.tables for row in each.table.rows for cell in row)
    if size > limits.CHARACTERS:
        message = f"{size} characters, more than {limits.CHARACTERS}"
        return AttachmentText(problems=(Problem("attachment.too_large", message, name),))
    if not text.lines and not text.tables:
        message = "no text in the document: its pages may be pictures"
        return AttachmentText(problems=(Problem("attachment.no_text", message, name),))
    return text


def _with_whole_headings(text: AttachmentText) -> AttachmentText:
    joined = whole_headings([line.text for line in text.lines])
    return replace(text, lines=tuple(Line(said, text.lines[parts.start].page) for parts, said in joined))


def main() -> int:
    """Fence this process in, read, print."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, media_type, name = sys.argv
    text = read(sys.stdin.buffer.read(), media_type, name)
    sys.stdout.buffer.write(json.dumps(text.to_json(), ensure_ascii=False).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
