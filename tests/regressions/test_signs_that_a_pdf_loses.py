"""Signs that no font on the computer has were missing in a PDF, and nobody was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bundle.bundle import Made, make
from generator.cli.bundle import _told
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from tests.builders.sites import TODAY, make_site, story

UNASSIGNED = "\u0378"  # no font has it, as it stands for nothing


def pdf_of(root: Path, signs: str) -> Made:
    texts = {"gate.md": story(), "signs.md": story("Signs", text=f"Before {signs} behind.")}
    return make(make_site(root, texts), root / "copy.pdf", "pdf", BundleTerms(), TODAY, TODAY, Stages())


def test_the_story_and_its_signs_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever makes a PDF reads which story lacks which signs, and what to do."""
    made = pdf_of(tmp_path, UNASSIGNED)
    assert made.unset == (("stories/signs.md", UNASSIGNED),)
    _told(made)
    said = capsys.readouterr().out
    assert "warning: stories/signs.md: no font on this computer has " in said
    assert "(U+0378), so the PDF lacks" in said
    assert "Install a font" in said


def test_nothing_is_told_where_all_can_be_set(tmp_path: Path) -> None:
    """A PDF that has every sign is made without a warning."""
    assert pdf_of(tmp_path, "é").unset == ()
