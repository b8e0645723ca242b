"""`residue` told of 3 to 13 places for stories that were never in the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking.residue import look, read_traces
from generator.checking.traces import together
from generator.gate.deny_list import DenyList
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.sites import built

# Told ones last: one storyteller is named “A school cook”, and another calls herself that; they are in one half.
STORIES = sorted((ROOT / "stories").glob("*.md"), key=lambda path: (b"\nrecording:" in path.read_bytes(), path))


@pytest.mark.long
@pytest.mark.parametrize("which", [0, 1])
def test_stories_that_were_never_there_are_not_found(tmp_path: Path, which: int) -> None:
    """In the example site, built with every other story, nothing is found of any of those that are not in it."""
    source, missing = source_of_example(tmp_path), STORIES[which::2]
    for path in missing:
        (source / "stories" / path.name).unlink()
    assert built(source, today=TODAY).stories > len(STORIES) // 3
    looked = look(source / "public", together([read_traces(path) for path in missing], DenyList()))
    assert (looked.hits, looked.unopened) == ((), ())
