"""A story in pages/, of which lines to delete were told before where it belongs."""

from __future__ import annotations

import pytest

from generator.content import read
from tests.builders.sites import story


def told(text: str) -> list[tuple[int, str]]:
    """The lines and remedies of errors in a page."""
    found = read.page_source(text.encode(), "pages/x.md", "en").diagnostics
    return [(d.span.line, d.hint.partition(",")[0]) for d in found if d.is_error]


@pytest.mark.parametrize("more", ["", "tags: [work]\n", "draft: true\n"])
def test_a_story_in_pages(more: str) -> None:
    """Of a story in pages/ it is told first where it belongs, and none of its fields is to be deleted."""
    first, *others = told(story(more=more))
    assert first == (4, "move the file to stories/")
    assert [hint for _, hint in others if "delete" in hint] == []


def test_a_page_with_a_date() -> None:
    """A field of stories in a page that is no story is to be deleted."""
    assert told("---\ntitle: Us\ndate: 2026-01-01\n---\nWe.\n") == [(3, "only stories have a “date”; delete this line")]
