"""Two files whose names differ only in how an accent is written."""

from __future__ import annotations

from pathlib import Path

from generator.content import sources
from tests.builders.sites import make_site, story


def test_the_second_is_told(tmp_path: Path) -> None:
    """Of two file names that are one after normalisation, the second is not read, and that is told."""
    root = make_site(tmp_path, {"caf\u00e9.md": story(), "cafe\u0301.md": story()})
    found = sources.gather(root)
    assert [f.path for f in found.stories] == ["stories/caf\u00e9.md"]
    assert [d.rule for d in found.diagnostics] == ["file-name"]
