"""Lists written as words, for which what was told to write was the next error."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.authoring.mend import mending
from generator.content import read
from tests.builders.sites import SITE, built, make_site, story


def hints(tmp_path: Path, text: str, site: str = SITE) -> list[str]:
    """The remedies of errors in a story."""
    make_site(tmp_path, {"a.md": text}, site=site)
    return [d.hint for d in built(tmp_path).diagnostics if d.is_error]


@pytest.mark.parametrize("none", ["no", "none", "None", "false", "keine"])
def test_no_content_notes(tmp_path: Path, none: str) -> None:
    """A word for none in place of content notes is mended to an empty list, with which the story is published."""
    text = story(more=f"content_notes: {none}")
    assert hints(tmp_path, text) == ["write: content_notes: []"]
    mended = text.replace(f"content_notes: {none}", "content_notes: []")
    assert mending(text.encode(), "stories/a.md").after == mended.encode()
    assert hints(tmp_path, mended) == []


@pytest.mark.parametrize("none", ["[no]", "[none]"])
def test_no_content_notes_in_brackets(tmp_path: Path, none: str) -> None:
    """A word for none in the list of content notes is told with the empty list."""
    text = story(more=f"content_notes: {none}")
    assert hints(tmp_path, text) == ["where there is nothing to note, write: content_notes: []"]


def test_the_label_of_a_content_note(tmp_path: Path) -> None:
    """A content note's label is told with its id."""
    assert hints(tmp_path, story(more="content_notes: [hard food]"), SITE.replace("Eating", "Hard food")) == [
        "write its id: eating"
    ]


def test_topics_with_and(tmp_path: Path) -> None:
    """Topics with “and” between them are told as two and as one, and neither is written by itself."""
    text = story(topics="hope and support")
    two, one = "write: topics: [hope, support]", "write: topics: [hope and support]"
    assert hints(tmp_path, text) == [f"{two}; if it is the name of one, {one}"]
    assert hints(tmp_path, story(topics="[hope and support]")) == ["put commas between them: hope, support"]


def test_no_topics() -> None:
    """A word for none in place of topics is told with where topics stand."""
    [problem] = read.manuscript(story(topics="none").encode(), "stories/a.md", "en").diagnostics
    assert problem.hint == "write: topics: […], with one to six of the topics in site.yaml"
