"""HTTP/1.x framing read from bytes: head, transfer coding, content coding."""

from dataclasses import dataclass

from archive.codings import CODINGS, NONE, UnknownCoding

# RFC 9112 section 5.1 wants CRLF, section 2.2 lets a recipient accept a bare LF.
_ENDS = (b"\r\n\r\n", b"\n\n", b"\n\r\n")
_MOST_CODINGS = 4


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one message: its first line, its fields in order, and where it ends.

    ``fields`` keep the case and the bytes of the wire. ``size`` is the number of bytes
    up to the first byte of the body.
    """

    first_line: bytes
    fields: tuple[tuple[bytes, bytes], ...]
    size: int

    @property
    def status(self) -> int:
        """The status code; 0 where the first line has none."""
        parts = self.first_line.split(None, 2)
        return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and len(parts[1]) == 3 else 0

    def get(self, name: bytes) -> bytes | None:
        """Give the first value of a field, whatever the case of its name."""
        wanted = name.lower()
        return next((value for field, value in self.fields if field.lower() == wanted), None)

    def get_all(self, name: bytes) -> list[bytes]:
        """Give every value of a field in the order of the wire."""
        wanted = name.lower()
        return [value for field, value in self.fields if field.lower() == wanted]


def read_head(message: bytes) -> Head:
    """Read the head of a message. A head without an end is the whole of the bytes."""
    at, gap = len(message), 0
    for end in _ENDS:  # the others are looked for before the first one found, not all through the body
        if (found := message.find(end, 0, at + len(end) - 1)) >= 0:
            at, gap = found, len(end)
    first_line, *lines = message[:at].replace(b"\r\n", b"\n").split(b"\n")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and fields:  # obs-fold, RFC 9112 section 5.2
            name, value = fields[-1]
            fields[-1] = (name, value + b" " + line.strip())
        elif b":" in line:
            name, value = line.split(b":", 1)
            fields.append((name.strip(), value.strip()))
    return Head(first_line, tuple(fields), at + gap)


def is_chunked(head: Head) -> bool:
    """Tell whether ``chunked`` is the last transfer coding (RFC 9112 section 6.1)."""
    codings = b",".join(head.get_all(b"transfer-encoding")).lower().split(b",")
    return codings[-1].strip() == b"chunked"


def dechunk(body: bytes) -> bytes:
    """Take the chunk framing away; a body that ends early gives what it has."""
    return _read_chunks(body)[0]


def chunks_end(body: bytes) -> bool:
    """Tell whether the last chunk, the one of size 0, is there."""
    return _read_chunks(body)[1]


def _read_chunks(body: bytes) -> tuple[bytes, bool]:
    data, at = [], 0
    while (eol := body.find(b"\n", at)) >= 0:
        digits = body[at:eol].split(b";", 1)[0].strip()
        try:
            size = int(digits, 16)
        except ValueError:
            data.append(body[at:])  # not chunked after all: keep what is there
            return b"".join(data), at == 0
        if size <= 0:
            return b"".join(data), True
        data.append(body[eol + 1 : eol + 1 + size])
        at = eol + 1 + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(data), False


def entity(message: bytes, head: Head) -> bytes:
    """Give the entity body: transfer coding taken away, content coding left on.

    This is what WARC's payload digest is over (iipc/warc-specifications#22).
    """
    body = message[head.size :]
    return dechunk(body) if is_chunked(head) else body


def decode(body: bytes, head: Head, limit: int = 1 << 28) -> bytes:
    """Take the content codings away, innermost last, giving at most ``limit`` bytes.

    A transfer coding besides ``chunked`` (RFC 9112 section 7.2; no crawler asks for it) lies round them.

    Raises:
        UnknownCoding: for a coding that is not in ``CODINGS``, and for more than any server applies.
    """
    named = b",".join((*head.get_all(b"content-encoding"), *head.get_all(b"transfer-encoding")))
    codings = [coding for each in named.lower().split(b",") if (coding := each.strip()) not in NONE]
    if len(codings) > _MOST_CODINGS:
        raise UnknownCoding(f"of {len(codings)} layers")
    for coding in reversed(codings):
        if coding not in CODINGS:
            raise UnknownCoding(coding.decode("latin-1"))
        body = CODINGS[coding](body, limit)
    return body


def split_interim(received: bytes) -> tuple[bytes, bytes]:
    """Part the 1xx responses that came first from the final one (RFC 9110 section 15.2).

    101 is final: the protocol is another one after it.
    """
    at = 0
    while True:
        head = read_head(received[at:])
        if not (100 <= head.status < 200 and head.status != 101):
            return received[:at], received[at:]
        at += head.size
