"""The parser of responses, lenient about chunk sizes as browsers are."""

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web.http import _ChunkedTransferDecoder


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
    """Scrapy's parser with the lenient decoder; no state of its own, so that an object can become one."""

    _transferDecoders = {b"chunked": LenientChunks}  # noqa: N815, RUF012  # as Twisted has it
