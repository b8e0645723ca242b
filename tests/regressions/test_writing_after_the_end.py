"""A worker that still keeps outputs aside when a build is given up: the folder stayed, and the reason was lost."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.ground.outcome import Output
from generator.store.output_folder import fill
from generator.store.staging import STAGED, Kept, keep

FAILED = CannotBuildError(error("template", "themes/a", START, "it fails", "mend it"))


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
        raise FAILED

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


def test_a_file_that_arrives_while_the_folder_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker was opening when the folder got another name, and what so arrives behind the removal, goes too."""
    late, remove = ["late"], shutil.rmtree

    def removed(folder: Path) -> None:
        if late and folder.name.startswith(STAGED):
            (folder / late.pop()).write_bytes(b"words")
            raise OSError(errno.ENOTEMPTY, "Directory not empty", folder.name)
        remove(folder)

    def outputs(aside: Path) -> Iterator[Kept]:
        yield keep(tmp_path / "out", aside, Output("own.html", b"words"))
        raise FAILED

    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(CannotBuildError, match="it fails"):
        fill(outputs, tmp_path / "out", [])
    assert late == []
    assert not (tmp_path / "out").exists()
