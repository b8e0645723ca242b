"""A preview that was started while a build ran waited until that build had ended, and could not be interrupted."""

from __future__ import annotations

from pathlib import Path

from generator.preview.site.live import LiveSite
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.sites import TODAY, built, make_site, story


def test_a_preview_does_not_wait_for_a_build(tmp_path: Path) -> None:
    """What a build holds is left alone: the preview reads the site itself."""
    root = make_site(tmp_path, {"a.md": story("A gate")})
    built(root)
    building = Cache(root / FOLDER / FILE)
    try:
        assert LiveSite(root, "web", TODAY).page("stories/a/index.html") is not None
        assert not Cache.copied(root / FOLDER / FILE).paths()
    finally:
        building.close(done=False)
