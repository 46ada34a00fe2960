"""The faults a rule can name: each turns an answer into a delivery that goes wrong in one way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .wire import Answer

CHALLENGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><script>var _$ts={nsd:52841,cp:'a1'};"
    "(function(){document.cookie='acw_sc__v3='+(_$ts.nsd*7).toString(16);location.reload();})();"
    "</script></head><body></body></html>"
)
SOFT_404 = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>页面不存在</title></head><body>"
    "<div class='error'><h1>抱歉，您访问的页面不存在或已被删除</h1>"
    "<p>5秒后自动返回<a href='/'>首页</a></p></div></body></html>"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the bytes of an answer leave: when, how fast, and where they stop."""

    answer: Answer
    fault: str | None = None
    before_head: float = 0.0
    drip_bytes: int = 0
    drip_pause: float = 0.0
    cut_after: int | None = None  # bytes of framed body; then the connection is closed
    reset: bool = False  # nothing is sent, the connection is reset


Fault = Callable[[Answer, str, Mapping[str, Any]], Delivery]


def _page(answer: Answer, status: int, html: str) -> Answer:
    page = Answer(status, (), html.encode("utf-8"))
    for name in ("Server", "Date"):
        if (value := answer.header(name)) is not None:
            page = page.add_header(name, value)
    return page.add_header("Content-Type", "text/html; charset=utf-8")


def _slow(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer, before_head=options.get("seconds", 1.0))


def _drip(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer, drip_bytes=options.get("bytes", 512), drip_pause=options.get("seconds", 0.05))


def _cut(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer, cut_after=options.get("after", len(answer.body) // 2))


def _status(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    status = int(options.get("status", 503))
    page = _page(answer, status, options.get("body", f"<html><body><h1>{status}</h1></body></html>"))
    if "retry_after" in options:
        page = page.add_header("Retry-After", str(options["retry_after"]))
    return Delivery(page)


def _challenge(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    page = _page(answer, int(options.get("status", 412)), CHALLENGE)
    return Delivery(page.add_header("Set-Cookie", "acw_tc=0a1b2c3d; Path=/; HttpOnly"))


def _soft_404(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    return Delivery(_page(answer, 200, SOFT_404))


def _redirect(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    page = _page(answer, int(options.get("status", 302)), "")
    return Delivery(page.add_header("Location", options.get("location", "/")))


def _redirect_loop(answer: Answer, target: str, _options: Mapping[str, Any]) -> Delivery:
    page = _page(answer, 302, "").add_header("Set-Cookie", "__jsluid_h=4f2c; Path=/")
    return Delivery(page.add_header("Location", target))


def _header_bytes(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    raw = b"X-Site-Name: " + str(options.get("text", "深圳政府在线")).encode("gbk")
    return Delivery(replace(answer, raw_headers=(*answer.raw_headers, raw)))


def _charset(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer.with_header("Content-Type", f"text/html; charset={options.get('charset', 'gbk')}"))


def _chunked(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    chunks = replace(answer, framing="chunked", chunk_size=options.get("bytes", 700))
    return Delivery(
        replace(
            chunks,
            chunk_extension=options.get("extension", ";node=7"),
            trailers=tuple(options.get("trailers", {"X-Served-In": "0.012"}).items()),
        )
    )


def _gzip(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer.gzipped())


def _gzip_chunked(answer: Answer, _: str, options: Mapping[str, Any]) -> Delivery:
    return Delivery(replace(answer.gzipped(), framing="chunked", chunk_size=options.get("bytes", 700)))


def _http_1_0(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    return Delivery(replace(answer.without_header("Connection"), version="1.0", framing="close"))


def _no_reason(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    return Delivery(replace(answer, reason=""))


def _odd_case(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    headers = tuple((_swing(name), value) for name, value in answer.headers)
    return Delivery(replace(answer, headers=headers))


def _swing(name: str) -> str:
    return "".join(c.upper() if place % 2 else c.lower() for place, c in enumerate(name))


def _duplicate_cookie(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    cookie = "SESSION=8f14e45f; Path=/; HttpOnly"
    return Delivery(answer.add_header("Set-Cookie", cookie).add_header("Set-Cookie", cookie))


def _reset(answer: Answer, _: str, _options: Mapping[str, Any]) -> Delivery:
    return Delivery(answer, reset=True)


FAULTS: Mapping[str, Fault] = {
    "slow": _slow,
    "drip": _drip,
    "cut": _cut,
    "status": _status,
    "challenge": _challenge,
    "soft-404": _soft_404,
    "redirect": _redirect,
    "redirect-loop": _redirect_loop,
    "header-bytes": _header_bytes,
    "charset": _charset,
    "chunked": _chunked,
    "gzip": _gzip,
    "gzip-chunked": _gzip_chunked,
    "http-1.0": _http_1_0,
    "no-reason": _no_reason,
    "odd-case": _odd_case,
    "duplicate-cookie": _duplicate_cookie,
    "reset": _reset,
}
