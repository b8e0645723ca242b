"""A NUL written as an escape in YAML reached the pages and feeds, which are no HTML and XML then."""

from __future__ import annotations

import pytest

from generator.content import read
from tests.builders.sites import story


@pytest.mark.parametrize("escape", [r"\0", r"\x01", r"\e", r"\a", r"\x7f", r"\N", r"\uFFFE", r"\uFDD0"])
def test_escaped_control_characters(escape: str) -> None:
    """A control character is refused however it is written."""
    checked = read.manuscript(story(title=f'"A{escape}tin"').encode(), "stories/x.md", "en")
    assert [(d.rule, d.span.line, d.span.column) for d in checked.diagnostics] == [("control-character", 2, 8)]
