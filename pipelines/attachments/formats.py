"""Which reader a document needs, told by its bytes: names and media types of attachments are often wrong."""

import io
import zipfile
from collections.abc import Callable
from importlib import import_module

from pipelines.attachments import limits
from pipelines.attachments.compound import SIGNATURE, Compound
from pipelines.attachments.text import AttachmentText

Reader = Callable[[bytes], AttachmentText]


def _reader(module: str, name: str) -> Reader:
    """Import a reader where it is needed: each leans on a library of its own, and any may be missing."""
    reader: Reader = getattr(import_module(f"pipelines.attachments.{module}"), name)
    return reader


_PDF = ("pdf", "read_pdf")
_DOCX = ("docx", "read_docx")
_SHEETS = ("sheets", "read_sheets")
_DOC = ("doc", "read_doc")
_RTF = ("rtf", "read_rtf")
_OFFICE_MARKUP = ("office_markup", "read_office_markup")
# The part, or the stream, that makes a zipped or compound file a document of its kind.
_ZIPPED = (("word/document.xml", _DOCX), ("xl/workbook.xml", _SHEETS), ("xl/workbook.bin", _SHEETS))
_COMPOUND = (("WordDocument", _DOC), ("Workbook", _SHEETS), ("Book", _SHEETS))
# What offices write at the top of their markup. Any other markup under the address of a document is a
# page of the server, which mostly says that there is no document.
_OFFICE = (b"urn:schemas-microsoft-com:office", b"Word.Document", b"Excel.Sheet")
_XML_OF_2003 = (b"<w:wordDocument", b"<Workbook")
_HEAD = 4096
_KNOWN_STRANGERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"<", "a document in markup"),
)


def reader_for(payload: bytes, media_type: str, name: str) -> Reader:
    """Choose the reader for a document. Raises ``UnknownFormat``, ``Encrypted`` or ``TooLarge``."""
    if b"%PDF-" in payload[:1024]:
        return _reader(*_PDF)
    if payload[:4] == b"PK\x03\x04":
        return _zipped(payload, name)
    if payload[:8] == SIGNATURE:
        return _compound(payload, name)
    start = payload[:_HEAD].lstrip()
    if start.startswith(b"{\\rtf"):
        return _reader(*_RTF)
    if _is_office_markup(start):
        return _reader(*_OFFICE_MARKUP)
    what = next((what for magic, what in _KNOWN_STRANGERS if start.startswith(magic)), "of no known format")
    raise limits.UnknownFormat(f"{name} ({media_type or 'no media type'}) is {what}")


def _is_office_markup(start: bytes) -> bool:
    """Say whether a payload is HTML that an office wrote, bare or wrapped as a web archive (MHTML)."""
    if start[:13].lower() == b"mime-version:":
        return True
    return any(sign in start for sign in _OFFICE) and not any(sign in start for sign in _XML_OF_2003)


def _zipped(payload: bytes, name: str) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise limits.Damaged(f"{name}: {wrong}") from wrong
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.PARTS or unpacked > limits.UNPACKED:
        raise limits.TooLarge(f"{len(parts)} parts of {unpacked} bytes")
    if any(part.flag_bits & 1 for part in parts):
        raise limits.Encrypted(f"{name} needs a password")
    names = {part.filename for part in parts}
    for part, reader in _ZIPPED:
        if part in names:
            return _reader(*reader)
    raise limits.UnknownFormat(f"{name} is a zip file, but no DOCX and no XLSX")


def _compound(payload: bytes, name: str) -> Reader:
    streams = Compound(payload).names()
    if "EncryptedPackage" in streams:
        raise limits.Encrypted(f"{name} needs a password")
    for stream, reader in _COMPOUND:
        if stream in streams:
            return _reader(*reader)
    raise limits.UnknownFormat(f"{name} is a compound file, but no DOC and no XLS")
