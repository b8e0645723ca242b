"""How a problem is mended at the desk, where that is done otherwise there than in a terminal and a text editor."""

from __future__ import annotations

from collections.abc import Mapping

from generator.checking.readiness import NO_STORIES
from generator.ground.diagnostics import Diagnostic

AT_THE_DESK: Mapping[str, str] = {
    NO_STORIES: "“New story” on the desk begins one; the table there says of each what keeps it back",
}


def remedy(d: Diagnostic) -> str:
    """How a problem is mended at the desk."""
    return AT_THE_DESK.get(d.rule, d.hint)
