"""Scrapy's middleware that takes content codings away, without its detour."""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse

from archive.gzip_members import unpack


class Compression(HttpCompressionMiddleware):
    """Nobody reads the encoding of a body that is still packed, so nobody has to detect it.

    Scrapy asks for it when it copies the response, and where no header names a charset it looks
    for one in the packed bytes: a third of all CPU. The unpacked response finds its own.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Unpack a response."""
        if isinstance(response, TextResponse) and b"Content-Encoding" in response.headers:
            response._cached_benc = "ascii"
        return super().process_response(request, response)

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        """Take one coding away: one sound gzip member by the engine of the archive, else as Scrapy does."""
        if encoding in {b"gzip", b"x-gzip"}:
            whole = unpack(body, max_size or 1 << 40)
            if whole and not whole[1]:
                return whole[0]
        return HttpCompressionMiddleware._decode(body, encoding, max_size)
