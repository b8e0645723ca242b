"""How much a reader's device has to fetch."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.builders.example import ROOT, TODAY
from tests.builders.outputs import weight
from tests.builders.sites import built

THEMES = ("site", "plain")


@pytest.mark.parametrize("theme", THEMES)
def test_scripts(theme: str, request: pytest.FixtureRequest) -> None:
    """Compressed, the search page's script is under 14 KB without index and stemmers, all others under 9 KB."""
    site: Path = request.getfixturevalue(theme)
    scripts = set(site.glob("assets/**/*.js"))
    search = {script for script in scripts if script.name.startswith("search.")}
    assert weight(*scripts - search) < 9_000
    assert weight(*search) < 14_000


@pytest.mark.parametrize("theme", THEMES)
def test_style(theme: str, request: pytest.FixtureRequest) -> None:
    """The style sheet is under 12 KB, compressed."""
    site: Path = request.getfixturevalue(theme)
    assert weight(*site.rglob("*.css")) < 12_000


def test_the_plain_style(plain: Path) -> None:
    """The plain theme's style sheet is under 3,800 bytes, its settings among them, before any compression."""
    [page_source] = plain.rglob("*.css")
    assert page_source.stat().st_size < 3_800


def test_a_story_of_800_words(tmp_path: Path) -> None:
    """The page of a story of 800 words, with all that the example site puts around it, is under 14 KB compressed."""
    for part in ("stories", "pages"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "site.yaml", tmp_path)
    files = [file.read_text(encoding="utf-8") for file in sorted(tmp_path.glob("stories/the-*.md"))]
    words = " ".join(text.split("\n---\n")[1] for text in files).split(" ")[:800]
    story = tmp_path / "stories" / "lambing-with-a-rota.md"
    front = story.read_text(encoding="utf-8").split("\n---\n")[0]
    story.write_text(f"{front}\n---\n{' '.join(words)}\n", encoding="utf-8")
    built(tmp_path, today=TODAY)
    page = tmp_path / "public" / "stories" / "lambing-with-a-rota" / "index.html"
    assert words[-20] in page.read_text(encoding="utf-8")
    assert weight(page) < 14_000


def test_example_stories(site: Path) -> None:
    """The page of every story of the example site is under 14 KB compressed."""
    assert {
        page.parent.name: weight(page) for page in site.glob("stories/*/index.html") if weight(page) >= 14_000
    } == {}


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_in_the_way(theme: str, request: pytest.FixtureRequest) -> None:
    """Before a story's text, a page asks for one style sheet and waits for no script but `choices.js` below notes."""
    site: Path = request.getfixturevalue(theme)
    pages = list(site.glob("stories/*/index.html"))
    assert len(pages) > 40
    for page in pages:
        before, _, after = page.read_text(encoding="utf-8").partition('<div class="text"')
        assert after
        assert len(re.findall(r"<link[^>]* rel=\"stylesheet\"|<link rel=\"stylesheet\"", before)) == 1
        scripts = re.findall(r"<script\b(?![^>]*application/ld\+json)[^>]*>", before)
        waited_for = [script for script in scripts if not re.search(r"\s(async|defer)\b", script)]
        assert len(waited_for) == before.count('class="content-notes"'), page
        assert all("/choices." in script for script in waited_for), page
