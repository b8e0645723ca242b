"""Mistakes in themes that ended in a traceback, or were shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError, Diagnostic
from tests.builders.sites import built, make_site, story, tree


def faults(site: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(CannotBuildError) as refused:
        built(site)
    return refused.value.diagnostics


def overlay(site: Path, path: str, content: str) -> None:
    target = site / "themes" / "hearten" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    "template", ["\n{{ 1 / 0 }}", "\n{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "\n{{ 2 ** 'a' }}"]
)
def test_whatever_a_template_does_is_told(tmp_path: Path, template: str) -> None:
    """A template that divides by zero, calls itself for ever, or mixes types is named with its line."""
    site = make_site(tmp_path, {"a.md": story()})
    overlay(site, "templates/home.html", template)
    (fault,) = faults(site)
    assert (fault.rule, fault.place) == ("template", "themes/hearten/templates/home.html:2:1")


def test_a_single_word_can_be_changed(tmp_path: Path) -> None:
    """A site's own strings file needs to hold only the words that differ."""
    site = make_site(tmp_path, {"a.md": story()})
    overlay(site, "strings/en.yaml", "all_stories: Everything that we were told\n")
    built(site)
    page = tree(site / "public")["stories/index.html"].decode()
    assert "<h1>Everything that we were told" in page
    assert "one minute to read" in page


def test_a_file_is_not_cut_short(tmp_path: Path) -> None:
    """An asset that is too large is an error, and is not shipped in part."""
    site = make_site(tmp_path, {"a.md": story()})
    overlay(site, "assets/film.txt", "a" * 2_000_001)
    assert [(d.rule, d.path) for d in faults(site)] == [("theme-file", "themes/hearten/assets/film.txt")]
