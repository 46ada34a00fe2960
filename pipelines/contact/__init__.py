"""Whom a report names for questions about it, with address and numbers."""

from pipelines.contact.contact import Contact
from pipelines.contact.find import read_contact

__all__ = ["Contact", "read_contact"]
