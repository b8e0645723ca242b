"""A title in another language than the site's carried no language where pages lead to it (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from pathlib import Path

from tests.builders.sites import SITE, built, make_site, story, tree


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
    assert '<a rel="next" href="../../stories/b/" lang="de" dir="ltr" data-notes=""><bdi>Ein Tor</bdi></a>' in gate
    assert '<li><a href="../../stories/b/" lang="de" dir="ltr" data-notes=""><bdi>Ein Tor</bdi></a></li>' in gate
    assert '<a href="../stories/b/" lang="de" dir="ltr">Ein Tor</a>' in made["alt/index.html"].decode()


def test_titles_with_words_of_another_direction_stand_apart(tmp_path: Path) -> None:
    """A title that ends from right to left moves no number behind it, wherever other words stand in its line."""
    title = "The word \u05e9\u05dc\u05d5\u05dd"
    stories = {
        f"{n}.md": story(title, day=f"2026-01-0{n + 1}", more=f"series: {{name: Gates, part: {n}}}") for n in (1, 2, 3)
    }
    shelf = "shelves: [{label: Few, id: few, stories: [1.md, 2.md]}]\n"
    made = tree(built(make_site(tmp_path, stories, site=SITE + shelf)).out)
    for path in ("index.html", "stories/2/index.html"):
        lines = [line for line in made[path].decode().splitlines() if f"{title}</" in line and "<li" in line]
        assert lines
        assert all(f"<bdi>{title}</bdi></a>" in line or "aria-current" in line for line in lines)
