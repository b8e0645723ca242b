"""The files in start/, by which somebody begins who has nothing of hearten yet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.builders.example import ROOT
from tests.builders.previews import Answering
from tests.builders.wheels import built

START = ROOT / "start"
FILES = ("linux.sh", "macos.command", "windows.bat")
PATIENCE = 120  # seconds; only a failing test waits that long
TOOLS = ("sh", "dirname", "basename", "uname", "sed", "cat", "mkdir", "tail")
BROWSER = "import sys, pathlib; pathlib.Path(sys.argv[1], sys.argv[2].split(':')[2].split('/')[0]).touch()"


class Desk(Answering):
    """A desk at a port."""

    def __init__(self, port: int) -> None:
        self.port = port


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The only folder of programs that is known; without Python."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    return folder


@pytest.fixture
def environment(tmp_path: Path, programs: Path) -> dict[str, str]:
    """A person's computer, with a browser that writes down which port it is to open in the folder “seen”."""
    for name in ("home", "seen"):
        (tmp_path / name).mkdir()
    (tmp_path / "browser.py").write_text(BROWSER)
    return {
        "PATH": str(programs),
        "HOME": str(tmp_path / "home"),
        "HEARTEN_STATE": str(tmp_path / "state"),
        "BROWSER": f"{sys.executable} {tmp_path / 'browser.py'} {tmp_path / 'seen'} %s",
        # What hearten needs is found where the tests have it, and asked for nowhere.
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_IGNORE_INSTALLED": "1",
    }


def with_python(programs: Path) -> None:
    python = programs / "python3"
    python.write_text(f'#!{shutil.which("sh")}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)


def fetched(tmp_path: Path) -> Path:
    """What somebody has fetched and unpacked: the files to begin with, and a wheel beside them."""
    shutil.copytree(START, tmp_path / "with spaces")
    (tmp_path / "dist").mkdir()
    shutil.copy(built(tmp_path / "dist"), tmp_path / "with spaces")
    return tmp_path / "with spaces"


def seen(folder: Path, process: subprocess.Popen[str]) -> int:
    """The port that the browser was told to open, which is forgotten."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for file in folder.iterdir():
            file.unlink()
            return int(file.name)
        time.sleep(0.05)
    raise AssertionError(process.communicate()[0])


def test_from_what_was_fetched_to_the_desk(tmp_path: Path, programs: Path, environment: dict[str, str]) -> None:
    """On Linux, one double click installs the wheel beside the file, puts an icon there and opens the desk."""
    with_python(programs)
    folder = fetched(tmp_path)
    with subprocess.Popen(
        [folder / "linux.sh"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            desk = Desk(seen(tmp_path / "seen", process))
            assert "Make a new site" in desk.get("/_desk/").text
            # A second start needs neither Python nor a net, and finds the desk.
            (programs / "python3").unlink()
            second = subprocess.run([folder / "linux.sh"], env=environment, capture_output=True, text=True, check=True)
            assert f"The desk is open already: http://127.0.0.1:{desk.port}/_desk/\n" in second.stdout
            assert "Installing" not in second.stdout
        finally:
            process.kill()
    icon = tmp_path / "home/.local/share/applications/hearten.desktop"
    assert f'Exec="{tmp_path}/home/.local/share/hearten/program/bin/python' in icon.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["linux.sh", "macos.command"])
def test_without_python_it_says_what_to_install(name: str, programs: Path, environment: dict[str, str]) -> None:
    """Where there is no Python and no uv, the file says what to install, and leaves nothing behind."""
    done = subprocess.run([START / name], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "needs Python 3.11 or newer. Install it first" in done.stdout) == (1, True)
    assert list(Path(environment["HOME"]).iterdir()) == []


def test_alone_it_says_that_something_is_missing(tmp_path: Path, environment: dict[str, str]) -> None:
    """A file that was taken out of what was fetched says so."""
    shutil.copy(START / "linux.sh", tmp_path)
    done = subprocess.run([tmp_path / "linux.sh"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "Unpack everything that you fetched" in done.stdout) == (1, True)


def test_what_went_wrong_is_told(tmp_path: Path, programs: Path, environment: dict[str, str]) -> None:
    """Where hearten cannot be installed, the file says why, and the next start tries again."""
    with_python(programs)
    shutil.copytree(START, tmp_path / "start")
    (tmp_path / "start/hearten-1.0-py3-none-any.whl").write_bytes(b"no wheel")
    for _ in range(2):
        done = subprocess.run(
            [tmp_path / "start/linux.sh"], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "could not be installed. Is this computer online?" in done.stdout) == (1, True)
        assert "hearten-1.0-py3-none-any.whl" in done.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_no_place_to_fetch_from(name: str) -> None:
    """What is installed comes from wherever pip or uv are set to look: no file names an address."""
    assert "://" not in (START / name).read_text(encoding="utf-8")


def test_files_are_as_their_systems_want_them() -> None:
    """The files for Linux and macOS may be run, and the one for Windows has its line ends, in signs that all know."""
    assert {path.name for path in START.iterdir()} == set(FILES)
    assert all(os.access(START / name, os.X_OK) for name in FILES[:2])
    batch = (START / "windows.bat").read_bytes()
    assert (batch.count(b"\n"), batch.isascii()) == (batch.count(b"\r\n"), True)
