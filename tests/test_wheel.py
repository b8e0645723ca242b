"""The package as users get it."""

from __future__ import annotations

import os
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from generator.publishing.destinations import settings_of
from generator.publishing.schedules import job_of
from tests.builders.example import ROOT
from tests.builders.sites import SITE, make_site
from tests.builders.wheels import built, run


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from the checkout."""
    return built(tmp_path_factory.mktemp("dist"))


def test_themes_and_starter_come_along(wheel: Path) -> None:
    """The wheel holds the themes and the files of a new site, and nothing that is not the program's."""
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
    sources = {p.relative_to(ROOT).as_posix() for p in (ROOT / "generator").rglob("*") if p.is_file()}
    sources |= {"generator/" + p.relative_to(ROOT).as_posix() for p in (ROOT / "themes").rglob("*") if p.is_file()}
    assert names == {s for s in sources if "__pycache__" not in s}


def test_nightly_jobs_install_what_is_built(wheel: Path, tmp_path: Path) -> None:
    """A job that hearten writes for a host installs the file that building a wheel makes."""
    place = "publish: [{name: live, to: 'sftp://anna@host.example.org/htdocs'}]\n"
    root = make_site(tmp_path, {}, site=f"{SITE}{place}")
    (job,) = job_of("github", None, settings_of(root), root).files.values()
    assert f"./wheels/{wheel.name}" in job.decode()


@pytest.mark.long
def test_an_installed_wheel_makes_and_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment outside the checkout, the wheel makes a site and builds it."""
    venv.create(tmp_path / "venv")
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    # Into that environment, by the pip of this one and in its versions; what is imported is compiled then.
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check")
    known = tmp_path / "known.txt"
    known.write_text("".join(f"{d.name}=={d.version}\n" for d in metadata.distributions()), encoding="utf-8")
    run(*pip, "install", "--quiet", "--no-compile", "--constraint", known, wheel, cwd=tmp_path)
    run(programs / "hearten", "new", "my-site", cwd=tmp_path)
    told = run(programs / "hearten", "build", cwd=tmp_path / "my-site")
    assert "Built 1 story" in told
    made = tmp_path / "my-site" / "public"
    assert (made / "stories" / "the-bench-by-the-bus-stop" / "index.html").is_file()
    assert list((made / "assets").glob("style.*.css"))
    where = run(programs / "python", "-c", "import generator; print(generator.__file__)", cwd=tmp_path)
    assert str(tmp_path) in where
