"""The command ``hearten schedule``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.cli.schedule import WHERE
from generator.publishing.schedules import SCHEDULERS
from tests.builders.sites import SITE, make_site, tree

FILE = ".github/workflows/hearten.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that is put online at a server."""
    site = f"{SITE}publish: [{{name: live, to: 'sftp://anna@host.example.org/htdocs'}}]\n"
    return make_site(tmp_path / "site", {}, site=site)


def schedule(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["schedule", *words, "--source", str(root)])


def test_every_scheduler_can_be_asked_for() -> None:
    """The command offers every scheduler that there is a job for."""
    assert tuple(SCHEDULERS) == WHERE


@pytest.mark.parametrize("where", [where for where in WHERE if where != "netlify"])
def test_a_job_is_written_and_said(where: str, root: Path) -> None:
    """The job's files are written, and what they are called and what to do next is said."""
    before = tree(root)
    done = schedule(root, where)
    assert done.exit_code == 0, done.output
    new = tree(root).keys() - before.keys()
    assert new
    assert all(f"Wrote {root.resolve() / path}\n" in done.output for path in new)
    assert "  1. " in done.output


def test_a_file_that_says_something_else_stays(root: Path) -> None:
    """A file that is there and says something else stays, unless it is to be written over."""
    schedule(root, "github")
    written = (root / FILE).read_bytes()
    assert "There already: " in schedule(root, "github").output
    (root / FILE).write_text("on: push\n", encoding="utf-8")
    refused = schedule(root, "github")
    assert refused.exit_code == 2
    assert f"{FILE} is there already and says something else" in refused.output
    assert (root / FILE).read_text(encoding="utf-8") == "on: push\n"
    assert schedule(root, "github", "--force").exit_code == 0
    assert (root / FILE).read_bytes() == written


def test_all_files_or_none(root: Path) -> None:
    """Where one of a job's files says something else, none of the others is written."""
    schedule(root, "systemd")
    folder = root / "schedule"
    timer, *rest = sorted(folder.iterdir(), key=lambda path: path.suffix != ".timer")
    timer.write_text("[Timer]\n", encoding="utf-8")
    for path in rest:
        path.unlink()
    assert schedule(root, "systemd").exit_code == 2
    assert list(folder.iterdir()) == [timer]


def test_what_cannot_be_written_is_told(root: Path) -> None:
    """A folder in the place of the job's file is told without a traceback."""
    (root / FILE).mkdir(parents=True)
    done = schedule(root, "github")
    assert done.exit_code == 2
    assert "hearten.yaml" in done.output


def test_a_mistyped_scheduler_is_guessed(root: Path) -> None:
    """A mistyped scheduler is told with the nearest there is."""
    assert "did you mean “systemd”?" in schedule(root, "systmd").output
