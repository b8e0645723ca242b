"""Pure work spread over processes: on this machine's cores, or over any other executor.

Small work is done here, since starting a process takes as long as reading a hundred stories.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache, partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")
U = TypeVar("U")
FEW = 200
CHUNK = 32
TURN = 0.001  # seconds after which the thread that takes results may interrupt; until then who made them waits
AHEAD = 2  # chunks for each worker that are handed out before their turn, so that none waits and few are in memory
LEAST = 4  # items in the smallest chunks


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


def start_method() -> str:
    """How a process is started beside this one, as `multiprocessing` names it; Python's own choice differs by version.

    A fork has all that is loaded here, and starts many times faster than a process that has to load it. But it has one
    thread alone, and waits for ever for a lock that another held: where there are others, a server forks that never had
    any. Elsewhere than on Linux, the system's own libraries may have threads that nobody sees.
    """
    if sys.platform != "linux":
        return "spawn"
    return "fork" if threading.active_count() == 1 else "forkserver"


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
        from generator.ground.cluster import Cluster, NoClusterError
    except ImportError:
        raise NoCrewError("Dask is not installed; pip install 'hearten[dask]' installs it") from None
    try:
        cluster = Cluster(address)
    except NoClusterError as e:
        raise NoCrewError(str(e)) from None
    crew = Crew(workers or cluster.workers, cluster)
    crew.started.enter_context(cluster)
    return crew


class Crew(AbstractContextManager["Crew"]):
    """Does work in chunks, in order: this process and others beside it, or an ``executor`` that is given.

    ``workers`` is how many processes share the work, this one among them.
    """

    def __init__(self, workers: int = 1, executor: Executor | None = None) -> None:
        self.workers = workers
        self.executor = executor
        self.beside: Executor | None = None
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
        here: Callable[[Sequence[R]], Sequence[U]],
        at_once: int | None = None,
        few: int | None = None,
    ) -> Iterator[U]:
        """What comes of each item, in their order: what ``here`` makes of what ``work`` makes of it.

        Both take a chunk and give a result for each in it, or one for all. ``work`` may be done anywhere, ``here`` only
        on this machine. ``ready`` makes of a chunk what can be sent to another process, shortly before it is.
        ``at_once`` items are a chunk, and fewer than ``few`` are all done here, where the work is of another size than
        most.
        """
        at_once = at_once or CHUNK
        # A cluster takes longer to hear of a chunk than others take to end.
        chunks = map(ready, _cut(items, at_once, self.workers if self.executor is None else 0))
        both = partial(_both, work, here)
        made: Iterator[Sequence[U]]
        if self.executor is not None:
            made = map(here, _shared(work, chunks, self.executor, self.workers, helping=False))
        elif self.workers < 2 or len(items) < (few or FEW):
            made = map(both, chunks)
        else:
            made = _shared(both, chunks, self._beside(), self.workers - 1, helping=True)
        for results in made:
            yield from results

    def _beside(self) -> Executor:
        if self.beside is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            method = start_method()
            context = get_context(method)
            if method == "forkserver":  # it loads what is loaded here once, so that not each of its forks does
                context.set_forkserver_preload([n for n in sys.modules if n.partition(".")[0] == "generator"])
            self.started.callback(sys.setswitchinterval, sys.getswitchinterval())
            sys.setswitchinterval(TURN)
            self.beside = self.started.enter_context(ProcessPoolExecutor(self.workers - 1, context, _begin))
        return self.beside


def _cut(items: Sequence[S], at_once: int, workers: int) -> Iterator[Sequence[S]]:
    """Items in chunks: of workers on this machine, the last ones are smaller, so that none waits long for another."""
    start = 0
    while start < len(items):
        size = max(LEAST, (len(items) - start) // (2 * AHEAD * workers)) if workers else at_once
        end = start + min(at_once, size)
        yield items[start:end]
        start = end


def _both(
    work: Callable[[Sequence[T]], Sequence[R]], here: Callable[[Sequence[R]], Sequence[U]], chunk: Sequence[T]
) -> Sequence[U]:
    return here(work(chunk))


def _shared(
    work: Callable[[Sequence[T]], Sequence[R]],
    chunks: Iterator[Sequence[T]],
    executor: Executor,
    workers: int,
    *,
    helping: bool,
) -> Iterator[Sequence[R]]:
    """The results of chunks, in their order, made by ``workers`` of an executor.

    Where this process is ``helping``, it makes others while the next one is made elsewhere. What is lost with a
    worker or a cluster that has ended, for want of memory or otherwise, is made here.
    """
    parcel, most = _Parcel(work), 2 * AHEAD * (workers + 1)
    waiting: deque[tuple[Future[Sequence[R]], Sequence[T]]] = deque()
    while True:
        while len(waiting) < most and sum(not made.done() for made, _ in waiting) < AHEAD * workers:
            if (chunk := next(chunks, None)) is None:
                break
            try:
                waiting.append((executor.submit(parcel, chunk), chunk))
            except Exception:  # whatever its own name for that is, there is no executor any more
                waiting.append((_made_here(work, chunk), chunk))
        if not waiting:
            return
        if helping and len(waiting) < most and not waiting[0][0].done() and (chunk := next(chunks, None)) is not None:
            waiting.append((_made_here(work, chunk), chunk))
            continue
        made, chunk = waiting.popleft()
        try:
            results = made.result()
        except Exception:  # lost with its worker; what is wrong with the work itself comes up here again
            results = work(chunk)
        yield results


class _Parcel(Generic[T, R]):
    """Work that is sent to other processes again and again: packed once here, and unpacked once there."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self.packed = pickle.dumps(work)

    def __call__(self, chunk: Sequence[T]) -> Sequence[R]:
        """Do the work."""
        done: Sequence[R] = _unpacked(self.packed)(chunk)
        return done


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Callable[[Sequence[Any]], Sequence[Any]]:
    work: Callable[[Sequence[Any]], Sequence[Any]] = pickle.loads(packed)  # noqa: S301  # packed by this program
    return work


def _made_here(work: Callable[[Sequence[T]], Sequence[R]], chunk: Sequence[T]) -> Future[Sequence[R]]:
    """A result, or what went wrong, which is told in its turn."""
    from concurrent.futures import Future

    made: Future[Sequence[R]] = Future()
    try:
        made.set_result(work(chunk))
    except Exception as e:  # whatever it is, it is raised when its turn comes
        made.set_exception(e)
    return made


def _begin() -> None:
    """Leave Ctrl-C to the process that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collecting().__enter__()  # for as long as it lives
