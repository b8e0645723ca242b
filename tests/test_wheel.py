"""The package as users get it."""

from __future__ import annotations

import os
import subprocess
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


def run(*command: str | Path, cwd: Path) -> str:
    # Nothing of this checkout may be found by accident.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


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
