"""The file that says that an output folder is hearten's was never written anew once it was damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.places import MARKER
from generator.store.output_folder import MARKER_TEXT
from tests.builders.sites import built, make_site, story, tree


@pytest.mark.parametrize("damage", [b"", b"x", MARKER_TEXT[:-1] + b"?", MARKER_TEXT * 2])
@pytest.mark.parametrize("edit", [False, True])
def test_a_damaged_mark_is_mended(tmp_path: Path, damage: bytes, edit: bool) -> None:
    """A build after which nothing else has changed, or a text, leaves the folder as one from nothing does."""
    root = make_site(tmp_path, {"gate.md": story()})
    built(root)
    (root / "public" / MARKER).write_bytes(damage)
    if edit:
        (root / "stories/gate.md").write_text(story(text="We oiled the gate."), encoding="utf-8")
    built(root)
    built(root, out="clean")
    assert tree(root / "public") == tree(root / "clean")


def test_a_mark_that_is_a_link_is_replaced(tmp_path: Path) -> None:
    """A mark that is a link elsewhere is put in place anew, and what it led to stays as it is."""
    root = make_site(tmp_path, {"gate.md": story()})
    built(root)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (root / "public" / MARKER).unlink()
    (root / "public" / MARKER).symlink_to(tmp_path / "mine.txt")
    built(root)
    assert (root / "public" / MARKER).read_bytes() == MARKER_TEXT
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
