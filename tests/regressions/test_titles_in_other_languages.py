"""A title in another language than the site's carried no language where pages lead to it (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from pathlib import Path

from tests.builders.sites import built, make_site, story, tree


def test_links_to_a_story_tell_its_language(tmp_path: Path) -> None:
    """Newer and older stories, parts of a series and old addresses name a German title's language."""
    stories = {
        "a.md": story("A gate", more="series: {name: Gates, part: 1}"),
        "b.md": story(
            "Ein Tor",
            day="2026-02-01",
            more="language: de\nseries: {name: Gates, part: 2}\naliases: [/alt/]",
        ),
    }
    made = tree(built(make_site(tmp_path, stories)).out)
    gate = made["stories/a/index.html"].decode()
    assert '<a rel="next" href="../../stories/b/" lang="de" dir="ltr" data-notes="">Ein Tor</a>' in gate
    assert '<li><a href="../../stories/b/" lang="de" dir="ltr" data-notes="">Ein Tor</a></li>' in gate
    assert '<a href="../stories/b/" lang="de" dir="ltr">Ein Tor</a>' in made["alt/index.html"].decode()
