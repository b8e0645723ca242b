from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from generator.content import strict_yaml
from generator.content.contrast import ratio
from generator.ground.diagnostics import Severity
from generator.store.resources import THEMES as BUILT_IN
from tests.builders.sites import SITE, built, make_site, story

THEMES = ("hearten", "plain")
GROUNDS = ("paper", "panel")
TEXTS = ("ink", "quiet", "accent")
LINES = ("edge", "focus")
# Paper is a ground, and the colour of words on dark buttons and on selected text.
PAIRS = [(*pair, 7) for pair in product(TEXTS, GROUNDS)] + [(*pair, 3) for pair in product(LINES, GROUNDS)]


def about(theme: str) -> dict[str, Any]:
    parsed = strict_yaml.parse((BUILT_IN / theme / "theme.yaml").read_text(encoding="utf-8"), "theme.yaml").value
    assert parsed is not None
    assert isinstance(parsed.value, dict)
    return parsed.value


def values(theme: str) -> dict[str, str]:
    return {**about("hearten")["settings"], **about(theme)["settings"]}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", ["", "-dark"])
@pytest.mark.parametrize(("of", "on", "least"), PAIRS)
def test_every_pair(theme: str, scheme: str, of: str, on: str, least: float) -> None:
    """In both themes, by day and night, text reaches 7:1 on every ground, and edges and focus rings 3:1."""
    colours = values(theme)
    assert ratio(colours[of + scheme], colours[on + scheme]) >= least


def test_builds_check_every_pair() -> None:
    """Every pair of colours that is seen together is among those that a build checks."""
    assert {(pair["of"], pair["on"], int(pair["least"])) for pair in about("hearten")["contrast"]} == {
        (of + scheme, on + scheme, least) for of, on, least in PAIRS for scheme in ("", "-dark")
    }


@pytest.mark.parametrize("theme", THEMES)
def test_the_themes_own_colours_pass(theme: str, tmp_path: Path) -> None:
    """A site with a built-in theme's own colours is built without a warning about contrast."""
    root = make_site(tmp_path, {"a.md": story()}, site=f"{SITE}theme: {{name: {theme}}}\n")
    assert [d for d in built(root).diagnostics if d.rule == "contrast"] == []


@pytest.mark.parametrize(("of", "on", "least"), PAIRS)
def test_a_pale_pair(of: str, on: str, least: float, tmp_path: Path) -> None:
    """A pair with too little contrast is a warning that names both, with its place and a colour that passes."""
    site = SITE + f'theme:\n  name: hearten\n  settings:\n    {of}: "#d9b8a8"\n'
    report = built(make_site(tmp_path, {"a.md": story()}, site=site))
    [found] = [d for d in report.diagnostics if f"“{of}” on “{on}”" in d.message]
    assert (found.severity, found.rule, found.path) == (Severity.WARNING, "contrast", "site.yaml")
    assert found.span.line == len(site.splitlines())
    assert found.hint is not None
    offered = found.hint.rpartition(f"{of}: ")[2].strip('"')
    assert ratio(offered, values("hearten")[on]) >= least
