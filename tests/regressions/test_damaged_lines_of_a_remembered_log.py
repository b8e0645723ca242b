"""A file in which this computer remembers a log was taken for a newer log where some of its lines were damaged.

The build stopped for a log that was “older”, named no file, and advised to get back a newest log that was there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.store.log_memory import LOGS
from tests.builders.approved import GATE, approve, approved_site
from tests.builders.sites import TODAY

HARMS: dict[str, Callable[[bytes], bytes]] = {
    "halved": lambda data: data[: len(data) // 2],
    "with NUL": lambda data: data[:40] + b"\0" + data[41:],
    "all NUL": lambda data: b"\0" * len(data),
    "in UTF-16": lambda data: data.decode().encode("utf-16"),
    "other JSON": lambda _: json.dumps({"line": 1, "lines": []}).encode() + b"\n",
}
harmed = pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story and one that was paused, as this computer remembers."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = approved_site(tmp_path)
    approve(root, "stories/sea.md", "CF-002")
    acts.pause(root, "stories/sea.md", today=TODAY)
    return root


def memories(site: Path) -> list[Path]:
    return sorted((site.parent / "state" / LOGS).iterdir())


def hearten(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(TODAY)])


@harmed
def test_the_file_is_named(site: Path, harm: Callable[[bytes], bytes]) -> None:
    """A build, each time, and the check name the damaged file and what to do, and take the log for no older one."""
    file = memories(site)[0]
    file.write_bytes(harm(file.read_bytes()))
    for code, *words in ((0, "build"), (0, "build"), (1, "consent", "verify")):
        done = hearten(site, *map(str, words))
        told = "".join(done.output.split())
        assert (done.exit_code, f"{file}cannotbeused" in told, "movewhatisdamagedaway" in told) == (code, True, True)
        assert "older than" not in done.output


@harmed
def test_what_is_advised_ends_it(site: Path, harm: Callable[[bytes], bytes]) -> None:
    """With the damaged file moved away, all fits, and the log is remembered again."""
    file = memories(site)[0]
    file.write_bytes(harm(file.read_bytes()))
    assert hearten(site, "build").exit_code == 0
    file.rename(site.parent / "moved-away")
    assert "cannot be used" not in hearten(site, "build").output
    assert (hearten(site, "consent", "verify").exit_code, file.is_file()) == (0, True)


def test_it_is_told_where_nothing_has_changed(site: Path) -> None:
    """A build that finds nothing to do tells of the damage like any other."""
    for file in site.rglob("*"):
        os.utime(file, (1, 1))  # so that nothing is too new to be believed unchanged
    file = memories(site)[0]
    file.write_bytes(HARMS["halved"](file.read_bytes()))
    told = [hearten(site, "build").output for _ in range(3)]
    assert ["cannot be used" in output for output in told] == [True] * 3


def test_whole_lines_beside_it_count(site: Path) -> None:
    """A folder that was put back is noticed by the lines that can still be read."""
    backup = shutil.copytree(site, site.parent / "backup")
    acts.pause(site, GATE, today=TODAY)
    for file in memories(site):
        file.write_bytes(b"\0\n" + file.read_bytes())
    shutil.rmtree(site)
    backup.rename(site)
    done = hearten(site, "build")
    assert (done.exit_code, "“pause” of" in done.output) == (2, True)


def test_a_last_line_without_its_end_is_no_damage(site: Path) -> None:
    """An editor that takes the last line's end away has damaged nothing."""
    for file in memories(site):
        file.write_bytes(file.read_bytes().rstrip(b"\n"))
    done = hearten(site, "build")
    assert (done.exit_code, "older-log" in done.output) == (0, False)


def test_no_older_log_is_accepted_over_it(site: Path) -> None:
    """Nobody can say that acts do not count which nobody can read."""
    backup = shutil.copytree(site, site.parent / "backup")
    acts.pause(site, GATE, today=TODAY)
    for file in memories(site):
        file.write_bytes(b"\0\n" + file.read_bytes())
    shutil.rmtree(site)
    backup.rename(site)
    done = hearten(site, "consent", "verify", "--accept-older")
    assert (done.exit_code, memories(site)[0].read_bytes()[:1]) == (2, b"\0"), done.output
