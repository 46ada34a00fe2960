"""Scrapy's middleware that takes content codings away, as the archive's readers take them away."""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from archive.codings import UnknownCoding
from archive.http import Head, decode

_CODING = b"Content-Encoding"


class Compression(HttpCompressionMiddleware):
    """Unpacks a response for the spider to the very bytes that the pipelines read.

    Scrapy's own fails where a coding was declared and never applied, and on br with a library of
    which it cannot ask a limit: a page that the archive can read would not even be handed on.
    """

    def process_response(self, request: Request, response: Response) -> Response:  # type: ignore[override]
        """Unpack a response; one of unknown coding, or too large to unpack, goes on as it came."""
        codings = response.headers.getlist(_CODING)
        if not codings:
            return response
        head = Head(b"", tuple((_CODING, coding) for coding in codings), 0)
        try:
            body = decode(response.body, head, self._max_size)
        except UnknownCoding:
            return response
        if len(body) >= self._max_size:
            return response
        headers = response.headers.copy()
        del headers[_CODING]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        if isinstance(response, TextResponse):
            # The copy asks for it. Nobody reads the charset of packed bytes; to look for one in them
            # took a third of all CPU.
            response._cached_benc = "ascii"
        named = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, headers=headers, body=body, **named)
