"""The text of a DOCX document."""

import io

from docx import Document

from pipelines.attachments.text import AttachmentText
from pipelines.attachments.wordprocessing import text_of_body


def read_docx(payload: bytes) -> AttachmentText:
    """Read the paragraphs and tables of a document."""
    return text_of_body(Document(io.BytesIO(payload)).element.body)
