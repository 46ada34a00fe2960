"""The workers of a Dask cluster (extra: Dask), to whom pure functions are given."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any


class NoWorkers(OSError):
    """There is no cluster to be had; the message says why."""


@contextmanager
def workers_of(scheduler: str, on_this_machine: int, threads: int = 1) -> Iterator[Any]:
    """Give a client of a cluster; ``local`` starts so many workers on this machine.

    Raises:
        NoWorkers: Dask is not installed, or the scheduler does not answer.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise NoWorkers(f"a cluster needs Dask, the extra `scale`: {error}") from error
    with ExitStack() as stack:
        address = scheduler
        if scheduler == "local":
            address = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=on_this_machine, threads_per_worker=threads, dashboard_address=None
                )
            )
        try:
            client = stack.enter_context(distributed.Client(address))
        except (OSError, ValueError) as error:
            raise NoWorkers(f"no scheduler of a cluster answers at {scheduler}: {error}") from error
        yield client
