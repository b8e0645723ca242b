"""The preview kept whole former sites in memory, for the sake of single pages of theirs."""

from __future__ import annotations

import gc
from pathlib import Path

from generator.prepare import Planned
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, make_site, story


def planned_sites() -> int:
    """How many planned sites are in memory."""
    gc.collect()
    return sum(type(of) is Planned for of in gc.get_objects())


def test_former_sites_are_let_go(tmp_path: Path) -> None:
    """However often a site is read again, one is in memory, though pages of former ones are kept."""
    root = make_site(tmp_path, {"a.md": story("A gate"), "b.md": story("A kettle")})
    shown = LiveSite(root, "web", TODAY)
    before = planned_sites()
    for n, page in enumerate(("stories/a/index.html", "stories/b/index.html", "index.html")):
        assert shown.page(page)
        (root / "stories" / "a.md").write_text(story(f"A gate {n}"), encoding="utf-8")
        shown.refresh()
    assert planned_sites() == before
