"""A soft hyphen passed the deny list, and a word of the same stem stopped the whole build."""

from __future__ import annotations

from pathlib import Path

from tests.builders.sites import built, make_site, story, tree


def test_a_soft_hyphen_hides_no_name(tmp_path: Path) -> None:
    """A name with soft hyphens in it withholds the story, at the place where it stands."""
    make_site(tmp_path, {"shy.md": story(text="An\u00adna Bei\u00adspiel was here"), "other.md": story()})
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text("Anna Beispiel\n", encoding="utf-8")
    report = built(tmp_path)
    assert [d.place for d in report.diagnostics] == ["stories/shy.md:10:1"]
    assert [w.source for w in report.withheld] == ["stories/shy.md"]


def test_a_stem_in_the_index_is_no_hit(tmp_path: Path) -> None:
    """“Hill” in the list and “hills” in a story neither stop the build nor withhold the story."""
    make_site(tmp_path, {"hills.md": story("Hills", text="We walked the hills.")})
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text("Hill\n", encoding="utf-8")
    report = built(tmp_path)
    assert (report.diagnostics, report.withheld) == ((), ())
    assert "stories/hills/index.html" in tree(tmp_path / "public")
