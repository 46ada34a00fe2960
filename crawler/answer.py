"""A response for Scrapy made from a capture."""

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive import http
from archive.capture import Capture


def response_of(capture: Capture, request: Request) -> Response:
    """Answer a request with archived bytes; the content coding stays on, as from the wire."""
    headers = Headers()
    for name, value in capture.headers.fields:
        headers.appendlist(name, value)
    body = http.entity(capture.message, capture.headers)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
    return kind(request.url, status=capture.status, headers=headers, body=body)


def validators_of(capture: Capture) -> dict[str, bytes]:
    """Give the request headers that ask whether a capture is still current (RFC 9110 section 13.1)."""
    if capture.status != 200:
        return {}
    pairs = {
        "If-None-Match": capture.headers.get(b"etag"),
        "If-Modified-Since": capture.headers.get(b"last-modified"),
    }
    return {name: value for name, value in pairs.items() if value}
