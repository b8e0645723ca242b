"""Files that protect people: absent, whole, or a reason to stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from generator.store.guards import guard

PATH = "consent/deny.txt"


def test_no_file_is_absent(tmp_path: Path) -> None:
    """Where nothing of the name is there, there is no guard."""
    assert guard(tmp_path, PATH) is None
    (tmp_path / "consent").mkdir()
    assert guard(tmp_path, PATH) is None


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """A file of UTF-8 text is handed over byte for byte."""
    (tmp_path / "consent").mkdir()
    (tmp_path / PATH).write_bytes("Zoë\r\n".encode())
    assert guard(tmp_path, PATH) == "Zoë\r\n".encode()


def broken_link(at: Path) -> None:
    at.symlink_to(at.with_name("nowhere"))


def link(at: Path) -> None:
    at.with_name("list.txt").write_text("Zoë", encoding="utf-8")
    at.symlink_to(at.with_name("list.txt"))


def pipe(at: Path) -> None:
    os.mkfifo(at)


def sixteen(at: Path) -> None:
    at.write_text("Anna\n", encoding="utf-16")


def sixteen_without_a_mark(at: Path) -> None:
    at.write_text("Anna\n", encoding="utf-16-le")


def latin(at: Path) -> None:
    at.write_text("Anna\nZoë\n", encoding="latin-1")


def long(at: Path) -> None:
    at.write_bytes(b"x" * 11)


@pytest.mark.parametrize("make", [broken_link, link, Path.mkdir, pipe, sixteen, sixteen_without_a_mark, latin, long])
def test_what_cannot_be_read_whole_stops(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Whatever else is there in a guard's place stops the build, with the file's name and a remedy."""
    (tmp_path / "consent").mkdir()
    make(tmp_path / PATH)
    with pytest.raises(CannotBuildError) as stopped:
        guard(tmp_path, PATH, limit=10)
    (problem,) = stopped.value.diagnostics
    assert (problem.rule, problem.path) == ("guard", PATH)
    assert problem.hint


def test_the_line_that_is_no_text_is_told(tmp_path: Path) -> None:
    """The place of a character that is not UTF-8 is its line."""
    (tmp_path / "consent").mkdir()
    latin(tmp_path / PATH)
    with pytest.raises(CannotBuildError) as stopped:
        guard(tmp_path, PATH)
    assert stopped.value.diagnostics[0].span.line == 2


@pytest.mark.parametrize("leads", ["elsewhere", "nowhere"])
def test_a_linked_folder_stops(tmp_path: Path, leads: str) -> None:
    """A folder of guards that is a link stops the build, wherever it leads."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "consent").symlink_to(tmp_path / leads)
    with pytest.raises(CannotBuildError):
        guard(tmp_path, PATH)


def test_a_file_in_place_of_the_folder_stops(tmp_path: Path) -> None:
    """A file where the folder of guards belongs stops the build."""
    (tmp_path / "consent").write_bytes(b"")
    with pytest.raises(CannotBuildError):
        guard(tmp_path, PATH)
