"""The parser of responses, as lenient as browsers are."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.http_headers import InvalidHeaderName


class LenientChunks(_ChunkedTransferDecoder):
    """Twisted's decoder, for which a size with blanks round it, or an odd extension, would be the end.

    RFC 9112 section 7.1.1 has blanks before an extension; older servers pad every size with them.
    """

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802  # Twisted's name
        end = self._buffer.find(b"\r\n")
        if end >= 0:
            self._buffer[:end] = self._buffer[:end].partition(b";")[0].strip(b" \t")
            self._start = 0
        return super()._dataReceived_CHUNK_LENGTH()


class LenientParser(_LenientHTTPClientParser):
    """Scrapy's parser, for which an odd line in a head would be the end of a sound page.

    No state of its own, so that an object can become one.
    """

    # Of one line; Twisted's 16 kB is less than some servers' Set-Cookie or policies.
    MAX_LENGTH = 1 << 20
    _transferDecoders = {b"chunked": LenientChunks}  # noqa: N815, RUF012  # as Twisted has it

    def statusReceived(self, status: bytes) -> Any:  # noqa: ANN401, N802  # Twisted's
        """Read a first line whose parts more than one blank may part."""
        return super().statusReceived(b" ".join(status.split(None, 2)))

    def headerReceived(self, name: bytes, value: bytes) -> Any:  # noqa: ANN401, N802  # Twisted's
        """Take a field; one whose name is none is passed over, and so is a coding of transfer but chunked."""
        name = name.strip(b" \t")
        if name.lower() == b"transfer-encoding":
            value = value.rpartition(b",")[2].strip()  # the last says where the message ends (RFC 9112, 6.3)
            if value.lower() != b"chunked":
                return None
        try:
            return super().headerReceived(name, value)
        except InvalidHeaderName:
            return None
