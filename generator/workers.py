"""Pure work spread over processes: on this machine's cores, or over any other executor.

Small work is done here, since starting a process takes as long as reading a hundred stories.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")
FEW = 200
CHUNK = 64
PATIENCE = 10  # seconds for a cluster to answer
AHEAD = 3  # chunks for each worker that are handed out before their turn, so that none waits and few are in memory


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom: a build holds most of what it makes to its end, and looking through it takes long."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class NoCrewError(ValueError):
    """An executor that cannot be had, and why."""


def called(workers: int | None, executor: str | None) -> Crew:
    """The crew that a command asks for: so many processes of this machine, or a cluster as ``dask:ADDRESS``.

    Raises NoCrewError if the cluster does not answer or its library is not installed.
    """
    if executor is None:
        return Crew(workers or cores())
    kind, _, address = executor.partition(":")
    if kind != "dask" or not address:
        raise NoCrewError(f"“{executor}” names no cluster; write it like dask:tcp://127.0.0.1:8786")
    try:
        from distributed import Client
    except ImportError:
        raise NoCrewError("Dask is not installed; pip install 'hearten[dask]' installs it") from None
    try:
        client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]  # distributed is typed in parts
    except (OSError, TimeoutError, ValueError) as e:
        raise NoCrewError(f"no Dask cluster answers at {address} ({e})") from None
    crew = Crew(workers or max(1, len(client.scheduler_info()["workers"])), client.get_executor())  # type: ignore[no-untyped-call]  # the same
    crew.started.callback(client.close)
    return crew


class Crew(AbstractContextManager["Crew"]):
    """Does work in chunks, in order. ``workers`` is how many processes to start where none are given."""

    def __init__(self, workers: int = 1, executor: Executor | None = None) -> None:
        self.workers = workers
        self.executor = executor
        self.started = ExitStack()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send home those that were called here."""
        self.started.close()

    def each(
        self,
        work: Callable[[Sequence[T]], Sequence[R]],
        items: Sequence[S],
        ready: Callable[[Sequence[S]], Sequence[T]],
    ) -> Iterator[R]:
        """The results of ``work``, which takes a chunk of items and gives a result for each, in the order of items.

        ``ready`` makes of a chunk what can be sent to another process, shortly before it is.
        """
        if self.executor is None and (self.workers < 2 or len(items) < FEW):
            for start in range(0, len(items), CHUNK):
                yield from work(ready(items[start : start + CHUNK]))
            return
        executor = self._executor()
        chunks = (ready(items[start : start + CHUNK]) for start in range(0, len(items), CHUNK))
        waiting: deque[Future[Sequence[R]]] = deque()
        for chunk in islice(chunks, self.workers * AHEAD):
            waiting.append(executor.submit(work, chunk))
        while waiting:
            results = waiting.popleft().result()
            waiting.extend(executor.submit(work, chunk) for chunk in islice(chunks, 1))
            yield from results

    def _executor(self) -> Executor:
        if self.executor is None:
            from concurrent.futures import ProcessPoolExecutor

            self.executor = self.started.enter_context(ProcessPoolExecutor(self.workers, initializer=_begin))
        return self.executor


def _begin() -> None:
    """Leave Ctrl-C to the process that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collecting().__enter__()  # for as long as it lives
