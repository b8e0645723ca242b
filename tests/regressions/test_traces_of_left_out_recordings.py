"""The search index told that a recording was left out, and that something in a consent had changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.index import read_index
from tests.builders.sites import built, tree
from tests.builders.told_stories import MP3, SCOPE, VTT, captions, silence, told, told_site

WITHOUT = SCOPE.replace(", audio", "")
WAYS = {
    "no channel": told(scope=WITHOUT),
    "another voice": told(voice="altered"),
}


def output(root: Path) -> dict[str, bytes]:
    built(root)
    return tree(root / "public")


@pytest.mark.parametrize("way", WAYS)
def test_a_recording_that_is_left_out_leaves_no_trace(tmp_path: Path, way: str) -> None:
    """A site with a recording that its consent does not cover is byte for byte the one of a story without any."""
    root = told_site(tmp_path / "site", WAYS[way])
    with_it = output(root)
    for name in (MP3, VTT):
        (root / name).unlink()
    (root / "stories/kettle.md").write_text(told(scope=WITHOUT, recording=""))
    assert output(root) == with_it
    assert output(told_site(tmp_path / "clean", told(scope=WITHOUT, recording=""))) == with_it


def test_changing_what_is_left_out_changes_nothing(tmp_path: Path) -> None:
    """Other captions and another sound of a recording that is left out give the same bytes."""
    root = told_site(tmp_path, WAYS["no channel"])
    before = output(root)
    (root / VTT).write_text(captions("Other words.", "Nobody was asked."))
    (root / MP3).write_bytes(silence(8))
    assert output(root) == before


def test_a_changed_text_gives_results_another_version(tmp_path: Path) -> None:
    """Where nothing but a point changes in a text, the address under which results are loaded is another."""
    root = told_site(tmp_path, told(scope=WITHOUT, recording=""))
    before = read_index(output(root))
    path = root / "stories/kettle.md"
    path.write_text(path.read_text().replace("before the recording.", "before the recording!"))
    after = read_index(output(root))
    assert after.manifest["index"] == before.manifest["index"]
    assert after.manifest["version"] != before.manifest["version"]
