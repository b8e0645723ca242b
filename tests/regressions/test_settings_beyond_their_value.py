"""A theme's setting could swallow the style sheet behind it, or ask another website for a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError, Diagnostic
from tests.builders.sites import SITE, built, make_site, story, tree


def faults(root: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(CannotBuildError) as refused:
        built(root)
    return refused.value.diagnostics


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('measure: "("', "“measure” cannot be read: “(” stands at the wrong place"),
        (
            'text-font: "url(//x.example/f.woff2)"',
            "“text-font” cannot be read: “url(…)” is not among what a setting may use",
        ),
    ],
)
def test_a_setting_is_one_value(tmp_path: Path, line: str, message: str) -> None:
    """An open bracket as a width and a file from elsewhere as a font are errors with file, line, column and remedy."""
    root = make_site(tmp_path, {"a.md": story()}, site=f"{SITE}theme:\n  settings:\n    {line}\n")
    (fault,) = faults(root)
    at = SITE.count("\n") + 3, 5 + line.index('"')
    assert (fault.rule, fault.path, fault.span.line, fault.span.column) == ("theme-setting", "site.yaml", *at)
    assert fault.message == message
    assert fault.hint.startswith("write ")


def test_a_width_that_follows_the_font_passes(tmp_path: Path) -> None:
    """A width that is worked out of others can be given as a setting."""
    root = make_site(tmp_path, {"a.md": story()}, site=f"{SITE}theme: {{settings: {{measure: calc(30ch + 8em)}}}}\n")
    assert built(root).diagnostics == ()
    sheets = [content for path, content in tree(root / "public").items() if path.endswith(".css")]
    assert any(b"--measure:calc(30ch + 8em);" in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('settings:\n  measure: "("', "theme-setting"),
        ("settings:\n  measure: Georgia", "theme-setting"),
        ("settings:\n  wide: url(//x.example/)", "theme-setting"),
        ("settings:\n  '--x:red}p{': red", "string_pattern_mismatch"),
        ("contrast:\n  - {of: nothing, on: paper, least: 7}", "theme-contrast"),
        ("settings:\n  red: red\ncontrast:\n  - {of: red, on: paper, least: 7}", "theme-contrast"),
    ],
)
def test_a_themes_own_defaults_are_values(tmp_path: Path, text: str, rule: str) -> None:
    """Defaults in theme.yaml that are no values, or not of the kind that they stand in for, are told in that file."""
    root = make_site(tmp_path, {"a.md": story()})
    (root / "themes/hearten").mkdir(parents=True)
    (root / "themes/hearten/theme.yaml").write_text(f"description: Ours.\n{text}\n", encoding="utf-8")
    found = faults(root)
    assert {d.path for d in found} == {"themes/hearten/theme.yaml"}
    assert rule in {d.rule for d in found}
    assert all(d.span.line > 1 for d in found)
