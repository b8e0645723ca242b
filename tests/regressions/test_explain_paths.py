"""Paths that explain took for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.explain import Answer, explain
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.sites import TODAY, make_site, story


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(
        tmp_path, {"here.md": story(), "gone.md": story(consent="{record: R-2, status: paused, scope: [web]}")}
    )


def ask(site: Path, path: str) -> Answer:
    return explain(path, prepare(Target(site, "web", TODAY), Run()))


@pytest.mark.parametrize("path", ["stories/nobody/index.html", "nothing/stories/index/index.html", "x/nobody.html"])
def test_an_unknown_path_is_not_the_front_page(site: Path, path: str) -> None:
    """A path that no page has is said to be unknown, however it ends."""
    answer = ask(site, path)
    assert not answer.found
    assert answer.lines[0].startswith("Nothing in this build")


@pytest.mark.parametrize("path", ["stories/gone", "stories/gone/", "public/stories/gone/index.html", "stories/gone.md"])
def test_the_address_of_a_withheld_story_is_explained(site: Path, path: str) -> None:
    """The address that a withheld story would have tells why it has none."""
    assert ask(site, path) == Answer(
        False, ("stories/gone.md has no page: the storyteller has paused the consent (rule “paused”).",)
    )


@pytest.mark.parametrize("path", ["stories/here", "/stories/here/", "srv/www/stories/here/index.html"])
def test_folders_above_the_output_are_left_out(site: Path, path: str) -> None:
    """A page is found by its address and by its file's path, whatever folder the output is in."""
    assert ask(site, path).lines[0] == "stories/here/index.html"


@pytest.mark.parametrize("path", [".", "/", "./", "index.html", "public/index.html"])
def test_the_front_page_is_explained(site: Path, path: str) -> None:
    """The front page is found by any of its names."""
    assert ask(site, path).lines[0] == "index.html"
