"""Files that a text names: all of them, from front matter and text, with errors or without."""

from __future__ import annotations

import pytest

from generator.content.front_matter import StoryHeader
from generator.content.named_files import files_of, paths_of
from generator.content.read import manuscript
from generator.content.stance import FieldPath, naming
from tests.builders.headers import written

TEXT = "![A gate](../images/gate.png) and ![the same](../images/./gate.png)"


@pytest.mark.parametrize("slip", [False, True])
@pytest.mark.parametrize(("path", "kind"), [one for one in naming(StoryHeader) if one[1] != "story"])
def test_every_field_that_names_a_file_is_followed(path: FieldPath, kind: str, slip: bool) -> None:
    """The file of each field that names one comes before those in the text, also where the front matter has errors."""
    data = written(path, "../images/own.file", TEXT)
    text = manuscript((data.replace('"Maren"', "[]") if slip else data).encode(), "stories/gate.md", "en").made
    found = [(file.path, file.kind) for file in files_of(text)]
    assert (text.header is None) == slip
    assert found == [("images/own.file", kind), ("images/gate.png", "picture")]
    assert paths_of(text) == {path for path, _ in found}


@pytest.mark.parametrize("path", [path for path, kind in naming(StoryHeader) if kind == "story"])
def test_a_story_that_is_named_is_no_file_of_the_text(path: FieldPath) -> None:
    """A retelling's original is a text of its own, which neither ships nor goes with it."""
    text = manuscript(written(path, "kettle.md").encode(), "stories/gate.md", "en").made
    assert text.header is not None
    assert files_of(text) == ()
