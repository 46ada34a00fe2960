"""The download handler that archives every exchange before anyone sees its response."""

from datetime import UTC, datetime
from functools import partial
from time import monotonic

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, TunnelError
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.web.client import ResponseFailed

from archive.capture import Capture
from archive.exchange import Exchange, Failure
from archive.http import split_interim
from archive.warc import target_uri
from archive.warc_file import NotWritten
from crawler.addresses import host_of
from crawler.answer import response_of, validators_of
from crawler.asking import AskingAgent, HostAgent
from crawler.connect_to import MappedPool, read_rules
from crawler.open_hours import OpenHours
from crawler.recorder import Recorder
from crawler.retry_after import RetryAfter
from crawler.turns import Turns
from crawler.walls import Walls
from crawler.wire import MARKER, Reels, Tape, TapedFactory

# The class of a failure without a response, by the exception that Scrapy raises for it.
_FAILURES: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (TunnelError, "proxy"),
)
# The reason of WARC-Truncated, by the exception that ended the reading of a response.
_TRUNCATIONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "time"),
    (DownloadCancelledError, "length"),
)


class NotArchived(IgnoreRequest):
    """A capture could not be written, so nobody may see its response."""


class CapturingHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with a tape on its connections and an archive behind it.

    ``request.meta["capture"]`` is the capture of the response that it gives. The pool's
    factory is the seam: Scrapy replaces it too, to build its own lenient protocol.
    """

    lazy = True

    def __init__(self, crawler: Crawler, recorder: Recorder) -> None:
        """Put the taped pool in the place of Scrapy's."""
        super().__init__(crawler)
        self._recorder = recorder
        self._reels = Reels()
        self._walls = crawler.get_extension(Walls)
        self._turns = Turns(crawler)
        self._open_hours = crawler.get_downloader_middleware(OpenHours)
        self._retry_after = RetryAfter(crawler.settings.getfloat("RETRY_AFTER_MAX"))
        from twisted.internet import reactor  # noqa: PLC0415  # importing it installs one

        pool = MappedPool(reactor, read_rules(crawler.settings.get("CONNECT_TO") or ""))
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        pool._factory = partial(TapedFactory, self._reels)  # type: ignore[assignment]  # called like the class
        self._pool = pool
        self._agents: dict[float, HostAgent] = {}

    async def download_request(self, request: Request) -> Response:
        """Exchange, archive, and only then answer; a page that did not change is answered as kept.

        Raises:
            NotArchived: the archive could not be written; the run ends.
        """
        answered = self._recorder.answered(request)
        if answered is not None:
            request.meta["capture"] = answered
            return response_of(answered, request)
        host = host_of(request.url)
        async with self._turns.of(host):
            if self._walls:
                self._walls.check(request)
            await self._retry_after.wait(host)
            if self._open_hours:
                self._open_hours.process_request(request)
            return await self._ask(request, host)

    async def _ask(self, request: Request, host: str) -> Response:
        earlier = self._recorder.earlier(target_uri(request.url)) if request.method == "GET" else None
        response = await self._exchange(request, earlier)
        self._retry_after.note(host, response)
        capture: Capture | None = request.meta.get("capture")
        if response.status == 304 and earlier is not None and capture is earlier:
            return response_of(earlier, request)
        return response

    async def _exchange(self, request: Request, earlier: Capture | None) -> Response:
        marker, begun, start = self._reels.begin(), datetime.now(UTC), monotonic()
        extra = {**(validators_of(earlier) if earlier else {}), MARKER.decode(): marker}
        extra = {name: value for name, value in extra.items() if name not in request.headers}
        request.headers.update(extra)
        try:
            response = await self._download(request)
        except BaseException as error:
            await self._keep(request, begun, self._reels.end(marker).tapes, error, earlier)
            raise
        finally:  # a redirect or a retry copies the request, and must not inherit them
            for name in extra:
                request.headers.pop(name, None)
        self._recorder.seconds.setdefault(request.meta.get("site", ""), []).append(monotonic() - start)
        await self._keep(request, begun, self._reels.end(marker).tapes, None, earlier)
        return response

    async def _download(self, request: Request) -> Response:
        """Do as Scrapy's handler does, with an agent that makes less anew."""
        agent = AskingAgent(
            self._agents,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

    async def _keep(
        self,
        request: Request,
        begun: datetime,
        tapes: list[Tape],
        error: BaseException | None,
        earlier: Capture | None,
    ) -> None:
        request.meta.pop("capture", None)
        try:
            for tape in tapes[:-1]:  # Twisted lost a stale connection and tried again by itself
                if tape.sent:
                    await self._keep_tape(request, tape, None, None)
            if tapes and tapes[-1].received:
                await self._keep_tape(request, tapes[-1], error, earlier)
            elif error is not None:
                sent = bytes(tapes[-1].sent) if tapes else b""
                peer = tapes[-1].peer if tapes else None
                failure = Failure(request.url, begun, kind_of(error), str(error) or repr(error), sent, peer)
                await self._recorder.keep_failure(failure, request)
        except NotWritten as unwritten:
            self._recorder.give_up(str(unwritten))
            raise NotArchived(f"{request.url} is not archived: {unwritten}") from unwritten

    async def _keep_tape(
        self, request: Request, tape: Tape, error: BaseException | None, earlier: Capture | None
    ) -> None:
        interim, response = split_interim(tape.taken())
        url, sent = request.url.partition("#")[0], bytes(tape.sent)
        if not response:
            words = f"the connection ended before a response; {len(interim)} bytes of 1xx responses came"
            failure = Failure(url, tape.started_at, "disconnect", words, sent, tape.peer, interim)
            await self._recorder.keep_failure(failure, request)
            return
        exchange = Exchange(
            url=url,
            started_at=tape.started_at,
            request=sent,
            response=response,
            interim=interim,
            surplus=tape.surplus,
            peer=tape.peer,
            protocols=tape.protocols,
            cipher=tape.cipher,
            certificate=tape.certificate,
            truncated=_truncated(tape, error),
        )
        request.meta["capture"] = (await self._recorder.keep(exchange, request, earlier)).capture


def kind_of(error: BaseException) -> str:
    """Name the class of a failure without a response."""
    reasons = getattr(error.__cause__, "reasons", ()) if isinstance(error.__cause__, ResponseFailed) else ()
    if isinstance(error, SSL.Error) or any(reason.check(SSL.Error) for reason in reasons):
        return "tls"
    return _first(_FAILURES, error, "disconnect" if reasons else "error")


def _truncated(tape: Tape, error: BaseException | None) -> str | None:
    if tape.whole:
        return None
    return _first(_TRUNCATIONS, error, "unspecified" if tape.refused else "disconnect")


def _first(
    table: tuple[tuple[type[BaseException], str], ...], error: BaseException | None, other: str
) -> str:
    return next((word for kind, word in table if isinstance(error, kind)), other)
