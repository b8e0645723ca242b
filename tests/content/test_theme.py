"""Themes: a site's own files over the built-in ones, and every mistake in them told with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.theme import _without_comments
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.store.resources import THEMES
from tests.builders.sites import SITE, built, make_site, story, tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


def put(site: Path, path: str, content: str) -> None:
    target = site / "themes" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")


def faults(site: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(CannotBuildError) as refused:
        built(site)
    assert not (site / "public").exists()
    return refused.value.diagnostics


def test_one_template_can_be_replaced(site: Path) -> None:
    """A template in the site's own themes folder stands in for the built-in one, and all others stay."""
    built(site)
    before = tree(site / "public")
    put(
        site,
        "hearten/templates/404.html",
        '{% extends "base.html" %}{% block main %}<h1>Gone fishing</h1>{% endblock %}',
    )
    built(site)
    after = tree(site / "public")
    assert {path for path in before if before[path] != after[path]} == {"404.html"}
    assert b"<h1>Gone fishing</h1>" in after["404.html"]


def test_an_asset_can_be_added(site: Path) -> None:
    """A file in the assets of the site's own theme is shipped under a name made of its content."""
    put(site, "hearten/assets/zz.css", "p { color: inherit }")
    built(site)
    made = tree(site / "public")
    (path,) = [path for path in made if path.startswith("assets/zz.")]
    assert b"p { color: inherit }" in made[path]


TWO_PARTS = """description: Ours.
scripts:
  both.js: [both/zebra.js, both/ant.js]
"""


def put_parts(site: Path, zebra: str = "zebra();\n", ant: str = "ant();\n") -> None:
    (site / "site.yaml").write_text(SITE + "theme: {name: ours}\n", encoding="utf-8")
    put(site, "ours/theme.yaml", TWO_PARTS)
    put(site, "ours/assets/both/zebra.js", zebra)
    put(site, "ours/assets/both/ant.js", ant)


def scripts(site: Path) -> dict[str, str]:
    """The scripts that the site's own theme adds, by name."""
    names = {path: re.fullmatch(r"assets/(.*\b(?:both|zebra|ant))\.\w+(\.js)", path) for path in tree(site / "public")}
    made = tree(site / "public")
    return {found[1] + found[2]: made[path].decode() for path, found in names.items() if found}


def test_scripts_of_parts(site: Path) -> None:
    """A script of several parts is one file with the parts in the order of the list, and they are not sent alone."""
    put_parts(site)
    built(site)
    assert list(scripts(site)) == ["both.js"]
    assert re.findall(r"\w+\(\);", scripts(site)["both.js"]) == ["zebra();", "ant();"]


def test_comments_stay_in_the_theme(site: Path) -> None:
    """Comments on lines of their own are not sent, and everything else is sent as it stands."""
    code = 'const a = "// no comment"; /* beside code */ f(); // too\n  /* and */ g(/x*/);\nh("/*");\n'
    put_parts(site, f"/* Two\n   lines. */\n  // one\n{code}\n/**/\n  /* * / ** */  \n", "/* x */ ant(); /* y */\n")
    built(site)
    parts = re.findall(r"try \{\n(.*?)\n\} catch", scripts(site)["both.js"], re.DOTALL)
    assert parts == [code.strip(), "/* x */ ant(); /* y */"]


def test_a_part_can_be_replaced(site: Path) -> None:
    """A part in a theme stands in for that of the theme that it extends, and the others stay."""
    put_parts(site)
    (site / "site.yaml").write_text(SITE + "theme: {name: mine}\n", encoding="utf-8")
    put(site, "mine/theme.yaml", "description: Mine.\nextends: ours\n")
    put(site, "mine/assets/both/ant.js", "bee();\n")
    built(site)
    assert re.findall(r"\w+\(\);", scripts(site)["both.js"]) == ["zebra();", "bee();"]


def test_a_script_can_be_replaced_whole(site: Path) -> None:
    """A file that has the name of a script of several parts stands in for all of them."""
    put_parts(site)
    put(site, "ours/assets/both.js", "whole();")
    built(site)
    assert scripts(site) == {"both.js": "whole();"}


def test_a_part_that_is_not_there_is_told(site: Path) -> None:
    """A part of a script that is missing is named, with the nearest file that is there."""
    put_parts(site)
    put(site, "ours/theme.yaml", TWO_PARTS.replace("ant.js", "amt.js"))
    [fault] = faults(site)
    assert (fault.rule, fault.path) == ("theme-script", "themes/ours/theme.yaml")
    assert fault.hint == "did you mean “both/ant.js”?"
    assert fault.message == "“both/amt.js”, a part of both.js, is not there"


@pytest.mark.parametrize("name", ["../both.js", "both", "a/b.js", "both.css"])
def test_a_script_is_a_name(name: str, site: Path) -> None:
    """The name of a script of several parts cannot be a path or another kind of file."""
    put_parts(site)
    put(site, "ours/theme.yaml", TWO_PARTS.replace("both.js:", f"{name}:"))
    assert [d.path for d in faults(site)] == ["themes/ours/theme.yaml"]


