"""A picture that one story covers up stood uncovered in another, and nobody was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import Diagnostic
from tests.builders.pictures import picture, saved
from tests.builders.sites import built, make_site, story

COVERED = "image: {src: gate.jpg, alt: A gate., obscure: [0 0 50 50]}"
DRAFT = f"{COVERED}\ndraft: true"
PICTURE = "Words.\n\n![A gate]({})"


def site(root: Path, named: str = "gate.jpg", *, own: str = COVERED, other: str = "") -> Path:
    """A site whose story kettle.md has a picture with these fields, and otter.md the one that is named."""
    told = story("Otter", more=other, text=PICTURE.format(named))
    make_site(root, {"kettle.md": story("Kettle", more=own), "otter.md": told})
    for name in ("gate.jpg", "copy.jpg"):
        (root / "stories" / name).write_bytes(saved(picture(), "JPEG"))
    (root / "stories/same-size.jpg").write_bytes(saved(picture(), "JPEG")[:-2] + b"\xff\xff")
    return root


def told(root: Path) -> list[Diagnostic]:
    return [d for d in built(root).diagnostics if d.rule == "covered-elsewhere"]


@pytest.mark.parametrize("named", ["gate.jpg", "../stories/gate.jpg", "copy.jpg"])
def test_it_stops_the_site_from_going_online(tmp_path: Path, named: str) -> None:
    """The same file, or one of the same bytes, is told where it stands, and the site does not go online."""
    (found,) = told(site(tmp_path, named))
    assert found.path == "stories/otter.md"
    assert found.span.line == 1 + site_line(tmp_path, named)
    assert "covered up in stories/kettle.md, and not here" in found.message
    assert found.stops_publishing


def site_line(root: Path, named: str) -> int:
    lines = (root / "stories/otter.md").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines) if f"({named})" in line)


def test_a_story_that_is_withheld_covers_up_too(tmp_path: Path) -> None:
    """Who is in a picture stays the same while the story that covers it up is a draft."""
    (found,) = told(site(tmp_path, own=DRAFT))
    assert found.stops_publishing


def test_what_nobody_reads_does_not_stop(tmp_path: Path) -> None:
    """A draft that shows it is warned of, and the site goes online without it."""
    (found,) = told(site(tmp_path, other="draft: true"))
    assert not found.stops_publishing


def test_a_copy_within_the_story_counts(tmp_path: Path) -> None:
    """A story that shows the same bytes by another name below what it covers up is told of."""
    root = site(tmp_path, "same-size.jpg")
    (root / "stories/kettle.md").write_text(story("Kettle", more=COVERED, text=PICTURE.format("copy.jpg")))
    (found,) = told(root)
    assert (found.path, "covered up above this text" in found.message) == ("stories/kettle.md", True)


def test_other_pictures_are_let_be(tmp_path: Path) -> None:
    """Another picture is nothing to tell, be it of the same size, nor is one that is covered up here as well."""
    assert not told(site(tmp_path / "a", "same-size.jpg"))
    assert not told(site(tmp_path / "b", other=COVERED))


def test_it_is_told_after_each_change(tmp_path: Path) -> None:
    """A build after nothing but words have changed tells of it again."""
    root = site(tmp_path)
    assert told(root)
    path = root / "stories/otter.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Words.", "Other words."), encoding="utf-8")
    assert told(root)
