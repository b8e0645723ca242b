"""The command that puts an icon on the desktop."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.sites import make_site, story


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with a desktop."""
    made = tmp_path / "home"
    (made / "Desktop").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(made))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site."""
    return make_site(tmp_path / "a site", {"gate.md": story()})


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["shortcut", *map(str, words)])


def test_linux_gets_an_icon_and_an_entry_in_its_menu(root: Path, home: Path) -> None:
    """On Linux a file lies on the desktop and one where the menu looks, both named after the site, and may be run."""
    done = run(root)
    files = [home / "Desktop/quiet-harbour.desktop", home / ".local/share/applications/hearten-quiet-harbour.desktop"]
    assert (done.exit_code, done.output) == (0, "".join(f"Wrote {file}\n" for file in files))
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "\nName=Quiet Harbour\n" in text
        assert f'"desk" "{root}"\n' in text
        assert os.access(file, os.X_OK)
        (icon,) = (line.removeprefix("Icon=") for line in text.splitlines() if line.startswith("Icon="))
        assert Path(icon).is_file()


def test_without_a_desktop_the_menu_is_enough(root: Path, home: Path) -> None:
    """Where there is no desktop, none is made."""
    (home / "Desktop").rmdir()
    assert run(root).exit_code == 0
    assert [path.name for path in home.iterdir()] == [".local"]


def test_without_a_site_the_icon_begins_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Where there is no site, the icon opens the page on which one is made."""
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 0
    assert '"generator" "desk"\n' in (home / "Desktop/hearten.desktop").read_text(encoding="utf-8")


def test_a_mac_gets_a_script_that_runs(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Mac the icon is a script, which calls this Python with the site's folder."""
    monkeypatch.setattr(sys, "platform", "darwin")
    (home / "python").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    (home / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(home / "python"))
    assert run(root).exit_code == 0
    told = subprocess.run([home / "Desktop/quiet-harbour.command"], capture_output=True, text=True, check=True)
    assert told.stdout == f"-P|-m|generator|desk|{root}|"


def test_windows_gets_a_link_without_a_window(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the icon is a link to the Python that opens no window, where there is one."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(home / "python.exe"))
    for name in ("python.exe", "pythonw.exe"):
        (home / name).touch()
        assert run(root, "--out", home).exit_code == 0
        made = (home / "quiet-harbour.lnk").read_bytes()
        words = f"-P -m generator desk {subprocess.list2cmdline([str(root)])}"
        assert (str(home / name).encode("utf-16-le") in made, words.encode("utf-16-le") in made) == (True, True)


def test_a_path_that_no_link_holds_is_told(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python lies too deep in a server for a link of Windows, the command says so, and writes nothing."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", rf"\\server\share\{250 * 'a'}\python.exe")
    done = run(root, "--out", home / "icons")
    assert (done.exit_code, "longer than an icon can hold" in done.output) == (2, True)
    assert not (home / "icons").exists()


def test_no_file_of_anybody_else_is_touched(root: Path, home: Path) -> None:
    """A file of that name that was not made here stays as it is, and the command says so."""
    theirs = home / "Desktop/quiet-harbour.desktop"
    theirs.write_text("[Desktop Entry]\nName=Another\n")
    done = run(root)
    assert (done.exit_code, "was not made here" in done.output, "--out" in done.output) == (2, True, True)
    assert theirs.read_text() == "[Desktop Entry]\nName=Another\n"
    assert not (home / ".local").exists()


def test_an_own_icon_is_written_anew(root: Path, home: Path) -> None:
    """An icon that was made before is brought up to date, and one that is as it is to be is left."""
    run(root, "--out", home)
    assert run(root, "--out", home).output == f"There already: {home / 'quiet-harbour.desktop'}\n"
    icon = home / "quiet-harbour.desktop"
    made = icon.read_bytes()
    icon.write_bytes(made.replace(b"Quiet", b"Other"))
    assert run(root, "--out", home).output == f"Wrote {icon}\n"
    assert icon.read_bytes() == made


def test_a_place_that_cannot_be_written_is_told(root: Path, home: Path) -> None:
    """Where the icon cannot be written, the command names the place and the reason."""
    (home / "file").write_text("")
    done = run(root, "--out", home / "file")
    assert (done.exit_code, str(home / "file") in done.output, "Traceback" in done.output) == (2, True, False)


def test_a_path_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A folder whose name no icon can hold is told, and nothing is written."""
    odd = make_site(tmp_path / os.fsdecode(b"caf\xe9"), {"gate.md": story()})
    done = run(odd, "--out", tmp_path / "icons")
    assert (done.exit_code, "rename the folder" in done.output) == (2, True)
    assert not (tmp_path / "icons").exists()


def test_the_icon_starts_the_program(root: Path, home: Path) -> None:
    """What the icon calls is this program."""
    run(root)
    text = (home / "Desktop/quiet-harbour.desktop").read_text(encoding="utf-8")
    (command,) = (line.removeprefix("Exec=") for line in text.splitlines() if line.startswith("Exec="))
    called = [*shlex.split(command)[:5], "--help"]
    told = subprocess.run(called, capture_output=True, text=True, check=True).stdout
    assert "Open the desk of the site" in told
