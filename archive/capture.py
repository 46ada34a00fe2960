"""An exchange that is in the archive, with the place where it lies."""

from dataclasses import dataclass, replace
from functools import cached_property

from archive import http


@dataclass(frozen=True, slots=True)
class Original:
    """The capture that a revisit refers to, as its own record names it."""

    url: str
    captured_at: str
    record_id: str
    payload_digest: str


@dataclass(frozen=True)
class Capture:
    """A response record found in a WARC file.

    ``message`` is the HTTP response as received (of a revisit: the head of the new
    response, the body of the capture that it refers to). ``captured_at`` is the
    WARC-Date as printed, ``warc`` the file's name without its folder, ``offset`` and
    ``length`` the record's place in the file in bytes, as stored.
    ``payload_digest`` is as in the record, ``sha1:...``. ``repeats`` is the capture of another
    page that holds the body, where this is a revisit of that.
    """

    url: str
    captured_at: str
    warc: str
    offset: int
    length: int
    record_id: str
    payload_digest: str
    message: bytes
    truncated: str | None = None
    repeats: Original | None = None

    @cached_property
    def headers(self) -> http.Head:
        """The head of the response."""
        return http.read_head(self.message)

    @property
    def status(self) -> int:
        """The status code of the response; 0 where its first line has none."""
        return self.headers.status

    @cached_property
    def payload(self) -> bytes:
        """The decoded body. Raises ``UnknownCoding``."""
        return http.decode(http.entity(self.message, self.headers), self.headers)

    @property
    def media_type(self) -> str:
        """The type that the server declares, lower-case, without parameters; may be empty."""
        declared = self.headers.get(b"content-type") or b""
        return declared.split(b";", 1)[0].strip().lower().decode("latin-1")

    @property
    def declared_charset(self) -> str | None:
        """The charset parameter of Content-Type, as printed, or ``None``."""
        declared = (self.headers.get(b"content-type") or b"").decode("latin-1")
        for parameter in declared.split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None

    @property
    def original(self) -> Original:
        """The capture that holds the body, for revisits to refer to: itself, or the one that it repeats."""
        return self.repeats or Original(self.url, self.captured_at, self.record_id, self.payload_digest)

    def without_bytes(self) -> "Capture":
        """Give the capture as a place in the archive, for who keeps many."""
        return replace(self, message=b"")

    def to_json(self) -> dict[str, object]:
        """Give the place in the archive as the JSON line has it."""
        return {
            "warc": self.warc,
            "offset": self.offset,
            "length": self.length,
            "record_id": self.record_id,
            "captured_at": self.captured_at,
            "payload_digest": self.payload_digest,
        }
