"""Texts as editors bring them: what is told of each, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.told import TOLD, build, cases, site_with, unlike

KINDS = ("words", "front-matter", "mistakes")


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in cases(kind)])
def test_case(kind: str, name: str, tmp_path: Path) -> None:
    """A text as somebody brought it gives exactly what is written above its faulty lines."""
    site = tmp_path / "site"
    expected = site_with(TOLD / kind / name, site)
    assert unlike(build(site), expected) == []


def test_a_case_holds_all_that_is_told(tmp_path: Path) -> None:
    """What is told and not expected fails a case, and so does what is expected and not told."""
    site = tmp_path / "site"
    (missing,) = site_with(TOLD / "mistakes" / "m21-topic-typo.md", site)
    other = replace(missing, line=missing.line + 1)
    told = build(site)
    assert len(unlike(told, [])) == 1
    assert len(unlike(told, [missing, missing])) == 1
    assert len(unlike(told, [other])) == 2
