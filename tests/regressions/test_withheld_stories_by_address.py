"""Addresses of withheld texts that were guessed from their files' names, although they give themselves others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bundle.bundle import check, make
from generator.explain import explain
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.bundle_terms import BundleTerms
from generator.prepare import prepare
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, make_site, story

PAUSED = "{record: R-2, status: paused, scope: [web, offline]}"
MORE = "slug: green-gate\naliases: [/blog/gate/]"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a paused story and a page with errors, each with an address of its own."""
    stories = {"gate.md": story(consent=PAUSED, more=MORE), "hill.md": story("A hill", text="A hill in rain.")}
    return make_site(tmp_path / "site", stories, pages={"about.md": "---\ntitle: About\nslug: who-we-are\n---\n"})


@pytest.mark.parametrize("path", ["stories/green-gate/", "public/stories/green-gate/index.html", "blog/gate/"])
def test_a_withheld_story_is_explained_by_its_own_address(site: Path, path: str) -> None:
    """A withheld story is explained by the address that it gives itself and by its old ones."""
    answer = explain(path, prepare(Target(site, "web", TODAY), Run()))
    assert answer.lines == ("stories/gate.md has no page: the storyteller has paused the consent (rule “paused”).",)


def test_a_withheld_story_is_not_explained_by_another_address(site: Path) -> None:
    """The address that a file's name would give is nobody's where the story gives itself another."""
    assert (
        explain("stories/gate/", prepare(Target(site, "web", TODAY), Run()))
        .lines[0]
        .startswith("Nothing in this build")
    )


def test_a_bundle_tells_why_a_story_at_its_own_address_is_withheld(site: Path, tmp_path: Path) -> None:
    """A story that was handed out under an address of its own is told with the gate's reason when it is paused."""
    file, paused = site / "stories/gate.md", (site / "stories/gate.md").read_text(encoding="utf-8")
    file.write_text(story(more=MORE), encoding="utf-8")
    made = make(site, tmp_path / "copy.zip", "zip", BundleTerms(), TODAY, TODAY, Stages())
    file.write_text(paused, encoding="utf-8")
    found = check(made.out, site, TODAY, TODAY).stories
    assert found == (("stories/green-gate/index.html", "the storyteller has paused the consent"),)


def test_the_preview_knows_a_withheld_page_by_its_own_address(site: Path) -> None:
    """What is wrong in a page that is withheld is told at the address that it gives itself."""
    file = site / "pages/about.md"
    file.write_text(file.read_text(encoding="utf-8").replace("title: About", "titel: About"), encoding="utf-8")
    live = LiveSite(site, "web", TODAY)
    assert live.source("stories/green-gate/index.html") == "stories/gate.md"
    assert live.source("stories/gate/index.html") is None
    assert live.source("about/index.html") == "pages/about.md"
