"""A site's own templates ran as programs on the machine that builds the site, and could keep it busy for ever."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.theme import Theme
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.render import allowance
from generator.render.renderer import Renderer
from generator.store.resources import THEMES
from generator.views.pages import Page
from tests.builders.sites import DATA, SITE, built, make_site, story, tree
from tests.builders.values import SiteValue

TEMPLATES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "hostile-templates").iterdir())}
HOME = "themes/hearten/templates/home.html"


@pytest.fixture(scope="module")
def site() -> SiteValue:
    """A site of two stories."""
    return SiteValue({"a.md": story("A gate"), "b.md": story("A kettle", topics="[work]")})


def own(theme: Theme, **templates: str) -> Theme:
    """The theme with templates of a site's own."""
    named = {f"{name.replace('_', '-')}.html": text for name, text in templates.items()}
    places = {name: f"themes/hearten/templates/{name}" for name in named}
    return replace(theme, templates={**theme.templates, **named}, own=places)


def home(site: SiteValue) -> Page:
    """The front page."""
    return next(page for page in site.plan.pages if page.path == "index.html")


def faults(site: SiteValue, **templates: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(CannotBuildError) as refused:
        Renderer(own(site.theme, **templates)).render(home(site))
    return refused.value.diagnostics


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_hostile_template_is_told(
    name: str, site: SiteValue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template that would run something, read elsewhere, or never end is a problem with file, line and remedy."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(allowance, "WORK", 20_000_000)  # less, so that this does not take long
    (fault,) = faults(site, home=f"\n{TEMPLATES[name]}")
    assert fault.rule == "template"
    assert fault.path in (HOME, "themes/hearten/templates/cover.html")
    assert fault.hint
    assert fault.message.isprintable()
    assert list(tmp_path.iterdir()) == []


def test_the_allowance_ends_a_page_without_end(site: SiteValue) -> None:
    """The full allowance of a page ends loops in loops with their line, and says what a page may not do."""
    (fault,) = faults(site, home=f"\n\n{TEMPLATES['range-of-ranges']}")
    assert fault.span.line == 3
    assert "takes more work than any page may" in fault.message
    assert "docs/themes.md" in fault.hint


def test_a_fragment_costs_the_same_whenever_it_is_made(site: SiteValue) -> None:
    """A page takes as much of its allowance where its fragments are there already as where they are made for it."""
    renderer = Renderer(own(site.theme, home=site.theme.templates["home.html"] + " "))
    taken = []
    for _ in range(2):
        with allowance.granted() as meter:
            view = home(site).view
            around = renderer._around("index.html", view.shell)  # type: ignore[union-attr]  # an HTML view
            renderer.environment.get_template("home.html").render(view=view, **around)
        taken.append(allowance.WORK - meter.left)
    assert taken[0] == taken[1] > 0


def test_every_built_in_page_comes_out_the_same(site: SiteValue) -> None:
    """Every page of the built-in theme is the same byte for byte when its templates run beside one of a site's own."""
    plain, guarded = Renderer(site.theme), Renderer(own(site.theme, note="A template that no page uses."))
    pages = [page for page in site.plan.pages if page.path.endswith(".html")]
    assert pages
    for page in pages:
        assert guarded.render(page) == plain.render(page)


def test_a_copy_of_a_built_in_template_is_trusted(tmp_path: Path) -> None:
    """A theme's folder with unchanged copies of built-in templates is no theme of a site's own."""
    root = make_site(tmp_path, {"a.md": story()})
    (root / "themes/hearten/templates").mkdir(parents=True)
    copy = (THEMES / "hearten/templates/home.html").read_bytes()
    (root / "themes/hearten/templates/home.html").write_bytes(copy)
    built(root)
    assert tree(root / "public")["index.html"]


def test_a_mixed_theme_works(site: SiteValue) -> None:
    """A template of a site's own can extend, include and import built-in ones, and use what docs/themes.md lists."""
    text = """{% extends "base.html" %}
{% import "macros.html" as m with context %}
{% block main %}
{% set seen = namespace(names=[]) %}
{% for card in view.newest %}{% set seen.names = seen.names + [card.title|upper] %}{% endfor %}
<h1>{{ seen.names|sort|join(", ") }}</h1>
{{ m.cards(view.newest, 2) }}
<p>{{ view.newest|map(attribute="minutes")|sum }} {{ "%d of %03d"|format(1, view.total) }} {{ (1, 2)[:1]|first }}</p>
<p>{{ view.newest[0].title.split(" ")|last }} {{ view.newest[0].date.isoformat() }} {{ {"a": 1}.items()|list }}</p>
{% for a in [[1, [2]]] recursive %}{% if a is iterable %}{{ loop(a) }}{% else %}{{ a }}{% endif %}{% endfor %}
{% call(x) twice() %}{{ x }}{% endcall %}
{% endblock %}
{% macro twice() %}{{ caller(1) }}{{ caller(2) }}{% endmacro %}
"""
    made = Renderer(own(site.theme, home=text)).render(home(site)).content.decode()
    assert "<h1>A GATE, A KETTLE</h1>" in made
    assert 'class="cards' in made
    assert "<p>2 1 of 002 1</p>" in made
    assert "2026-01-01 [(&#39;a&#39;, 1)]" in made


def test_threads_count_alone(site: SiteValue) -> None:
    """Pages that are made at once in several threads each have the whole allowance."""
    renderer = Renderer(own(site.theme, home="{% for a in range(999) %}{{ a }}{% endfor %}"))
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(renderer.render, [home(site)] * 12))
    assert made == made[:1] * 12


@pytest.mark.parametrize("words", ['by: "{name.__class__}"', 'by: "{name:>999999999}"', 'by: "{name!r}"', 'by: "{"'])
def test_words_are_filled_with_names_alone(tmp_path: Path, words: str) -> None:
    """A string with anything but a name in braces is told with its line, and is never filled in."""
    root = make_site(tmp_path, {"a.md": story()})
    (root / "themes/hearten/strings").mkdir(parents=True)
    (root / "themes/hearten/strings/en.yaml").write_text(f"menu: Menu\n{words}\n", encoding="utf-8")
    with pytest.raises(CannotBuildError) as refused:
        built(root)
    assert [d.place for d in refused.value.diagnostics] == ["themes/hearten/strings/en.yaml:2:5"]


def test_a_theme_outside_of_the_site_is_refused(tmp_path: Path) -> None:
    """A theme's folder that is a link out of the site's folder is an error, also where `themes` is the link."""
    for n, link in enumerate(("themes/ours", "themes")):
        elsewhere = tmp_path / f"elsewhere-{n}"
        folder = elsewhere / "ours" if link == "themes" else elsewhere
        (folder / "templates").mkdir(parents=True)
        (folder / "templates/home.html").write_text("words from elsewhere", encoding="utf-8")
        root = make_site(tmp_path / f"site-{n}", {"a.md": story()}, site=f"{SITE}theme: {{name: ours}}\n")
        (root / link).parent.mkdir(exist_ok=True)
        (root / link).symlink_to(elsewhere, target_is_directory=True)
        with pytest.raises(CannotBuildError) as refused:
            built(root)
        assert [(d.rule, d.path) for d in refused.value.diagnostics] == [("outside", "themes/ours")]


def test_a_link_out_of_a_theme_is_left_out_and_told(tmp_path: Path) -> None:
    """A template or an asset that is a link out of the theme is no file of it, and a warning names it."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    (tmp_path / "secret.html").write_text("a secret", encoding="utf-8")
    for place in ("templates/home.html", "assets/leak.txt"):
        (root / "themes/hearten" / place).parent.mkdir(parents=True)
        (root / "themes/hearten" / place).symlink_to(tmp_path / "secret.html")
    report = built(root)
    assert [(d.rule, d.path) for d in report.diagnostics] == [
        ("theme-file", "themes/hearten/assets/leak.txt"),
        ("theme-file", "themes/hearten/templates/home.html"),
    ]
    assert not any(b"a secret" in content for content in tree(root / "public").values())


@pytest.mark.parametrize("place", ["templates/home.html", "strings/en.yaml", "theme.yaml"])
def test_a_theme_is_utf_8(tmp_path: Path, place: str) -> None:
    """A template or another text of a theme that is not UTF-8 is told with its line, and not mended silently."""
    root = make_site(tmp_path, {"a.md": story()})
    (root / "themes/hearten" / place).parent.mkdir(parents=True)
    (root / "themes/hearten" / place).write_bytes(b"description: Ours.\n# caf\xe9\n")
    with pytest.raises(CannotBuildError) as refused:
        built(root)
    assert ("not-utf-8", f"themes/hearten/{place}", 2) in {
        (d.rule, d.path, d.span.line) for d in refused.value.diagnostics
    }


def test_a_file_of_another_name_is_left_out(tmp_path: Path) -> None:
    """A file of the theme that is used whose name is not UTF-8 is left out, and a warning tells of it."""
    root = make_site(tmp_path, {"a.md": story()})
    (root / "themes/hearten/assets").mkdir(parents=True)
    try:
        (root / "themes/hearten/assets" / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    except OSError:  # a file system that takes no such name has no such file
        return
    assert [d.rule for d in built(root).diagnostics] == ["theme-file"]
