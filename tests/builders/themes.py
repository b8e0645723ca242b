"""Themes of a site's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError, Diagnostic
from tests.builders.sites import built


def put(site: Path, path: str, content: str) -> None:
    """Write a file of a theme into a site's folder."""
    target = site / "themes" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")


def faults(site: Path) -> tuple[Diagnostic, ...]:
    """What stops a build, which has then made no page."""
    with pytest.raises(CannotBuildError) as refused:
        built(site)
    assert not (site / "public").exists()
    return refused.value.diagnostics
