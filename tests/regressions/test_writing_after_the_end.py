"""A worker that still keeps outputs aside when a build is given up: the folder stayed, and the reason was lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.ground.outcome import Output
from generator.store.output_folder import Kept, fill, keep


@pytest.mark.parametrize("time", range(10))
def test_the_folder_goes_and_the_reason_is_told(tmp_path: Path, time: int) -> None:
    """What a worker writes when a build into a new folder is given up neither keeps the folder nor hides the reason."""
    out, over = tmp_path / f"out-{time}", threading.Event()

    def work(aside: Path) -> None:
        for n in range(1_000_000):
            try:
                keep(out, aside, Output(f"{n}.html", b"words"))
            except OSError:
                return
            if over.is_set():
                return

    def outputs(aside: Path) -> Iterator[Kept]:
        worker = threading.Thread(target=work, args=(aside,))
        worker.start()
        workers.append(worker)
        for n in range(50):
            yield keep(out, aside, Output(f"own-{n}.html", b"words"))
        raise CannotBuildError(error("template", "themes/a", START, "it fails", "mend it"))

    workers: list[threading.Thread] = []
    try:
        with pytest.raises(CannotBuildError, match="it fails"):
            fill(outputs, out, [])
        assert not out.exists()
    finally:
        over.set()
        for worker in workers:
            worker.join()
    assert not out.exists()
