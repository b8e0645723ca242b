"""Settings of a theme: they reach its style sheets, and are told where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.sites import SITE, built, make_site, story, tree
from tests.builders.themes import faults


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


def test_a_setting_reaches_the_style_sheet(site: Path) -> None:
    """A theme's setting is a custom property in its style sheets."""
    (site / "site.yaml").write_text(SITE + "theme: {settings: {measure: 41rem}}\n", encoding="utf-8")
    built(site)
    made = tree(site / "public")
    assert any(b"--measure:41rem;" in content for path, content in made.items() if path.endswith(".css"))


def test_an_unknown_setting_names_the_nearest(site: Path) -> None:
    """A setting that the theme does not know is an error at its place, with the nearest name."""
    (site / "site.yaml").write_text(SITE + "theme:\n  settings:\n    measuer: 41rem\n", encoding="utf-8")
    (fault,) = faults(site)
    line = (SITE + "theme:\n  settings:\n    measuer").count("\n") + 1
    assert (fault.rule, fault.span.line, fault.hint) == ("theme-setting", line, "did you mean “measure”?")


@pytest.mark.parametrize(
    "value", ["red;} body{display:none", "url(https://x.example/)", "</style>", "expression(1)!", "\\"]
)
def test_a_setting_cannot_be_more_than_a_value(site: Path, value: str) -> None:
    """A setting that could end its declaration or load something is an error."""
    (site / "site.yaml").write_text(SITE + f"theme: {{settings: {{measure: '{value}'}}}}\n", encoding="utf-8")
    assert [d.rule for d in faults(site)] == ["theme-setting"]
