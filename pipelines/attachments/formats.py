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
_WORD_XML, _EXCEL_XML = ("xml_of_2003", "read_word_xml"), ("xml_of_2003", "read_excel_xml")
_ODT, _ODS = ("open_document", "read_odt"), ("open_document", "read_ods")
# The part, or the stream, that makes a zipped or compound file a document of its kind.
_ZIPPED = (("word/document.xml", _DOCX), ("xl/workbook.xml", _SHEETS), ("xl/workbook.bin", _SHEETS))
# What the part mimetype of an OpenDocument says.
_OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.text", _ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", _ODS),
)
# The endings of what a zip file may wrap: one such document in it is read as if it came alone.
_DOCUMENTS = frozenset(["pdf", "doc", "docx", "wps", "rtf", "xls", "xlsx", "et", "odt", "ods", "xml"])
_COMPOUND = (("WordDocument", _DOC), ("Workbook", _SHEETS), ("Book", _SHEETS))
# What offices write at the top of their markup. Any other markup under the address of a document is a
# page of the server, which mostly says that there is no document.
_OFFICE = (b"urn:schemas-microsoft-com:office", b"Word.Document", b"Excel.Sheet")
_XML_OF_2003 = ((b"<w:wordDocument", _WORD_XML), (b"<pkg:package", _WORD_XML), (b"<Workbook", _EXCEL_XML))
_HEAD = 4096
_KNOWN_STRANGERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"<", "a document in markup"),
)


def reader_for(payload: bytes, media_type: str, name: str, *, wrapped: bool = False) -> Reader:
    """Choose the reader for a document, which a zip file may have ``wrapped``.

    Raises ``UnknownFormat``, ``Encrypted``, ``Damaged`` or ``TooLarge``.
    """
    if b"%PDF-" in payload[:1024]:
        return _reader(*_PDF)
    if payload[:4] == b"PK\x03\x04":
        return _zipped(payload, name, wrapped=wrapped)
    if payload[:8] == SIGNATURE:
        return _compound(payload, name)
    start = payload[:_HEAD].lstrip()
    if start.startswith(b"{\\rtf"):
        return _reader(*_RTF)
    for sign, xml_reader in _XML_OF_2003:
        if sign in start:
            return _reader(*xml_reader)
    if _is_office_markup(start):
        return _reader(*_OFFICE_MARKUP)
    what = next((what for magic, what in _KNOWN_STRANGERS if start.startswith(magic)), "of no known format")
    raise limits.UnknownFormat(f"{name} ({media_type or 'no media type'}) is {what}")


def _is_office_markup(start: bytes) -> bool:
    """Say whether a payload is HTML that an office wrote, bare or wrapped as a web archive (MHTML)."""
    if start[:13].lower() == b"mime-version:":
        return True
    return any(sign in start for sign in _OFFICE)


def _zipped(payload: bytes, name: str, *, wrapped: bool) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > limits.PARTS or unpacked > limits.UNPACKED:
                raise limits.TooLarge(f"{len(parts)} parts of {unpacked} bytes")
            if any(part.flag_bits & 1 for part in parts):
                raise limits.Encrypted(f"{name} needs a password")
            return _reader_of(archive, name, wrapped=wrapped)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise limits.Damaged(f"{name}: {wrong}") from wrong


def _reader_of(archive: zipfile.ZipFile, name: str, *, wrapped: bool) -> Reader:
    """Choose the reader for what was zipped: the parts of a document, or one document whole."""
    names = set(archive.namelist())
    for part, reader in _ZIPPED:
        if part in names:
            return _reader(*reader)
    stated = archive.read("mimetype") if "mimetype" in names else b""
    for kind, reader in _OPEN_DOCUMENTS:
        if stated.startswith(kind):
            return _reader(*reader)
    documents = [part for part in names if part.rpartition(".")[2].lower() in _DOCUMENTS]
    if len(documents) == 1 and not wrapped:
        return _unwrapped(archive.read(documents[0]), documents[0])
    raise limits.UnknownFormat(f"{name} is a zip file with {len(documents)} documents in it, and none itself")


def _unwrapped(document: bytes, name: str) -> Reader:
    """Choose the reader for the one document in a zip file."""
    reader = reader_for(document, "", name, wrapped=True)
    return lambda _zip: reader(document)


def _compound(payload: bytes, name: str) -> Reader:
    streams = Compound(payload).names()
    if "EncryptedPackage" in streams:
        raise limits.Encrypted(f"{name} needs a password")
    for stream, reader in _COMPOUND:
        if stream in streams:
            return _reader(*reader)
    raise limits.UnknownFormat(f"{name} is a compound file, but no DOC and no XLS")
