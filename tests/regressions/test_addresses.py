"""Addresses that one text took from another, or that a build could not write."""

from __future__ import annotations

from pathlib import Path

from tests.builders.sites import built, make_site, story, tree


def test_a_redirects_folder_is_refused(tmp_path: Path) -> None:
    """An alias below _redirects, which is a file, withholds its story and lets the build go on."""
    site = make_site(tmp_path, {"gate.md": story(more="aliases: [/_redirects/old/]")})
    assert [w.source for w in built(site).withheld] == ["stories/gate.md"]


def test_a_headers_folder_is_refused(tmp_path: Path) -> None:
    """An alias below _headers, which is a file, withholds its story and lets the build go on."""
    report = built(make_site(tmp_path, {"a.md": story(more="aliases: [/_headers/]"), "b.md": story()}))
    assert [(w.source, w.rule) for w in report.withheld] == [("stories/a.md", "errors")]


def test_aliases_that_differ_by_case_are_one(tmp_path: Path) -> None:
    """Two aliases of one story that differ by case alone are an error, since some file systems hold them to be one."""
    report = built(make_site(tmp_path, {"a.md": story(more="aliases: [/old/Gate.html, /old/gate.html]")}))
    assert [d.rule for d in report.diagnostics if d.path != "site.yaml"] == ["address-taken"]


def test_a_withheld_page_claims_no_address(tmp_path: Path) -> None:
    """A page that is withheld for its errors leaves its address to a story's alias."""
    broken = "---\ntitle: About\nauthor: Maren\n---\nWords.\n"
    site = make_site(tmp_path, {"a.md": story(more="aliases: [/about/]")}, pages={"about.md": broken})
    built(site)
    with_it = tree(site / "public")
    (site / "pages" / "about.md").unlink()
    built(site)
    assert tree(site / "public") == with_it
    assert "about/index.html" in with_it


def test_no_alias_takes_a_page(tmp_path: Path) -> None:
    """An alias at the generator's page withholds its story, and one at another story's page leads nowhere."""
    site = make_site(tmp_path, {f"{n}.md": story(more="content_notes: [death]") for n in "abcde"})
    made = [path for path in built(site).pages if path.endswith(".html")]
    own = {f"stories/{n}/index.html" for n in "abcde"}
    for n, path in enumerate(made):
        (site / "stories" / f"taker-{n}.md").write_text(story(more=f"aliases: [/{path}]"), encoding="utf-8")
    report = built(site)
    assert {w.source for w in report.withheld} == {f"stories/taker-{made.index(p)}.md" for p in made if p not in own}
    assert {d.path for d in report.diagnostics if d.rule == "address-taken" and not d.is_error} == {
        f"stories/taker-{made.index(p)}.md" for p in own
    }
    assert all(b"refresh" not in tree(site / "public")[path] for path in own)
