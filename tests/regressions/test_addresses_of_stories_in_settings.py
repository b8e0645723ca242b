"""site.yaml could show the address of a story on every page, which stayed there when the story was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import SITE, built, make_site, story, tree

OWN = "https://stories.harbour.internal/voices"
SECRET = f"{OWN}/stories/the-secret-gate/"
HERE = SITE.replace("https://quiet.harbour.internal/base/", f"{OWN}/")
WITHDRAWN = "{record: CF-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-02-01, scope: [web, feed]}"
STATES = {"absent": None, "withheld": story("Secret", consent=WITHDRAWN), "published": story("Secret")}
WAYS = [
    f"social: [{{label: Read this, url: {SECRET}}}]",
    f"menu: [{{label: Read this, url: {SECRET}}}]",
    f"leave: {{url: {SECRET}}}",
    f"shelves: [{{label: See {SECRET}, id: a, stories: []}}]",
    f"shelves: [{{label: A, why: 'See {SECRET}.', stories: []}}]",
    f"shelves: [{{label: A, by: {SECRET}, stories: []}}]",
    f"words: [{{word: gate, synonyms: [{SECRET}]}}]",
    f"uses: [{{id: a, label: A, description: Like {SECRET}}}]",
    f"social: [{{label: A, url: '{OWN.replace('https', 'HTTP')}/%73tories/the-secret-gate'}}]",
    "social: [{label: A, url: 'https://www.stories.harbour.internal:443/voices/stories/the-secret-gate/?x=1#y'}]",
    f"social: [{{label: A, url: 'https://archive.example.org/{SECRET}'}}]",
    "social: [{label: A, url: 'https://a.example.org/?u=https%3A%2F%2Fstories.harbour.internal%2Fvoices%2Fstories%2Fx'}]",
    "tagline: See stories.harbour.internal/voices/stories/the-secret-gate, please.",
    f"tagline: >\n  See\n  {SECRET}",
]
IN_PLACE = [
    ("You can change your mind.", f"See {SECRET} first."),
    ("name: Harbour Row,", f"name: Harbour Row, address: {SECRET},"),
    ("On hope.", f"As in {SECRET}"),
    ("Somebody dies.", f"As in {SECRET}"),
    ("group: Within", f"group: {SECRET}"),
]


def site_with(way: str) -> str:
    """A site.yaml with one more setting, or another tagline."""
    base = HERE.replace("tagline: Told by those who were there.\n", "") if way.startswith("tagline") else HERE
    return f"{base}{way}\n"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("site", [*map(site_with, WAYS), *(HERE.replace(*change) for change in IN_PLACE)])
def test_an_address_of_a_story_stops_the_build(tmp_path: Path, site: str, state: str) -> None:
    """Wherever site.yaml shows it, and whether that story is there, nothing is written, and the place is told."""
    there = STATES[state]
    texts = {"gate.md": story()} | ({"the-secret-gate.md": there} if there else {})
    with pytest.raises(CannotBuildError) as stopped:
        built(make_site(tmp_path, texts, site=site))
    (told,) = stopped.value.diagnostics
    shown = told.message + told.hint
    assert (told.rule, told.path) == ("shown-address", "site.yaml")
    assert "shelves" in told.hint
    assert "leave its address out" in told.hint
    assert "secret" not in shown
    assert tree(tmp_path / "public") == {}


def test_the_place_is_that_of_the_entry(tmp_path: Path) -> None:
    """What is told names the entry, with its line and column."""
    social = f"social:\n  - {{label: A, url: https://example.org/}}\n  - label: B\n    url: {SECRET}\n"
    with pytest.raises(CannotBuildError) as stopped:
        built(make_site(tmp_path, {"gate.md": story()}, site=HERE + social))
    (told,) = stopped.value.diagnostics
    assert told.place == f"site.yaml:{len(HERE.splitlines()) + 4}:10"
    assert told.message.startswith("“social.1.url” shows the address of a story")


def test_what_is_no_story_may_be_shown(tmp_path: Path) -> None:
    """Addresses of the site, its lists and pages, of other sites, and places where it is put online, are no error."""
    more = f"""\
menu: [{{label: A, url: {OWN}/about/}}, {{label: B, url: {OWN}/stories/}}, {{label: C, url: {OWN}/shelves/few/}}]
social: [{{label: A, url: {OWN}/}}, {{label: B, url: {OWN}/feed.xml}}, {{label: C, url: {OWN[:-7]}/shop/}}]
front: {{story: gate.md}}
shelves: [{{label: Few, why: 'See {OWN}/topics/hope/, or {OWN}.', stories: [gate.md, door.md]}}]
publish: [{{name: live, to: 'folder:/srv/www', url: {OWN}/stories/mirror/}}]
"""
    stories = {"gate.md": story(), "door.md": story("A door")}
    about = {"about.md": "---\ntitle: About\n---\nUs.\n"}
    report = built(make_site(tmp_path, stories, pages=about, site=HERE + more))
    assert [d for d in report.diagnostics if d.rule == "shown-address"] == []
    assert tree(tmp_path / "public")


def test_a_page_that_goes_leaves_an_error(tmp_path: Path) -> None:
    """Once a page is gone whose address site.yaml shows, the address may become a story's, and the build stops."""
    about = {"about.md": "---\ntitle: About\n---\nUs.\n"}
    site = f"{HERE}menu: [{{label: A, url: {OWN}/about/}}]\n"
    root = make_site(tmp_path, {"gate.md": story()}, pages=about, site=site)
    built(root)
    (root / "pages/about.md").unlink()
    with pytest.raises(CannotBuildError):
        built(root)


def test_a_story_that_has_ended_goes_all_the_same(tmp_path: Path) -> None:
    """Where site.yaml shows an address, the words of a story that was withdrawn meanwhile are taken away."""
    root = make_site(tmp_path, {"gate.md": story(), "the-secret-gate.md": story("Secret")}, site=HERE)
    built(root)
    make_site(root, {"the-secret-gate.md": story("Secret", consent=WITHDRAWN)}, site=f"{HERE}{WAYS[0]}\n")
    with pytest.raises(CannotBuildError) as stopped:
        built(root)
    assert stopped.value.aftermath.taken_away == ("stories/the-secret-gate.md",)
