"""What a build removed from its folder and should have kept, or kept and should have removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import built, make_site, story, tree


def test_a_link_with_a_dot_stays(tmp_path: Path) -> None:
    """A link to a folder, at the top and with a name that begins with a dot, is not removed."""
    site = make_site(tmp_path / "site", {"a.md": story()})
    built(site)
    (tmp_path / "elsewhere").mkdir()
    (site / "public" / ".git").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    built(site)
    assert (site / "public" / ".git").is_symlink()


@pytest.mark.parametrize("place", ["", "stories/"])
def test_half_a_file_does_not_stay(tmp_path: Path, place: str) -> None:
    """A file that a crash left half written, which may hold a withdrawn story, is gone after the next build."""
    site = make_site(tmp_path, {"a.md": story()})
    built(site)
    half = site / "public" / f"{place}.hearten-index.html"
    half.write_text("Words of a story that is withdrawn", encoding="utf-8")
    built(site)
    assert not half.exists()


def test_the_sites_own_files_are_safe(tmp_path: Path) -> None:
    """A folder that hearten made is refused when the site itself lies in it, and nothing is removed."""
    site = make_site(tmp_path / "site", {"a.md": story()})
    built(site, out="public")
    inner = make_site(site / "public" / "inner", {"a.md": story()})
    before = tree(tmp_path)
    with pytest.raises(CannotBuildError) as refused:
        built(inner, out="..")
    assert [d.rule for d in refused.value.diagnostics] == ["out"]
    assert tree(tmp_path) == before
