"""How much of a document is read before it counts as a bomb."""

PAYLOAD = 64 * 2**20
"""Bytes of the document as archived."""
UNPACKED = 256 * 2**20
"""Bytes that the parts of a zipped document may have together."""
PARTS = 5_000
"""Parts of a zipped document."""
PAGES = 300
"""Pages of a PDF, sheets of a workbook."""
CELLS = 400_000
"""Cells of all tables together, spans expanded."""
CHARACTERS = 8_000_000
"""Characters of all paragraphs and cells together."""
MEMORY = 1536 * 2**20
"""Bytes of address space of the process that reads."""
SECONDS = 60
"""Seconds that the process may take."""


class TooLarge(Exception):
    """A document is larger than any report could be."""


class Encrypted(Exception):
    """A document needs a password."""


class UnknownFormat(Exception):
    """A document is of a format that nothing here reads."""


class Damaged(Exception):
    """A document is not built as its format says."""
