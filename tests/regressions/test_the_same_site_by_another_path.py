"""A site that is named by another path than at its last build: everything was looked through again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import build
from generator.ground.stages import Stages
from generator.ground.target import Target
from tests.builders.clock import settle
from tests.builders.sites import TODAY, built, make_site, story


def test_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build from within the site's folder knows that one from elsewhere left everything as it is."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    settle(root)
    built(root)
    monkeypatch.chdir(root)
    stages = Stages()
    build(Target(Path(), "web", TODAY, Path("public")), stages)
    assert set(stages.seconds) == {"look"}
