"""What is told of shelves and of the front page's story."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.front_page import chosen
from generator.plan.shelves import standing
from generator.prepare import prepare
from tests.builders.sites import SITE, TODAY, make_site, story

PAUSED = "{record: R-1, status: paused, given_on: 2026-01-01, scope: [web]}"
STORIES = {"gate.md": story(), "door.md": story("A door"), "well.md": story("A well", consent=PAUSED)}


def told(root: Path, more: str) -> list[Diagnostic]:
    """What is told of site.yaml by rules of shelves."""
    make_site(root, STORIES, site=SITE + more)
    found = prepare(Target(root, "web", TODAY), Run()).diagnostics
    return [d for d in found if d.rule in ("no-story", "front-story", "shelf-small")]


@pytest.mark.parametrize(
    ("more", "place", "message", "hint"),
    [
        (
            "front: {story: gte.md}\n",
            "site.yaml:15:16",
            "there is no story “gte.md” in stories/",
            "did you mean “gate.md”?",
        ),
        (
            "shelves:\n  - label: Here\n    stories: [gate.md, door.md, stories/wel.md]\n",
            "site.yaml:17:33",
            "there is no story “wel.md” in stories/",
            "did you mean “well.md”?",
        ),
        (
            "front: {story: well.md}\n",
            "site.yaml:15:16",
            "“well.md” is not published, so the front page shows the newest story in its place",
            "choose another one, or leave the line; it counts as soon as the story is published",
        ),
        (
            "shelves:\n  - label: Here\n    stories: [gate.md, well.md]\n",
            "site.yaml:16:5",
            "the shelf “Here” is not shown: only one of its stories is published",
            "a shelf needs 2; add others, or leave it until they are published",
        ),
    ],
)
def test_a_name_that_shows_nothing_is_told(tmp_path: Path, more: str, place: str, message: str, hint: str) -> None:
    """What names no story, or shows none, is a warning with its place and a remedy, and stops nothing."""
    [found] = told(tmp_path, more)
    assert not found.is_error
    assert (found.place, found.message, found.hint) == (place, message, hint)


@pytest.mark.parametrize(
    "way", ["gate.md", "stories/gate.md", "./stories/gate.md", "./gate.md", "stories\\gate.md", "stories//gate.md"]
)
def test_one_story_is_named_in_many_ways(tmp_path: Path, way: str) -> None:
    """A story is found by its file's name with or without its folder, and as other systems write paths."""
    more = f"front: {{story: {way}}}\nshelves:\n  - {{label: Here, stories: [door.md, {way}]}}\n"
    make_site(tmp_path, STORIES, site=SITE + more)
    planned = prepare(Target(tmp_path, "web", TODAY), Run())
    assert [d for d in planned.diagnostics if d.path == "site.yaml"] == []
    large, ((_, stories),) = chosen(planned.site), standing(planned.site)
    assert large is not None
    assert (large.source, stories[-1].source) == ("stories/gate.md", "stories/gate.md")


@pytest.mark.parametrize(
    ("more", "place", "message"),
    [
        ("shelves:\n  - {label: Here}\n", "site.yaml:16:5", "“stories” is missing"),
        ("front:\n", "site.yaml:15:7", "“front” must hold fields"),
        ("logo:\n", "site.yaml:15:6", "“logo” must hold fields"),
        ("podcast:\n", "site.yaml:15:9", "“podcast” must hold fields"),
    ],
)
def test_what_has_nothing_in_it_is_an_error(tmp_path: Path, more: str, place: str, message: str) -> None:
    """A shelf without stories, and a name with no fields behind it, are errors with the fields that go there."""
    make_site(tmp_path, STORIES, site=SITE + more)
    with pytest.raises(CannotBuildError) as stopped:
        prepare(Target(tmp_path, "web", TODAY), Run())
    [found] = stopped.value.diagnostics
    assert (found.place, found.message) == (place, message)


def test_nothing_is_told_of_a_shelf_that_stands(tmp_path: Path) -> None:
    """A shelf with two published stories is shown, whatever else it names, and nothing is told."""
    assert told(tmp_path, "shelves:\n  - {label: Here, stories: [gate.md, door.md, well.md]}\n") == []


@pytest.mark.parametrize(
    ("shelves", "message"),
    [
        ("[{label: Here, stories: []}, {label: here, stories: []}]", "two shelves would have the address “here”"),
        (
            "[{label: Here, stories: []}, {label: B, id: here, stories: []}]",
            "two shelves would have the address “here”",
        ),
        ("[{label: Here, stories: [a.md, stories/a.md]}]", "“stories/a.md” stands on this shelf twice"),
    ],
)
def test_what_stands_there_twice_stops_the_build(tmp_path: Path, shelves: str, message: str) -> None:
    """Two shelves at one address, and a story that is on one twice, are errors."""
    with pytest.raises(CannotBuildError) as e:
        told(tmp_path, f"shelves: {shelves}\n")
    assert message in [d.message for d in e.value.diagnostics]


def test_more_than_nine_stories_stop_the_build(tmp_path: Path) -> None:
    """A shelf holds at most nine stories."""
    with pytest.raises(CannotBuildError) as e:
        told(tmp_path, f"shelves: [{{label: Here, stories: [{', '.join(f'{n}.md' for n in range(10))}]}}]\n")
    assert [d.span.line for d in e.value.diagnostics] == [15]


def test_a_denied_name_on_a_shelf_stops_nothing(tmp_path: Path) -> None:
    """The name of a story's file, which no reader sees, is not looked at by the deny list; a shelf's name is."""
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent" / "deny.txt").write_text("Well Zoe\n", encoding="utf-8")
    assert [d.rule for d in told(tmp_path, "shelves: [{label: Here, stories: [well-zoe.md]}]\n")] != []
    with pytest.raises(CannotBuildError):
        told(tmp_path, "shelves: [{label: Well Zoe, stories: []}]\n")
