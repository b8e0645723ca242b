"""A Dask cluster that work is shared with: what travels is packed here once, and is bytes to Dask.

Dask looks into what it is given, at each value for others that it stands for, and would send a work along with every
chunk. A work holds the whole theme, about as much as a chunk does, so it goes once to every worker, and stays there.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

from distributed import Client

from generator.ground.workers import seldom_collecting

P = ParamSpec("P")
R = TypeVar("R")
PATIENCE = 10  # seconds for a cluster to answer


class NoClusterError(ValueError):
    """A cluster that cannot be had, and why."""


class Cluster(Executor):
    """The workers of the cluster whose scheduler is at ``address``. Raises NoClusterError where there are none.

    ``workers`` is how many there are when it is called.
    """

    def __init__(self, address: str) -> None:
        try:
            self.client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]  # it is typed in parts
        except (OSError, TimeoutError, ValueError) as e:
            raise NoClusterError(f"no Dask cluster answers at {address} ({e})") from None
        self.workers = len(self.client.nthreads())  # type: ignore[no-untyped-call]  # the same
        if not self.workers:
            self.client.close()  # type: ignore[no-untyped-call]  # the same
            raise NoClusterError(f"the Dask cluster at {address} has no workers; start some: dask worker {address}")
        self.given: Executor = self.client.get_executor(pure=False)  # type: ignore[no-untyped-call]  # the same
        self.work: object = None
        self.sent: Any = None

    def submit(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Have ``work`` done by some worker, which is sent it once for all calls in a row."""
        if work is not self.work:
            packed = pickle.dumps(work)
            self.sent = self.client.scatter(packed, broadcast=True, hash=False)  # type: ignore[no-untyped-call]  # the same
            self.work = work
        made = self.given.submit(_done, self.sent, pickle.dumps((args, kwargs)))
        opened: Future[R] = Future()
        made.add_done_callback(partial(_open, opened))
        return opened

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  # as of every executor
        """Leave the cluster to others."""
        self.client.close()  # type: ignore[no-untyped-call]  # the same


def _done(work: bytes, arguments: bytes) -> bytes:
    args, kwargs = pickle.loads(arguments)  # noqa: S301  # packed by this program
    with seldom_collecting():
        return pickle.dumps(pickle.loads(work)(*args, **kwargs))  # noqa: S301  # the same


def _open(opened: Future[Any], made: Future[bytes]) -> None:
    try:
        opened.set_result(pickle.loads(made.result()))  # noqa: S301  # the same
    except BaseException as e:  # whatever it is, it is told to who waits
        opened.set_exception(e)
