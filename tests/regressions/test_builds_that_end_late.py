"""A build that found an error late left the text, title and summary of a withdrawn story online, and said otherwise."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.disk import failing
from tests.builders.sites import TODAY, built, make_site, story, tree

FULL = OSError(28, "No space left on device")


def site_with_a_late_fault(root: Path) -> Path:
    """A built site of which one story is then withdrawn, and whose theme fails on the last story's page."""
    stories = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{n}") for n in range(1, 4)}
    site = make_site(root, stories | {"w.md": story("Wendelgard", day="2026-01-09", text="Wendelgard painted.")})
    built(site)
    templates = site / "themes" / "own" / "templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text("description: Our own.\nextends: hearten\n", encoding="utf-8")
    (templates / "story.html").write_text('{{ 1 // 0 if view.card.title == "Gate 3" }}', encoding="utf-8")
    with (site / "site.yaml").open("a", encoding="utf-8") as f:
        f.write("theme: {name: own}\n")
    return site


def build(site: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY), "--workers", "1", *more])


def test_a_late_fault_after_a_withdrawal(tmp_path: Path) -> None:
    """The story is in no file any more, and the message names it and does not say that nothing was written."""
    site = site_with_a_late_fault(tmp_path)
    (site / "stories" / "w.md").unlink()
    done = build(site)
    assert done.exit_code == 2
    assert not [path for path, data in tree(site / "public").items() if b"wendelgard" in data.lower()]
    assert "Nothing was written." not in done.output
    assert "Nothing new was written." in done.output
    assert "  stories/w.md\n" in done.output


def test_a_late_fault_alone(tmp_path: Path) -> None:
    """Where no consent has ended, nothing is written, which is what the message says."""
    site = site_with_a_late_fault(tmp_path)
    before = tree(site / "public")
    done = build(site)
    assert tree(site / "public") == before
    assert done.output.splitlines()[-1] == "Nothing was written."


def test_programs_are_told_too(tmp_path: Path) -> None:
    """The JSON document says which texts were taken away, and which could not be."""
    site = site_with_a_late_fault(tmp_path)
    (site / "stories" / "w.md").unlink()
    with failing(1, FULL, site / "public"):
        told = json.loads(build(site, "--json").output)
    assert (told["begun"], told["taken_away"], told["still_there"]) == (False, [], ["stories/w.md"])
    told = json.loads(build(site, "--json").output)
    assert (told["begun"], told["taken_away"], told["still_there"]) == (False, ["stories/w.md"], [])


def test_a_folder_that_must_not_stay_online(tmp_path: Path) -> None:
    """Where the words cannot be taken away, the message says that the folder must not stay online."""
    site = site_with_a_late_fault(tmp_path)
    (site / "stories" / "w.md").unlink()
    with failing(1, FULL, site / "public"):
        done = build(site)
    assert "This folder must not stay online." in done.output
    assert "  stories/w.md\n" in done.output


def test_a_disk_that_fails_half_way(tmp_path: Path) -> None:
    """Where files were being put in place, the message says that not everything was written, and the words are gone."""
    site = make_site(tmp_path, {"a.md": story(), "w.md": story("Wendelgard", text="Wendelgard painted.")})
    built(site)
    (site / "stories" / "w.md").unlink()
    with failing(15, FULL, site / "public", {"os.rename"}):
        done = build(site)
    assert "Not everything was written." in done.output
    assert not [path for path, data in tree(site / "public").items() if b"wendelgard" in data.lower()]
