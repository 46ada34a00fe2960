"""The text of an RTF document, which many a DOC is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.attachments.doc import Paragraph, assembled
from pipelines.attachments.text import AttachmentText

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
# Groups whose content is no text of the document.
_ASIDE = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr "
    b"footnote listtable listoverridetable rsidtbl generator xmlnstbl themedata datastore fldinst".split()
)
_SIGNS = {b"~": b" ", b"_": b"-", b"{": b"{", b"}": b"}", b"\\": b"\\"}
_SPACES = {b"tab": "\n", b"line": "\n", b"emspace": " ", b"enspace": " "}
_ENDS = {b"par": (False, False), b"sect": (False, False), b"cell": (True, False), b"row": (True, True)}
_HEAD = 4096
_CODEPAGES = {b"936": "gb18030", b"54936": "gb18030", b"950": "big5hkscs", b"65001": "utf-8"}


def read_rtf(payload: bytes) -> AttachmentText:
    """Read the paragraphs and tables of a document (Rich Text Format 1.9.1).

    A row has the cells that it was written with, as in a DOC.
    """
    codepage = re.search(rb"\\ansicpg(\d+)", payload[:_HEAD])
    encoding = _CODEPAGES.get(codepage[1] if codepage else b"", "gb18030")
    return assembled(_Reader(_Text(encoding)).paragraphs(payload))


class _Group(NamedTuple):
    """What holds between two braces: whether it is text, how many signs stand in for one in Unicode."""

    is_text: bool = True
    stand_ins: int = 1


_OUTERMOST = _Group()


@dataclass(slots=True)
class _Reader:
    text: "_Text"
    group: _Group = _OUTERMOST
    outer: list[_Group] = field(default_factory=list)
    in_table: bool = False

    def paragraphs(self, payload: bytes) -> Iterator[Paragraph]:
        for token in _TOKEN.finditer(payload):
            word = token["word"]
            if token["brace"]:
                self._brace(token["brace"])
            elif word in _ASIDE or token["sign"] == b"*":
                self.group = self.group._replace(is_text=False)
            elif not self.group.is_text:
                continue
            elif word in _ENDS:
                ends_cell, ends_row = _ENDS[word]
                yield Paragraph(self.text.taken(), self.in_table or ends_cell, ends_cell, ends_row)
            elif word:
                self._obey(word, token["number"])
            elif token["byte"]:
                self.text.add_bytes(bytes.fromhex(token["byte"].decode()))
            else:
                self.text.add_bytes(token["text"] or _SIGNS.get(token["sign"], b""))
        if rest := self.text.taken():
            yield Paragraph(rest, in_table=False, ends_cell=False, ends_row=False)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.outer.append(self.group)
        elif self.outer:
            self.group = self.outer.pop()

    def _obey(self, word: bytes, number: bytes | None) -> None:
        if word == b"u" and number:
            self.text.add_code(int(number), self.group.stand_ins)
        elif word == b"uc":
            self.group = self.group._replace(stand_ins=int(number or 1))
        elif word in _SPACES:
            self.text.add(_SPACES[word])
        elif word in (b"pard", b"intbl"):
            self.in_table = word == b"intbl"


class _Text:
    """The text of one paragraph as it grows out of bytes and code points."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._units = bytearray()  # UTF-16, so that the halves of a surrogate pair meet
        self._bytes = bytearray()  # of the code page, of which a character may take two
        self._stand_ins = 0

    def add(self, text: str) -> None:
        self._end_bytes()
        self._units += text.encode("utf-16-le")

    def add_code(self, number: int, stand_ins: int) -> None:
        """Add one unit of UTF-16; for programs that do not know it so many signs follow."""
        self._end_bytes()
        self._units += (number & 0xFFFF).to_bytes(2, "little")
        self._stand_ins = stand_ins

    def add_bytes(self, said: bytes) -> None:
        left_out = min(self._stand_ins, len(said))
        self._stand_ins -= left_out
        self._bytes += said[left_out:]

    def taken(self) -> str:
        """Give the text and begin anew."""
        self._end_bytes()
        text = self._units.decode("utf-16-le", "replace")
        self._units.clear()
        return text

    def _end_bytes(self) -> None:
        self._units += self._bytes.decode(self._encoding, "replace").encode("utf-16-le")
        self._bytes.clear()
        self._stand_ins = 0
