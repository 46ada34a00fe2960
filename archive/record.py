"""One WARC record: named fields, a block, and its bytes (ISO 28500:2017 section 4)."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime

VERSION = "WARC/1.1"
_GAP = b"\r\n\r\n"


class DamagedRecord(ValueError):
    """Bytes that are no whole WARC record; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record's fields in the order of the file, with its block as stored."""

    version: str
    fields: tuple[tuple[str, str], ...]
    block: bytes

    def get(self, name: str) -> str | None:
        """Give the first value of a field; names are case-insensitive (section 4)."""
        wanted, size = name.lower(), len(name)
        for field, value in self.fields:
            if len(field) == size and field.lower() == wanted:
                return value
        return None

    @property
    def type(self) -> str:
        """The WARC-Type; empty where the record has none."""
        return self.get("WARC-Type") or ""

    @property
    def target(self) -> str:
        """The WARC-Target-URI without the angle brackets that older tools put round it."""
        return (self.get("WARC-Target-URI") or "").removeprefix("<").removesuffix(">")


def new_id() -> str:
    """Give a fresh WARC-Record-ID."""
    # As uuid.uuid4() makes one (RFC 9562 section 5.4), without an object in between.
    number = bytearray(os.urandom(16))
    number[6] = number[6] & 0x0F | 0x40
    number[8] = number[8] & 0x3F | 0x80
    digits = number.hex()
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}>"


def print_date(moment: datetime) -> str:
    """Print an aware moment as WARC-Date with microseconds (section 5.4)."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def serialise(fields: list[tuple[str, str]], block: bytes) -> bytes:
    """Give the bytes of a record; Content-Length is added as the last field."""
    lines = [VERSION, *(f"{name}: {value}" for name, value in fields), f"Content-Length: {len(block)}"]
    return b"".join(("\r\n".join(lines).encode(), _GAP, block, _GAP))


def serialise_record(record: Record) -> bytes:
    """Give the bytes of a record that was read, its fields in their order and spelling."""
    lines = [record.version, *(f"{name}: {value}" for name, value in record.fields)]
    return b"".join(("\r\n".join(lines).encode(), _GAP, record.block, _GAP))


_LENGTH = re.compile("[0-9]{1,18}")
_FIRST_LINE = re.compile(rb"WARC/\d+\.\d+", re.IGNORECASE)
# The line ends of other tools can lack the CR, or have two.
_BLANK_LINE = re.compile(rb"\r*\n\r*\n")


def read_fields(head: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Read the version line with the named fields under it.

    Raises:
        DamagedRecord: where the first line is no WARC version.
    """
    first, *lines = (line.rstrip(b"\r") for line in head.rstrip(b"\r\n").split(b"\n"))
    if not _FIRST_LINE.fullmatch(first.strip()):
        raise DamagedRecord(f"the record begins with {first[:40]!r}, not with a WARC version line")
    fields: list[tuple[str, str]] = []
    for line in lines:
        text = line.decode("utf-8", "backslashreplace")
        if text[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}".strip())
        else:
            name, colon, value = text.partition(":")
            if not colon:
                raise DamagedRecord(f"the header line {text[:60]!r} has no colon")
            fields.append((name, value.strip()))
    return first.strip().decode(), tuple(fields)


def split_head(data: bytes) -> tuple[bytes, int]:
    """Give the header part of a record with the offset at which its block begins."""
    blank = _BLANK_LINE.search(data)
    if blank is None:
        raise DamagedRecord(f"no end of the record's header within {len(data)} bytes")
    return data[: blank.start()], blank.end()


def split(data: bytes) -> tuple[Record, bytes]:
    """Read the record that the bytes begin with, and give what follows its block.

    Raises:
        DamagedRecord: for a missing or wrong length, or a header that is none.
    """
    head, at = split_head(data)
    version, fields = read_fields(head)
    length = Record(version, fields, b"").get("Content-Length")
    if length is None or not _LENGTH.fullmatch(length):
        raise DamagedRecord(f"Content-Length is {length!r}, not a number")
    block = data[at : at + int(length)]
    if len(block) < int(length):
        raise DamagedRecord(f"Content-Length is {length} but only {len(block)} bytes follow")
    return Record(version, fields, block), data[at + int(length) :]


def parse(data: bytes) -> Record:
    """Read one whole record, which the bytes hold with nothing before or after it.

    Raises:
        DamagedRecord: for a missing or wrong length, or a header that is none.
    """
    record, rest = split(data)
    if rest.strip(b"\r\n"):
        raise DamagedRecord(f"{len(rest)} bytes follow a block of Content-Length {len(record.block)}")
    return record
