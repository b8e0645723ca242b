"""Measure how much memory a recording takes on its ways; prints the table of docs/performance.md.

    .venv/bin/python -m bench.recordings [MEGABYTES]

A site with one recording of four seconds, and one with one of so many megabytes (480), are made below a temporary
folder. Each way is gone in a process of its own, whose most memory (maximum resident set size) is told.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.build import build
from generator.bundle import bundle
from generator.checking import residue
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.plan.bundle_terms import BundleTerms
from generator.preview.http.byte_ranges import ByteSpan
from generator.preview.http.served_recordings import OpenRecording
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY
from tests.builders.told_stories import MP3, VTT, told_site

# A frame of MPEG audio, layer III, at 320 kbit/s and 44,100 Hz, in which nothing is heard.
FRAME = b"\xff\xfb\xe0\xc4" + bytes(1040)
SECONDS = 1152 / 44_100
CUE = 20  # seconds
WITH_SOUND = BundleTerms(recordings=("audio",))


def large_site(root: Path, megabytes: int) -> Path:
    """The site of tests with one recording, which has so many megabytes, and captions from its beginning to its end."""
    told_site(root)
    frames = megabytes * 1_000_000 // len(FRAME)
    with (root / MP3).open("wb") as file:
        file.writelines(FRAME for _ in range(frames))
    cues = (
        f"{_clock(at)} --> {_clock(at + CUE)}\nThe kettle sang for the {at}th second.\n" for at in _beginnings(frames)
    )
    (root / VTT).write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")
    return root


def _beginnings(frames: int) -> range:
    return range(0, int(frames * SECONDS) - CUE, CUE)


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def _built(root: Path) -> None:
    build(Target(root, "web", TODAY, root / "public"), Stages())


def _packed(root: Path, form: bundle.Format) -> None:
    out = root / f"copy-{form}"
    bundle.make(root, out, form, WITH_SOUND, TODAY, TODAY, Stages())
    bundle.check(out, None, TODAY, TODAY)


def _played(root: Path) -> None:
    live = LiveSite(root, "web", TODAY)
    paths = live.reading.pages if live.reading else ()
    clip = next(found for path in paths if (found := live.clip(path)) is not None)
    opened = OpenRecording(clip)
    for _ in opened.pieces(ByteSpan(0, clip.of.size)):
        pass
    opened.let_go()


def _looked_through(root: Path) -> None:
    traces = residue.read_traces(root / "stories/kettle.md")
    residue.look(root / "public", traces)


WAYS: dict[str, Callable[[Path], None]] = {
    "build": _built,
    "a copy as a zip archive, made and looked at": lambda root: _packed(root, "zip"),
    "a copy as a folder, made and looked at": lambda root: _packed(root, "folder"),
    "an EPUB, made and looked at": lambda root: _packed(root, "epub"),
    "the preview's player": _played,
    "a look for what is left": _looked_through,
}


def _most_memory(way: str, root: Path, to: multiprocessing.SimpleQueue[int]) -> None:
    WAYS[way](root)
    to.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def measured(way: str, root: Path) -> int:
    """The most memory of a way, in KiB."""
    context = multiprocessing.get_context("spawn")
    found = context.SimpleQueue()
    process = context.Process(target=_most_memory, args=(way, root, found))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{way}: it ended with {process.exitcode}")
    return found.get()


def main(megabytes: int = 480) -> None:
    """Print the table."""
    print(f"| way | with 4 seconds | with {megabytes} MB | more |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        small, large = told_site(Path(folder, "small")), large_site(Path(folder, "large"), megabytes)
        for way in WAYS:
            before, after = (measured(way, root) / 1024 for root in (small, large))
            print(f"| {way} | {before:.0f} MiB | {after:.0f} MiB | {after - before:.0f} MiB |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
