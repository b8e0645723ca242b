"""Every kind of bad input is told with its place and what to write instead, and never hurts the story next door."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.expectations import KEPT, expected, problems, run, without, write
from tests.builders.sites import DATA

INVALID = DATA / "invalid"


def named(folder: str) -> list[str]:
    return sorted(p.name for p in (INVALID / folder).iterdir() if p.suffix != ".expect")


def put(source: Path, target: Path) -> None:
    """Copy a file into a site, without what is expected of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(without(source.read_bytes()))


def put_all(source: Path, site: Path) -> dict[str, Path]:
    """Copy a folder into a site; its files by their path there."""
    files = {p.relative_to(source).as_posix(): p for p in source.rglob("*") if p.is_file() and p.suffix != ".expect"}
    for path, file in files.items():
        put(file, site / path)
    return files


def check(site: Path, files: dict[str, Path], update: bool) -> None:
    """Build, and hold what is told against what stands in the files."""
    told = run(site)
    found = problems(told)
    if update:
        for path, file in files.items():
            write(file, [p for p in found if p.path == path])
        return
    assert found == sorted(p for path, file in files.items() for p in expected(file, path))
    if told["built"]:
        assert KEPT in told["pages"]
        assert {p.path for p in found if p.severity == "error"} <= {w["source"] for w in told["withheld"]}


@pytest.mark.parametrize("name", named("stories"))
def test_story(name: str, next_door: Path, update_golden: bool) -> None:
    """A story with problems gives exactly the diagnostics written in it, and the story next door is published."""
    put(INVALID / "stories" / name, next_door / "stories" / name)
    check(next_door, {f"stories/{name}": INVALID / "stories" / name}, update_golden)


@pytest.mark.parametrize("name", named("pages"))
def test_page(name: str, next_door: Path, update_golden: bool) -> None:
    """A page with problems gives exactly the diagnostics written in it, and stories are published."""
    put(INVALID / "pages" / name, next_door / "pages" / name)
    check(next_door, {f"pages/{name}": INVALID / "pages" / name}, update_golden)


@pytest.mark.parametrize("name", named("settings"))
def test_settings(name: str, next_door: Path, update_golden: bool) -> None:
    """A site.yaml with errors gives exactly the diagnostics written in it, and nothing is written."""
    put(INVALID / "settings" / name, next_door / "site.yaml")
    check(next_door, {"site.yaml": INVALID / "settings" / name}, update_golden)


@pytest.mark.parametrize("name", named("sites"))
def test_site(name: str, next_door: Path, update_golden: bool) -> None:
    """A folder of files that are wrong together gives exactly the diagnostics written in them."""
    check(next_door, put_all(INVALID / "sites" / name, next_door), update_golden)


def test_everything_at_once(next_door: Path) -> None:
    """A site that holds every invalid text at once tells every problem of every one of them (promise 5)."""
    files = put_all(INVALID / "stories", next_door / "stories")
    files = {f"stories/{path}": file for path, file in files.items()}
    files |= {f"pages/{path}": file for path, file in put_all(INVALID / "pages", next_door / "pages").items()}
    for folder in sorted((INVALID / "sites").iterdir()):
        if not (folder / "site.yaml").exists():
            files |= put_all(folder, next_door)
    for n, path in enumerate(files):  # files of one record, or with the same words, would hold each other back
        data = (next_door / path).read_bytes().replace(b"CF-2026-002", f"CF-26-{n:05}".encode())
        (next_door / path).write_bytes(data.replace(b"shelf above the kettle.", f"shelf above kettle {n:03}.".encode()))
    told = run(next_door)
    assert problems(told) == sorted(p for path, file in files.items() for p in expected(file, path))
    assert KEPT in told["pages"]
