"""The parser drops what is nested in more than twenty quotes or lists, and a build said nothing."""

from __future__ import annotations

import pytest

from generator.content import markdown


@pytest.mark.parametrize("nest", [">", "> ", "- ", "1. ", "> - "])
@pytest.mark.parametrize("depth", range(1, 30))
def test_no_word_is_lost_in_silence(nest: str, depth: int) -> None:
    """Either a word in nested quotes or lists is in the body, or there is an error."""
    checked = markdown.parse(nest * depth + "word", "stories/x.md", "en")
    assert checked.value is not None
    assert (checked.value.text == "word") != bool(checked.errors)
