"""A thread that writes a recording, so that several exchanges share one sync of the disk."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from archive.recording import Kept, Order, Recording

# More at a time would keep the first of them waiting for the work on the last.
_AT_ONCE = 32


class Committing:
    """Keeps what is handed to it in that order; a promise is kept once its record is on the disk."""

    def __init__(self, recording: Recording) -> None:
        """Begin to write, with nothing waiting. The recording belongs to the thread from here on."""
        self.recording = recording
        self._waiting: deque[tuple[Order, Future[Kept | None]]] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")

    def keep(self, order: Order) -> Future[Kept | None]:
        """Promise to write an exchange or a failure; the promise may bring ``NotWritten``."""
        promise: Future[Kept | None] = Future()
        self._waiting.append((order, promise))
        self._thread.submit(self._commit)
        return promise

    def close(self) -> None:
        """Write what waits, then close the recording."""
        self._thread.shutdown()
        self.recording.close()

    def _commit(self) -> None:
        """Write what waits by now, which may be nothing: the commit before took it along."""
        batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), _AT_ONCE))]
        while batch:
            try:
                kept = self.recording.keep_all([order for order, _ in batch])
            except BaseException as error:
                for _, promise in batch:
                    promise.set_exception(error)
                raise
            for (_, promise), result in zip(batch, kept, strict=False):
                promise.set_result(result)
            del batch[: len(kept)]
