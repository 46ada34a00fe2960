"""Attached documents as sources: their text and their tables, page by page."""

from pipelines.attachments.fence import read_attachment
from pipelines.attachments.image_only import image_only
from pipelines.attachments.text import AttachmentText, Line, PagedTable

__all__ = ["AttachmentText", "Line", "PagedTable", "image_only", "read_attachment"]
