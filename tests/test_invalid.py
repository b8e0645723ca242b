"""Every kind of bad input is told with its place and what to write instead, and never hurts the story next door."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.expectations import Problem, expected, without, write
from tests.sites import DATA

NEIGHBOUR = DATA / "neighbour"
INVALID = DATA / "invalid"
KEPT = "stories/kept/index.html"


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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A minimal valid site with one story."""
    shutil.copytree(NEIGHBOUR, tmp_path / "site")
    return tmp_path / "site"


def run(site: Path) -> dict[str, Any]:
    """What ``hearten build --json`` prints, having ended without a traceback."""
    out = site / "public"
    result = CliRunner().invoke(
        main, ["build", "--source", str(site), "--out", str(out), "--today", "2026-06-15", "--json"]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    told: dict[str, Any] = json.loads(result.stdout)
    faulty = any(w["rule"] == "errors" for w in told.get("withheld", ()))
    assert result.exit_code == (2 if not told["built"] else 1 if faulty else 0)
    assert out.exists() == told["built"]
    return told


def problems(told: dict[str, Any]) -> list[Problem]:
    keys = ("path", "line", "column", "severity", "rule", "message", "hint")
    return sorted(Problem(*(d[key] for key in keys)) for d in told["diagnostics"])


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
def test_story(name: str, site: Path, update_golden: bool) -> None:
    """A story with problems gives exactly the diagnostics written in it, and the story next door is published."""
    put(INVALID / "stories" / name, site / "stories" / name)
    check(site, {f"stories/{name}": INVALID / "stories" / name}, update_golden)


@pytest.mark.parametrize("name", named("pages"))
def test_page(name: str, site: Path, update_golden: bool) -> None:
    """A page with problems gives exactly the diagnostics written in it, and stories are published."""
    put(INVALID / "pages" / name, site / "pages" / name)
    check(site, {f"pages/{name}": INVALID / "pages" / name}, update_golden)


@pytest.mark.parametrize("name", named("settings"))
def test_settings(name: str, site: Path, update_golden: bool) -> None:
    """A site.yaml with errors gives exactly the diagnostics written in it, and nothing is written."""
    put(INVALID / "settings" / name, site / "site.yaml")
    check(site, {"site.yaml": INVALID / "settings" / name}, update_golden)


@pytest.mark.parametrize("name", named("sites"))
def test_site(name: str, site: Path, update_golden: bool) -> None:
    """A folder of files that are wrong together gives exactly the diagnostics written in them."""
    check(site, put_all(INVALID / "sites" / name, site), update_golden)


def test_everything_at_once(site: Path) -> None:
    """A site that holds every invalid text at once tells every problem of every one of them (promise 5)."""
    files = put_all(INVALID / "stories", site / "stories")
    files = {f"stories/{path}": file for path, file in files.items()}
    files |= {f"pages/{path}": file for path, file in put_all(INVALID / "pages", site / "pages").items()}
    for folder in sorted((INVALID / "sites").iterdir()):
        if not (folder / "site.yaml").exists():
            files |= put_all(folder, site)
    told = run(site)
    assert problems(told) == sorted(p for path, file in files.items() for p in expected(file, path))
    assert KEPT in told["pages"]
