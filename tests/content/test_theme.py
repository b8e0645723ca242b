"""Themes: a site's own files over the built-in ones, and every mistake in them told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.sites import SITE, built, make_site, story, tree
from tests.builders.themes import faults, put


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


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


def test_an_own_theme_rests_on_the_built_in_one(site: Path) -> None:
    """A theme of the site's own needs only the files that differ from the built-in theme."""
    (site / "site.yaml").write_text(SITE + "theme: {name: ours}\n", encoding="utf-8")
    put(site, "ours/templates/404.html", '{% extends "base.html" %}{% block main %}<h1>Ours</h1>{% endblock %}')
    built(site)
    made = tree(site / "public")
    assert b"<h1>Ours</h1>" in made["404.html"]
    assert b"We painted the gate." in made["stories/gate/index.html"]


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
