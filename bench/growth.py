"""Measure how what a site needs grows with its stories, and print the table of docs/growth.md.

    .venv/bin/pip install bm25s
    .venv/bin/python -m bench.growth MAKE_CORPUS [--stories 100 1000 10000]

MAKE_CORPUS is the path of make_corpus.py. Sites are made and built below .tools/growth, each command in a process of
its own, whose processors' time and most memory (maximum resident set size) are told. Between two sizes stands the
exponent k: ten times the stories need 10^k times as much. Of n log n it is 1.18, 1.12 and 1.10 between 100 and 100,000.
The figures of each size are kept beside its site, and the table is of all that are there, so that a large one can be
measured alone. Needs Linux's /proc, and the Chromium that scripts/browser.py found.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.corpus import make, queries
from bench.lighthouse import serve
from bench.search import Built, weigh_ours
from generator.content import sources
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.store.cache import FILE, FOLDER, Cache
from tests.browser.conftest import FLAGS, program
from tests.builders.example import ROOT

PLACE = ROOT / ".tools" / "growth"
WEIGHED = 20  # queries
EVERY = 0.2  # seconds between two questions to the desk
UNITS = {"kB": 1000, "MiB": 1024, "s": 1}
# A story that the site never had, to look for.
OTHER = """---
title: The lighthouse keeper's spare umbrella
date: 2026-01-02
author: Somebody made up
summary: An umbrella that nobody had asked for turned out to be of use.
topics: [hope]
consent: {status: given, given: 2026-01-01, scope: [web], record: R-999999}
---

This story is made up. We walked along the mole in the rain and shared one umbrella, and neither of us said much until
we had reached the lamp. It was the first walk of that year, and not the last one.
"""
# Runs a command of the program in this process, which tells at its end what it used, in seconds and KiB.
RUN = """
import atexit, os, re, sys
from generator.cli.main import main

def used():
    status = open("/proc/self/status", encoding="ascii").read()
    print(sum(os.times()[:2]), re.search("VmHWM:\\s*([0-9]+)", status)[1], file=open(3, "w"))

atexit.register(used)
main()
"""
Figures = dict[str, tuple[float, str]]


def measured(what: str, *arguments: str | Path) -> Iterator[tuple[str, tuple[float, str]]]:
    """Run a command of the program; gives its processors' time and its most memory."""
    # What wait4 tells of memory has in it what the process that started the command held.
    with tempfile.NamedTemporaryFile() as told:
        command = ["sh", "-c", 'exec "$@" 3>"$0" >/dev/null 2>&1', told.name, sys.executable, "-c", RUN]
        done = subprocess.run([*command, *map(str, arguments)], check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{what} ended with {done.returncode}")
        seconds, kibibytes = told.read().decode().split()
    yield f"{what}: processors", (float(seconds), "s")
    yield f"{what}: memory", (float(kibibytes), "MiB")


def of_search(root: Path) -> Iterator[tuple[str, tuple[float, str]]]:
    """Bytes, compressed, until five results of two words, median of some queries; and of the whole index as it lies."""
    cache = Cache.copied(root / FOLDER / FILE)
    site = prepare(Target(root, "web", sources.today()), Run(cache)).site
    cache.close(done=False)
    texts = [query.text for query in queries(site, WEIGHED, words=(2,), seed=5)]
    out = root / "public"
    with serve(out) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("browser"), args=list(FLAGS))
        five, _, _ = weigh_ours(browser, Built(site, out, 0, 0, {}), address, texts)
        browser.close()
    yield "search: until five results", (float(five), "kB")
    index = [file.stat().st_size for file in (out / "search").iterdir() if file.suffix == ".js"]
    yield "search: whole index", (float(sum(index)), "kB")
    yield "search: files of the index", (float(len(index)), "")


def of_desk(root: Path) -> Iterator[tuple[str, tuple[float, str]]]:
    """What the desk needs to its first page, from its start, and for the same page again."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), "--source", str(root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            page = _asked(port, patience=1800)
            first = _processors(process.pid)
            _asked(port)
            again = _processors(process.pid) - first
            lines = dict(line.split(":", 1) for line in Path(f"/proc/{process.pid}/status").read_text().splitlines())
        finally:
            process.send_signal(signal.SIGINT)
    yield "desk, first page: processors", (first, "s")
    yield "desk, the same again: processors", (again, "s")
    yield "desk: its bytes", (float(len(page)), "kB")
    yield "desk: memory", (float(lines["VmHWM"].split()[0]), "MiB")


def _asked(port: int, patience: float = 60) -> bytes:
    start = time.monotonic()
    while time.monotonic() - start < patience:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
            connection.request("GET", "/_desk/")
            answer = connection.getresponse()
            page = answer.read()
            if answer.status == 200:
                return page
        except OSError:
            pass
        time.sleep(EVERY)
    raise SystemExit("the desk never answered")


def _processors(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def figures(root: Path) -> Iterator[tuple[str, tuple[float, str]]]:
    """Everything for one site, from a build from nothing on."""
    other, taken, fresh = root / "other.md", root / "taken.zip", root / "fresh"
    for made in ("public", FOLDER, "fresh"):
        shutil.rmtree(root / made, ignore_errors=True)
    other.write_text(OTHER, encoding="utf-8")
    fresh.mkdir()
    shutil.copy(root / "site.yaml", fresh)
    yield from measured("build", "build", "--quiet", "--workers", "1", "--source", root)
    yield from of_search(root)
    yield from of_desk(root)
    yield from measured("consent list", "consent", "list", "--source", root)
    yield from measured("bundle", "bundle", "--source", root, "--out", root / "copy.zip")
    yield "bundle: its bytes", (float((root / "copy.zip").stat().st_size), "kB")
    yield from measured("residue", "residue", root / "public", "--of", other)
    yield from measured("export", "export", "wxr", "--source", root, "--out", taken)
    yield from measured("import", "import", taken, "--into", fresh, "--yes")


def table(found: dict[int, Figures]) -> Iterator[str]:
    """A row for each figure: its value at each size, and the exponent between neighbours."""
    sizes = sorted(found)
    yield "| what | " + " | ".join(f"{n:,} | k" for n in sizes)[:-4] + " |"
    yield "|---" * (2 * len(sizes)) + "|"
    for what in found[sizes[0]]:
        cells = []
        for before, n in zip([None, *sizes], sizes, strict=False):
            if before is not None:
                ratio = found[n][what][0] / max(found[before][what][0], 1e-9)
                cells.append(f"{math.log(max(ratio, 1e-9)) / math.log(n / before):.2f}")
            value, unit = found[n][what]
            cells.append(f"{value / UNITS.get(unit, 1):,.{2 if unit == 's' else 0}f} {unit}".strip())
        yield f"| {what} | " + " | ".join(cells) + " |"


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maker", type=Path, metavar="MAKE_CORPUS")
    parser.add_argument("--stories", type=int, nargs="*", default=[100, 1000, 10_000])
    asked = parser.parse_args()
    for n in asked.stories:
        root = make(asked.maker, PLACE, n)
        kept: Figures = {}
        for what, figure in figures(root):
            kept[what] = figure
            print(f"{n:,} {what}: {figure[0]:,.2f} ({figure[1]})", file=sys.stderr, flush=True)
        (root / "figures.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
    places = {int(place.parent.name): place for place in PLACE.glob("*/figures.json")}
    print(*table({n: json.loads(place.read_text(encoding="utf-8")) for n, place in places.items()}), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
