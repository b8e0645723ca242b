"""Work spread over processes makes the same site, wherever they are."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from generator.cli.main import main
from generator.ground import cluster, workers
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import Crew, NoCrewError, called
from generator.store.cache import FILE, FOLDER
from tests.builders.sites import TODAY, make_site, story, tree


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few stories, one of them with an error."""
    stories = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-{n:02}") for n in range(1, 13)}
    return make_site(tmp_path_factory.mktemp("site"), stories | {"broken.md": "---\ntitle: [\n---\n"})


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even this little work is spread."""
    monkeypatch.setattr(workers, "FEW", 2)
    monkeypatch.setattr(workers, "CHUNK", 3)


def built(site: Path, out: Path, crew: Crew) -> dict[str, bytes]:
    """What a crew makes of a site, from nothing."""
    (site / FOLDER / FILE).unlink(missing_ok=True)
    return tree(build(Target(site, "web", TODAY, out), Stages(), crew).out)


@given(st.integers(0, 500), st.integers(1, 64), st.integers(0, 16))
def test_chunks(count: int, at_once: int, many: int) -> None:
    """All items are in chunks, in their order, none larger than it may be; on this machine the last are small."""
    chunks = [*workers._cut(range(count), at_once, many)]
    assert [*chain.from_iterable(chunks)] == [*range(count)]
    assert all(0 < len(chunk) <= at_once for chunk in chunks)
    assert not many or all(len(chunk) <= workers.LEAST for chunk in chunks[-1:])


def test_processes(site: Path, tmp_path: Path) -> None:
    """One process and two make the same bytes."""
    assert built(site, tmp_path / "one", Crew(1)) == built(site, tmp_path / "two", Crew(2))


# Builds in a process without threads, which may be forked, says how it started others, and ends where one was lost.
STARTED = """
import os, sys
from concurrent.futures import Future
from generator.ground import workers
from generator.cli.main import main

def start_method():
    print(method)
    return method

def result(future):
    return os._exit(9) if future.exception() else waited(future)

method, waited, Future.result = sys.argv.pop(), Future.result, result
workers.FEW, workers.CHUNK, workers.start_method = 2, 3, start_method
main()
"""


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_ways_to_start_a_process(method: str, site: Path, tmp_path: Path) -> None:
    """However a process is started, by fork, by a server of forks or anew, the bytes are those of one process."""
    alone = built(site, tmp_path / "alone", Crew(1))
    (site / FOLDER / FILE).unlink()
    command = [sys.executable, "-c", STARTED, "build", "--source", str(site), "--out", str(tmp_path / "spread")]
    command += ["--workers", "3", "--today", str(TODAY), method]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, method), done.stderr
    assert tree(tmp_path / "spread") == alone


def test_no_fork_beside_a_thread() -> None:
    """Where another thread runs, which may hold a lock that nobody frees in a fork, no process is forked."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert workers.start_method() != "fork"
    done.set()
    thread.join()


def test_a_dask_cluster(site: Path, tmp_path: Path) -> None:
    """A Dask cluster of two workers makes the same bytes."""
    # Without an address, it would take a port of its own choice, and warn where another program has it.
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster:  # type: ignore[no-untyped-call]  # it has no types
        spread = built(site, tmp_path / "spread", called(None, f"dask:{cluster.scheduler_address}"))
    assert spread == built(site, tmp_path / "alone", Crew(1))


def _end(chunk: Sequence[int]) -> Sequence[int]:
    """Work during which the system ends the process, unless it is the one that gave the work."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return chunk


def test_work_that_is_lost_is_done_here() -> None:
    """Where a worker is ended while it works, the process that gave the work does it, and all that is left."""
    with Crew(2) as crew:
        assert list(crew.each(_end, range(100), list, list)) == list(range(100))


def test_what_fails_elsewhere_is_told_here(site: Path, tmp_path: Path) -> None:
    """A fault of a template that shows only in a worker is told with its place, as any other."""
    place = site / "themes" / "hearten" / "templates" / "notes.html"
    place.parent.mkdir(parents=True)
    place.write_text("{{ nothing.here }}", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["build", "--source", str(site), "--out", str(tmp_path / "out"), "--workers", "2", "--today", str(TODAY)]
    )
    place.unlink()
    assert (done.exit_code, "themes/hearten/templates/notes.html:1" in done.output) == (2, True)


@pytest.mark.parametrize("executor", ["slurm:x", "dask", "dask:", "dask:tcp://127.0.0.1:1"])
def test_no_such_crew(executor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An executor that is not known or does not answer is told, with how to write it."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(NoCrewError):
        called(None, executor)
