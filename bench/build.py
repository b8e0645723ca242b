"""Time builds of large made-up sites beside those of other generators, in one run; prints docs/performance.md's table.

    .venv/bin/python -m bench.build MAKE_CORPUS PEERS [--stories 100 1000 10000] [--runs 3] [--peers hugo pelican]

MAKE_CORPUS is the path of make_corpus.py, and PEERS a folder as bench/peers.py describes it. Sites are made and built
below .tools/build. Every figure is the median of so many runs, with the lowest and the highest.

"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import make
from bench.peers import Maker, ours, theirs
from tests.builders.example import ROOT

PLACE = ROOT / ".tools" / "build"
NAMES = ["hugo", "pagefind", "pelican", "eleventy"]
EVERY = 0.02  # seconds between two looks at memory


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds on the clock, seconds of processors, and the most memory of all its processes."""

    wall: float
    cpu: float
    mebibytes: float


def run(maker: Maker) -> Run:
    """Run a build and watch it."""
    before, start, most = os.times(), time.perf_counter(), [0.0]
    for command in maker.commands:
        process = subprocess.Popen(command, cwd=maker.root, env=maker.environment, stdout=subprocess.DEVNULL)
        watch = threading.Thread(target=_watch, args=(process, most))
        watch.start()
        if process.wait() != 0:
            raise SystemExit(f"{maker.name} could not build")
        watch.join()
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, most[0])


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        start = time.perf_counter()
        most[0] = max(most[0], sum(_memory(pid) for pid in _family(process.pid)))
        # Looking at much memory takes long, and must not slow down what is looked at.
        time.sleep(max(EVERY, 20 * (time.perf_counter() - start)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> float:
    """What a process has to itself, and its share of what it shares (PSS), in MiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def clean(maker: Maker) -> None:
    """Remove everything that builds have made."""
    for name in maker.made:
        path = maker.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def edit(maker: Maker, number: int) -> None:
    """Add a sentence to one story."""
    stories = sorted(maker.stories.rglob("*.md"))
    with stories[len(stories) // 2].open("a", encoding="utf-8") as f:
        f.write(f"\nThe kettle boiled for the {number}. time.\n")
    time.sleep(0.1)  # as long as anybody needs from saving to building


def measured(makers: Sequence[Maker], runs: int, before: Callable[[Maker, int], None]) -> Iterator[str]:
    """A row for each maker, their runs taking turns. The last cell holds the first maker's time in this one's."""
    found: dict[str, list[Run]] = {maker.name: [] for maker in makers}
    for n in range(runs):
        for maker in makers:
            before(maker, n)
            found[maker.name].append(run(maker))
    middle = {name: statistics.median(r.wall for r in of) for name, of in found.items()}
    for name, of in found.items():
        walls = [r.wall for r in of]
        yield (
            f"{name} | {middle[name]:.2f} s ({min(walls):.2f} to {max(walls):.2f}) | "
            f"{statistics.median(r.cpu for r in of):.1f} s | {max(r.mebibytes for r in of):,.0f} MiB | "
            f"{middle[makers[0].name] / middle[name]:.2f}"
        )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maker", type=Path, metavar="MAKE_CORPUS")
    parser.add_argument("peers", type=Path, metavar="PEERS")
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", dest="names", nargs="+", choices=NAMES, default=NAMES)
    chosen = parser.parse_args()
    print("| stories | build | generator | on the clock | processors | memory | ours in theirs |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for stories in chosen.stories:
        corpus = make(chosen.maker, PLACE, stories)
        makers = [ours(corpus), *theirs(corpus, chosen.peers, chosen.names)]
        cases: list[tuple[str, Callable[[Maker, int], None], list[Maker]]] = [
            ("from nothing", lambda maker, _: clean(maker), makers),
            ("nothing changed", lambda _maker, _n: None, [maker for maker in makers if maker.again]),
            ("one story edited", edit, [maker for maker in makers if maker.again]),
        ]
        for name, before, of in cases:
            for row in measured(of, chosen.runs, before):
                print(f"| {stories:,} | {name} | {row} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
