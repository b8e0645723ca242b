"""The command that opens the desk: in the browser, once for each site."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import Answering
from tests.builders.sites import make_site, story

PATIENCE = 60  # seconds; only a failing test waits that long
BROWSER = "import sys, pathlib; pathlib.Path(sys.argv[1], sys.argv[2].split(':')[2].split('/')[0]).touch()"

Start = Callable[..., "subprocess.Popen[str]"]


class Desk(Answering):
    """A desk at a port."""

    def __init__(self, port: int) -> None:
        self.port = port


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site."""
    return make_site(tmp_path / "site", {"gate.md": story()})


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the command, with a browser that writes down which port it is to open in the folder “seen”."""
    (tmp_path / "seen").mkdir()
    (tmp_path / "browser.py").write_text(BROWSER)
    environment = os.environ | {
        "HEARTEN_STATE": str(tmp_path / "state"),
        "BROWSER": f"{sys.executable} {tmp_path / 'browser.py'} {tmp_path / 'seen'} %s",
    }
    started: list[subprocess.Popen[str]] = []

    def start(*words: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "generator", "desk", *map(str, words)]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        with process:  # which closes what it said
            process.wait()


def seen(tmp_path: Path) -> int:
    """The port that the browser was told to open, which is forgotten."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for file in (tmp_path / "seen").iterdir():
            file.unlink()
            return int(file.name)
        time.sleep(0.02)
    raise AssertionError("no browser was opened")


def test_a_second_start_opens_the_first_desk(start: Start, root: Path, tmp_path: Path) -> None:
    """The first start opens the desk in the browser and the second one the same desk, until a button ends it."""
    first = start(root)
    port = seen(tmp_path)
    second = start("site")
    said, _ = second.communicate(timeout=PATIENCE)
    assert (second.returncode, said) == (0, f"The desk is open already: http://127.0.0.1:{port}/_desk/\n")
    assert seen(tmp_path) == port
    desk = Desk(port)
    assert "(Quiet Harbour)" in desk.get("/_desk/").text
    assert send(desk, "/_desk/end", hidden(desk, "/_desk/end", "End the desk")).status == 200
    said, _ = first.communicate(timeout=PATIENCE)
    assert (first.returncode, said.splitlines()[-1]) == (0, "Ended.")


def test_a_desk_that_was_killed_is_not_waited_for(start: Start, root: Path, tmp_path: Path) -> None:
    """After the desk was killed, the next start opens a new one."""
    first = start(root)
    seen(tmp_path)
    first.kill()
    first.wait()
    start(root)
    assert "(Quiet Harbour)" in Desk(seen(tmp_path)).get("/_desk/").text


def test_without_a_site_the_desk_asks_for_one(start: Start, tmp_path: Path) -> None:
    """Where there is no site, the page comes on which one is made or opened."""
    start()
    assert "Make a new site" in Desk(seen(tmp_path)).get("/_desk/").text


def test_a_start_without_a_site_opens_the_last_one(start: Start, root: Path, tmp_path: Path) -> None:
    """The icon shows the desk of the site that was open last: a new one, or the one that runs, and never a second."""
    first = start(root)
    port = seen(tmp_path)
    assert start().wait(PATIENCE) == 0
    assert seen(tmp_path) == port
    first.kill()
    first.wait()
    start()
    assert "(Quiet Harbour)" in Desk(seen(tmp_path)).get("/_desk/").text


def test_a_desk_that_still_asks_for_a_site_is_shown_again(start: Start, tmp_path: Path) -> None:
    """Two starts without any site show one desk."""
    start()
    port = seen(tmp_path)
    assert start().wait(PATIENCE) == 0
    assert seen(tmp_path) == port


def test_a_last_site_that_was_moved_is_asked_for(start: Start, root: Path, tmp_path: Path) -> None:
    """Where the folder of the last site is not there any more, the first page says so, and opens no other."""
    start(root)
    send(desk := Desk(seen(tmp_path)), "/_desk/end", hidden(desk, "/_desk/end", "End the desk"))
    root.rename(tmp_path / "elsewhere")
    start()
    page = Desk(seen(tmp_path)).get("/_desk/").text
    assert f"is not at {root} any more" in page


def test_a_folder_that_is_no_site_is_told(tmp_path: Path) -> None:
    """A folder that is named and holds no site is an error with its remedy."""
    done = CliRunner().invoke(main, ["desk", str(tmp_path)])
    assert (done.exit_code, "site.yaml" in done.output, "hearten new" in done.output) == (2, True, True)