def test_an_own_theme_rests_on_the_built_in_one(site: Path) -> None:
    """A theme of the site's own needs only the files that differ from the built-in theme."""
    (site / "site.yaml").write_text(SITE + "theme: {name: ours}\n", encoding="utf-8")
    put(site, "ours/templates/404.html", '{% extends "base.html" %}{% block main %}<h1>Ours</h1>{% endblock %}')
    built(site)
    made = tree(site / "public")
    assert b"<h1>Ours</h1>" in made["404.html"]
    assert b"We painted the gate." in made["stories/gate/index.html"]


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


def test_templates_that_do_not_compile_are_all_told(site: Path) -> None:
    """Every template with a syntax error is named with its line, all in one run."""
    put(site, "hearten/templates/home.html", "\n\n{% if %}")
    put(site, "hearten/templates/404.html", "{{ view.head.title }\n")
    assert {(d.rule, d.path, d.span.line) for d in faults(site)} == {
        ("template", "themes/hearten/templates/home.html", 3),
        ("template", "themes/hearten/templates/404.html", 1),
    }


def test_a_variable_that_is_not_there_is_told(site: Path) -> None:
    """A template that asks for what its view has not is named with its line and the page."""
    put(
        site,
        "hearten/templates/story.html",
        '{% extends "base.html" %}\n{% block main %}\n{{ view.titel }}\n{% endblock %}',
    )
    (fault,) = faults(site)
    assert fault.place == "themes/hearten/templates/story.html:3:1"
    assert "stories/gate/index.html" in fault.message
    assert "titel" in fault.message


def test_a_template_that_is_not_there_is_told(site: Path) -> None:
    """A template that includes one that is not there is named."""
    put(site, "hearten/templates/home.html", '\n{% include "nowhere.html" %}')
    (fault,) = faults(site)
    assert fault.place == "themes/hearten/templates/home.html:2:1"
    assert "nowhere.html" in fault.message


def test_an_overlay_sees_no_more_than_its_view(site: Path) -> None:
    """A template cannot reach a story but through its page's view: there is no site, build or environment in it."""
    names = ("site", "stories", "settings", "manuscript", "config", "request", "planned")
    for name in names:
        put(site, "hearten/templates/home.html", f"{{{{ {name} }}}}")
        assert f"'{name}' is undefined" in faults(site)[0].message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("months: [", "yaml-syntax"),
        ("- a list", "theme-strings"),
        ("menu: {a: b}", "theme-strings"),
        ("a: 1\na: 2", "yaml-duplicate"),
    ],
)
def test_broken_strings_are_told(site: Path, text: str, rule: str) -> None:
    """A strings file that is not one word a line is named."""
    put(site, "hearten/strings/en.yaml", text)
    assert (rule, "themes/hearten/strings/en.yaml") in {(d.rule, d.path) for d in faults(site)}


@pytest.mark.parametrize("text", ['minutes.one: "{minutes} long"', 'months: ""'])
def test_words_that_cannot_be_filled_in_are_told(site: Path, text: str) -> None:
    """A string that asks for what is not there fails with a diagnostic that names template and page."""
    put(site, "hearten/strings/en.yaml", text)
    (fault,) = faults(site)
    assert fault.rule == "template"
    assert fault.path.startswith("themes/hearten/templates/")


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


def worded(site: Path, language: str) -> list[tuple[int, str, str | None]]:
    """What a build says of the theme's words in a site's language: line, message and hint."""
    (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
    return [(d.span.line, d.message, d.hint) for d in built(site).diagnostics if d.rule == "theme-words"]


def test_a_language_that_the_theme_does_not_speak_is_told(site: Path) -> None:
    """Where the theme has no words in the site's language, the line is named, and the file to write."""
    [(line, message, hint)] = worded(site, "cy-GB")
    assert line == len(SITE.splitlines()) + 1
    assert "no words in “cy-GB”" in message
    assert hint
    assert "themes/hearten/strings/cy-GB.yaml" in hint


def test_words_that_a_language_lacks_are_told(site: Path) -> None:
    """Where the theme has some words in the site's language, those that are still English are counted and named."""
    words = (THEMES / "hearten" / "strings" / "en.yaml").read_text(encoding="utf-8")
    put(site, "hearten/strings/cy.yaml", words.replace("search: Search\n", ""))
    [(_, message, hint)] = worded(site, "cy-GB")
    assert "lacks 1 of its words in “cy”" in message
    assert hint
    assert "write search into themes/hearten/strings/cy.yaml" in hint


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "es-MX"])
def test_the_built_in_theme_lacks_no_word(language: str, site: Path) -> None:
    """In English, German and Spanish, of any region, the built-in theme has all of its words."""
    assert worded(site, language) == []


@given(st.lists(st.sampled_from(["/*", "*/", "//", "\n", " ", "\t", "a", "*", "/", "\r"]), max_size=14).map("".join))
def test_comments_are_found_as_a_pattern_finds_them(script: str) -> None:
    """Comments on lines of their own are those that a regular expression would find, slow as it is for some scripts."""
    pattern = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
    assert _without_comments(script.encode()) == pattern.sub(b"", script.encode())


def test_templates_together_are_not_endless(site: Path) -> None:
    """Templates that are too large together are told at their folder."""
    for n in range(6):
        put(site, f"hearten/templates/more-{n}.html", "x" * 190_000)
    assert [(d.rule, d.path) for d in faults(site)] == [("theme-file", "themes/hearten/templates")]
