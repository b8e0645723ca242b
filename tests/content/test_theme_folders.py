"""Folders of a theme: names that are none, circles, links out of the folder, and files that are too large."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.sites import SITE, built, make_site, story, tree
from tests.builders.themes import faults, put


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


def test_an_unknown_theme_names_the_nearest(site: Path) -> None:
    """A theme that is not there is an error, with the nearest name."""
    (site / "site.yaml").write_text(SITE + "theme: {name: heartne}\n", encoding="utf-8")
    (fault,) = faults(site)
    assert (fault.rule, fault.hint) == ("no-theme", "did you mean “hearten”?")


@pytest.mark.parametrize("name", ["../hearten", "/etc", "a/b", "."])
def test_a_theme_is_a_name(site: Path, name: str) -> None:
    """A theme's name cannot be a path."""
    (site / "site.yaml").write_text(SITE + f"theme: {{name: '{name}'}}\n", encoding="utf-8")
    assert [d.path for d in faults(site)] == ["site.yaml"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("description: [", "yaml-syntax"), ("descripton: A theme.", "unknown-field"), ("settings: {}", "missing-field")],
)
def test_a_broken_theme_file_is_told(site: Path, text: str, rule: str) -> None:
    """A mistake in theme.yaml is told with its place."""
    put(site, "hearten/theme.yaml", text)
    assert (rule, "themes/hearten/theme.yaml") in {(d.rule, d.path) for d in faults(site)}


def test_themes_that_rest_on_each_other_are_told(site: Path) -> None:
    """Two themes that extend each other end in a diagnostic, not in a loop."""
    (site / "site.yaml").write_text(SITE + "theme: {name: one}\n", encoding="utf-8")
    put(site, "one/theme.yaml", "description: One.\nextends: two\n")
    put(site, "two/theme.yaml", "description: Two.\nextends: one\n")
    assert [d.rule for d in faults(site)] == ["theme-strings"]


def test_a_theme_cannot_read_outside_its_folder(site: Path) -> None:
    """A link in a theme that leads out of it is not shipped."""
    (site / "secret.txt").write_text("a secret", encoding="utf-8")
    put(site, "hearten/assets/kept.txt", "kept")
    (site / "themes/hearten/assets/leak.txt").symlink_to(site / "secret.txt")
    built(site)
    assert not any(b"a secret" in content for content in tree(site / "public").values())


def test_templates_together_are_not_endless(site: Path) -> None:
    """Templates that are too large together are told at their folder."""
    for n in range(6):
        put(site, f"hearten/templates/more-{n}.html", "x" * 190_000)
    assert [(d.rule, d.path) for d in faults(site)] == [("theme-file", "themes/hearten/templates")]
