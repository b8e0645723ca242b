"""Measure what a build on a Dask cluster needs for a story and where, and say what more workers would make of it.

    .venv/bin/python -m bench.cluster MAKE_CORPUS [--stories 1000] [--measure 1 2] [--workers 16 100] [--latency 0.001]

MAKE_CORPUS is the path of make_corpus.py. A site is made below .tools/cluster and built by workers of this machine; for
each work that is shared (reading, rendering, …) it counts tasks and bytes, and the processors' time of the building
process, of the scheduler and of the workers. `seconds` is the model; what it says of the numbers of workers that were
measured stands beside what was.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Client
from distributed.deploy.subprocess import SubprocessCluster

from bench.corpus import make
from generator.build import build
from generator.content import sources
from generator.ground.cluster import Cluster
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import AHEAD, Crew, cores
from generator.store.cache import FOLDER
from tests.builders.example import ROOT

PLACE = ROOT / ".tools" / "cluster"
NETWORK = 125e6  # bytes a second of a network of 1 Gbit/s, each way


@dataclass(slots=True)
class Shared:
    """One work that is shared: tasks, bytes to the workers and back, and seconds of processors."""

    begun: float
    tasks: int = 0
    up: int = 0
    down: int = 0
    builder: float = 0.0
    scheduler: float = 0.0
    workers: float = 0.0


@dataclass(slots=True)
class Measured:
    """A build: seconds on the clock, those of the building process alone, and every work that was shared."""

    stories: int
    wall: float = 0.0
    alone: float = 0.0
    shared: list[Shared] = field(default_factory=list)


class Counting(Executor):
    """An executor that counts what goes through it to the workers of a client."""

    def __init__(self, given: Executor, client: Client, found: Measured) -> None:
        self.given, self.client, self.found = given, client, found
        self.work: object = None
        self.before = self._elsewhere()

    def submit(self, done: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Have it done, and count it to its work."""
        work, packed = args
        if work is not self.work:
            self.close()
            self.work = work
            self.found.shared.append(Shared(time.process_time()))
        of = self.found.shared[-1]
        of.tasks += 1
        of.up += len(packed)
        made: Future[bytes] = self.given.submit(done, *args)

        def count(made: Future[bytes]) -> None:
            of.down += len(made.result())
            of.builder = time.process_time() - of.begun

        made.add_done_callback(count)
        return made

    def close(self) -> None:
        """Count what others have used to the work that has ended."""
        now = self._elsewhere()
        if self.found.shared:
            of = self.found.shared[-1]
            of.scheduler, of.workers = now[0] - self.before[0], now[1] - self.before[1]
        self.before = now

    def _elsewhere(self) -> tuple[float, float]:
        of_workers = self.client.run(time.process_time).values()
        return self.client.run_on_scheduler(time.process_time), sum(of_workers)  # type: ignore[no-untyped-call]  # the same


def measured(root: Path, workers: int) -> Measured:
    """Build a site from nothing with so many workers of this machine, which have loaded the program before."""
    found = Measured(0)
    with SubprocessCluster(n_workers=workers, worker_kwargs={"nthreads": 1}) as there:
        there.wait_for_workers(workers)
        with Cluster(there.scheduler_address) as cluster:
            given = cluster.given
            for _ in range(2):
                for made in ("public", FOLDER):
                    shutil.rmtree(root / made, ignore_errors=True)
                found = Measured(sum(1 for _ in (root / "stories").glob("*.md")))
                cluster.given = counting = Counting(given, cluster.client, found)
                start, used = time.perf_counter(), time.process_time()
                build(Target(root, "web", sources.today(), root / "public"), Stages(), Crew(workers, cluster))
                found.wall = time.perf_counter() - start
                # What follows the last result of the last work, writing the last files, is counted to being alone.
                found.alone = time.process_time() - used - sum(of.builder for of in found.shared)
                counting.close()
    return found


def seconds(of: Measured, stories: int, workers: int, latency: float, machines: int | None = None) -> float:
    """How long a build takes by the model, with so many workers, each a processor of its own.

    A shared work goes on as fast as the slowest of four: the building process, which packs, unpacks and keeps; the
    workers, who wait where a task is shorter than the way there and back (`latency`, seconds) and `AHEAD` is not
    enough; the scheduler; and the scheduler's network, through which all bytes go in and out. ``machines`` are the
    processors where all share a few.
    """
    times = stories / of.stories
    total = of.alone * times
    for one in of.shared:
        task = one.workers / one.tasks
        waiting = max(task, (task + latency) / AHEAD) * one.tasks / workers
        limits = [one.builder, waiting, one.scheduler, (one.up + one.down) / NETWORK]
        if machines is not None:
            limits.append((one.builder + one.workers + one.scheduler) / machines)
        total += max(limits) * times
    return total


def table(of: Measured, numbers: Sequence[int], latency: float) -> Iterator[str]:
    """What was measured for a story, and what the model says of 10,000 and 1,000,000 stories."""
    n = of.stories
    yield "| work | tasks | bytes there | bytes back | building process | scheduler | workers | limit from |"
    yield "|---|---|---|---|---|---|---|---|"
    for number, one in enumerate(of.shared, 1):
        limit = one.workers / max(one.builder, one.scheduler, (one.up + one.down) / NETWORK)
        yield (
            f"| {number} | {one.tasks} | {one.up / n:,.0f} | {one.down / n:,.0f} | {one.builder / n * 1000:.2f} ms | "
            f"{one.scheduler / n * 1000:.2f} ms | {one.workers / n * 1000:.2f} ms | {limit:.0f} workers |"
        )
    yield f"| alone | | | | {of.alone / n * 1000:.2f} ms | | | |"
    yield ""
    yield "| stories | " + " | ".join(f"{w} workers" for w in numbers) + " |"
    yield "|---" * (len(numbers) + 1) + "|"
    for stories in (10_000, 1_000_000):
        cells = [f"{seconds(of, stories, w, latency):,.0f} s" for w in numbers]
        yield f"| {stories:,} | " + " | ".join(cells) + " |"


def main() -> int:
    """Measure, check the model, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maker", type=Path, metavar="MAKE_CORPUS")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--measure", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 16, 100])
    parser.add_argument("--latency", type=float, default=0.001, help="seconds there and back")
    asked = parser.parse_args()
    root = make(asked.maker, PLACE, asked.stories)
    runs = {workers: measured(root, workers) for workers in asked.measure}
    first = next(iter(runs.values()))
    print(*table(first, asked.workers, asked.latency), sep="\n")
    print("\n| workers | measured | by the model, of the first measurement, on these processors |\n|---|---|---|")
    for workers, run in runs.items():
        told = seconds(first, asked.stories, workers, asked.latency, cores())
        print(f"| {workers} | {run.wall:.1f} s | {told:.1f} s |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
