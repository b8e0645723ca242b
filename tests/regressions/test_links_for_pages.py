"""A link that somebody put in place of a page was taken for the page where files' times are too coarse to tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store.file_stamps import Stamp
from tests.builders.sites import built, make_site, story


def test_a_link_is_never_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was replaced by a link is written anew, also where no stamp tells anything."""
    monkeypatch.setattr(Stamp, "tells", lambda _stamp, _at: False)
    site = make_site(tmp_path, {"a.md": story("A gate")})
    page = built(site).out / "stories" / "a" / "index.html"
    made = page.read_bytes()
    (tmp_path / "other.html").write_text("Mine.", encoding="utf-8")
    page.unlink()
    page.symlink_to(tmp_path / "other.html")
    built(site)
    assert (page.is_symlink(), page.read_bytes()) == (False, made)
