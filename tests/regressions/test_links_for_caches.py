"""Where the cache's folder or file was a link, a build cut off and overwrote whatever file it led to."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.preview.site.last_build import last_build
from generator.store import cache_file
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.caches import journal_naming, run_in
from tests.builders.sites import TODAY, built, make_site, story, tree

THESIS = b"All that somebody wrote in three years.\n" * 100
STORIES = {"a.md": story("A gate"), "b.md": story("A bench")}
Put = Callable[[Path, Path], object]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built once."""
    root = make_site(tmp_path / "site", STORIES)
    built(root)
    return root


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build from nothing makes of the site."""
    return tree(built(make_site(tmp_path_factory.mktemp("clean"), STORIES)).out)


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    """A file that is the user's and has nothing to do with the site."""
    file = tmp_path / "thesis.txt"
    file.write_bytes(THESIS)
    return file


def a_link(at: Path, to: Path) -> None:
    at.symlink_to(to)


def a_link_to_nothing(at: Path, to: Path) -> None:
    at.symlink_to(to.with_name("nothing"))


def a_second_name(at: Path, to: Path) -> None:
    at.hardlink_to(to)


def a_pipe(at: Path, to: Path) -> None:
    os.mkfifo(at)


def a_socket(at: Path, to: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(at))


def a_folder(at: Path, to: Path) -> None:
    at.mkdir()
    (at / "mine").write_bytes(THESIS)


def a_device(at: Path, to: Path) -> None:
    at.symlink_to("/dev/zero")


EVERY_KIND = [a_link, a_link_to_nothing, a_second_name, a_pipe, a_socket, a_folder, a_device]


def outside(site: Path) -> dict[str, bytes]:
    """Every file beside the site."""
    return {path: data for path, data in tree(site.parent).items() if not path.startswith("site/")}


@pytest.mark.parametrize("put", EVERY_KIND)
@pytest.mark.parametrize("name", ["", FILE, f"{FILE}-journal", f"{FILE}-wal", f"{FILE}-shm", "CACHEDIR.TAG"])
def test_nothing_is_followed(
    site: Path, thesis: Path, clean: dict[str, bytes], put: Put, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands where the cache is to be, a build, a preview and a look leave it as it is."""
    place = site / FOLDER / name if name else site / FOLDER
    monkeypatch.chdir(site)
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    put(place, thesis)
    before = outside(site)
    assert tree(built(site).out) == clean
    Cache.copied(site / FOLDER / FILE)
    last_build(site, "web", TODAY)
    assert outside(site) == before


@pytest.mark.parametrize("put", EVERY_KIND)
@pytest.mark.parametrize("name", ["", FILE])
def test_a_build_says_so(site: Path, thesis: Path, put: Put, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that cannot keep anything for something that is in the way says what and where."""
    monkeypatch.chdir(site)
    place = site / FOLDER / name if name else site / FOLDER
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    put(place, thesis)
    notes = [d.path for d in built(site).diagnostics if d.rule == "cache"]
    kept_after_all = put is a_folder and not name
    assert notes == ([] if kept_after_all else [place.relative_to(site).as_posix()])


def test_a_folder_elsewhere(site: Path, tmp_path: Path) -> None:
    """A link in place of the folder is not followed either by a withdrawal, which leaves what it leads to."""
    (site / FOLDER).rename(tmp_path / "elsewhere")
    (site / FOLDER).symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    built(site)
    withdraw(plan_withdrawal(site, "stories/a.md"), TODAY)
    assert tree(tmp_path / "elsewhere") == before


@pytest.mark.parametrize("look", [False, True])
def test_a_swap_between_look_and_use(site: Path, thesis: Path, look: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is exchanged for a link while it is opened, and put back, is not taken for what was looked at."""
    file = site / FOLDER / FILE
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect
    other = thesis.with_name("other.sqlite")
    shutil.copy(file, other)
    run_in(other, "delete from states")
    before = outside(site)

    def swapped(database: str, **options: Any) -> sqlite3.Connection:
        if not database.startswith("file:"):
            return connect(database, **options)
        file.rename(file.with_name("aside"))
        file.symlink_to(other)
        try:
            return connect(database, **options)
        finally:
            file.unlink()
            file.with_name("aside").rename(file)

    monkeypatch.setattr(sqlite3, "connect", swapped)
    if look:
        assert cache_file.glanced(file) is None
    else:
        assert built(site).diagnostics
    assert outside(site) == before


def test_a_journal_that_names_another_file(site: Path, thesis: Path, clean: dict[str, bytes]) -> None:
    """A journal that SQLite would play back, removing a file of the user's, is removed itself."""
    journal = site / FOLDER / f"{FILE}-journal"
    journal.write_bytes(journal_naming(site / FOLDER / FILE, thesis))
    assert tree(built(site).out) == clean
    assert thesis.read_bytes() == THESIS
    assert not journal.exists()
