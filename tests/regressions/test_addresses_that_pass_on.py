"""Addresses that went from one storyteller to another: by an alias, a name without letters, or a withdrawal."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.slugs import slug_of
from generator.gate.tombstones import PATH, Tombstone, Withdrawn, entry_id, hashed_address, written
from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

PAUSED = "{record: R-2, status: paused, scope: [web]}"
SALT = "0123456789abcdef0123456789abcdef"


def page(root: Path, path: str) -> str:
    return tree(root / "public")[path].decode()


def gone(root: Path, *paths: str) -> None:
    """Write down that a story with these addresses was withdrawn."""
    addresses = " ".join(hashed_address(path, SALT) for path in paths)
    stone = Tombstone(id="urn:uuid:0", withdrawn_on=TODAY, in_feeds=False, addresses=addresses)
    (root / "consent").mkdir(exist_ok=True)
    (root / PATH).write_bytes(written(Withdrawn(form=2, salt=SALT, stories=(stone,))))


@pytest.mark.parametrize("names", [("a-new.md", "bench.md"), ("z-new.md", "bench.md")])
def test_a_storys_own_address_comes_before_an_alias(tmp_path: Path, names: tuple[str, str]) -> None:
    """An alias never takes another story's own address, whichever file comes first, and a warning names both files."""
    thief, owner = names
    stories = {thief: story("New", more="aliases: [/stories/bench/, /old/]"), owner: story("The bench")}
    root = make_site(tmp_path, stories)
    report = built(root)
    assert "<h1>The bench</h1>" in page(root, "stories/bench/index.html")
    assert page(root, f"stories/{thief.removesuffix('.md')}/index.html")
    assert "New" in page(root, "old/index.html")
    assert report.withheld == ()
    (told,) = report.diagnostics
    assert (told.rule, told.path, told.span.line) == ("address-taken", f"stories/{thief}", 8)
    assert told.message == "/stories/bench/ belongs to stories/bench.md, so it does not lead here"
    assert not told.is_error


def test_two_stories_cannot_take_each_others_address(tmp_path: Path) -> None:
    """Two stories whose aliases name each other's address both stay where they are."""
    root = make_site(
        tmp_path,
        {"a.md": story("One", more="aliases: [/stories/b/]"), "b.md": story("Two", more="aliases: [/stories/a/]")},
    )
    built(root)
    assert "<h1>One</h1>" in page(root, "stories/a/index.html")
    assert "<h1>Two</h1>" in page(root, "stories/b/index.html")


def test_an_alias_that_is_a_withheld_storys_address_is_told(tmp_path: Path) -> None:
    """An alias leads to its story as if the withheld one whose address it is were absent, and a warning says so."""
    root = make_site(tmp_path, {"a.md": story("One", more="aliases: [/stories/b/]"), "b.md": story(consent=PAUSED)})
    report = built(root)
    (told,) = report.diagnostics
    assert told.message == "/stories/b/ leads here only as long as stories/b.md is withheld, whose address it is"
    with_it = tree(root / "public")
    (root / "stories/b.md").unlink()
    built(root)
    without = tree(root / "public")
    assert {path for path in without if without[path] != with_it[path]} == {"recall.js", "recall.json"}
    assert with_it.keys() == without.keys()


def test_the_first_of_two_aliases_leads_on(tmp_path: Path) -> None:
    """Of two stories with one alias, that of the first file is led to, and both are published."""
    root = make_site(
        tmp_path, {"a.md": story("One", more="aliases: [/old/]"), "b.md": story("Two", more="aliases: [/OLD/]")}
    )
    report = built(root)
    assert report.stories == 2
    assert "One" in page(root, "old/index.html")
    assert [d.path for d in report.diagnostics] == ["stories/b.md"]


def test_a_hundred_aliases_are_enough(tmp_path: Path) -> None:
    """A text with more than a hundred aliases is withheld, with the line and how many it may have."""
    many = ", ".join(f"/old/{n}/" for n in range(101))
    root = make_site(tmp_path, {"a.md": story(more=f"aliases: [{many}]"), "b.md": story()})
    report = built(root)
    assert [w.source for w in report.withheld] == ["stories/a.md"]
    (told,) = report.diagnostics
    assert (told.rule, told.path, told.span.line, told.hint) == ("too-many", "stories/a.md", 8, "keep at most 100")


def test_names_in_any_script_have_addresses_of_their_own(tmp_path: Path) -> None:
    """Stories whose names have no letter from a to z stand at addresses of their own, and none at a shared one."""
    names = ["รถเมล์", "ไม่เป็นไร", "日记", "Σ", "💛", "———", "¿?"]
    root = make_site(tmp_path, {f"{name}.md": story(f"About {name}") for name in names})
    report = built(root)
    assert report.stories == len(names)
    assert not any("untitled" in path for path in tree(root / "public"))
    assert "รถเมล์" in page(root, "stories/rtheml/index.html")
    assert sorted(d.path for d in report.diagnostics if d.rule == "no-slug") == ["stories/¿?.md", "stories/———.md"]


@pytest.mark.parametrize(("name", "slug"), [("café", "caf"), ("Straße 12", "stra-e-12"), ("été", "t"), ("a", "a")])
def test_addresses_of_other_names_stay(name: str, slug: str) -> None:
    """A name with a letter from a to z, or a digit, gives the address that it always gave."""
    assert slug_of(f"stories/{name}.md") == slug


def test_a_long_name_has_an_address_that_can_be_written(tmp_path: Path) -> None:
    """A name as long as a file system takes, in a script that grows when it is transliterated, can be published."""
    root = make_site(tmp_path, {f"{'北京大学' * 20}.md": story()})
    assert built(root).stories == 1


def test_two_names_that_come_out_alike_are_told(tmp_path: Path) -> None:
    """Of two names that are transliterated to one address, the second is an error that names the first and a remedy."""
    root = make_site(tmp_path, {"日记.md": story("One"), "日記.md": story("Two")})
    report = built(root)
    assert len(report.withheld) == 1
    (told,) = report.diagnostics
    assert {told.path, told.message.partition("belongs to ")[2]} == {"stories/日记.md", "stories/日記.md"}
    assert told.hint == "write another slug or alias in one of the two"


def test_a_withdrawn_storys_address_goes_to_nobody(tmp_path: Path) -> None:
    """When a story with a name in another script is withdrawn, its address shows no other, whatever asks for it."""
    root = make_site(tmp_path, {"รถเมล์.md": story("First"), "z.md": story("Second", more="aliases: [/old/]")})
    withdraw(plan_withdrawal(root, "stories/รถเมล์.md"), TODAY)
    for more in ("slug: rtheml", "aliases: [/stories/rtheml/]"):
        (root / "stories/another.md").write_text(story("Third", more=more), encoding="utf-8")
        assert [w.source for w in built(root).withheld] == ["stories/another.md"]
        assert "stories/rtheml/index.html" not in tree(root / "public")


@pytest.mark.parametrize("kind", ["page", "topic", "note"])
def test_nothing_of_a_site_gets_a_withdrawn_address(tmp_path: Path, kind: str) -> None:
    """No page gets an alias that a withdrawn story had, and a topic or note there stops the build with its place."""
    root = make_site(tmp_path, {"a.md": story()}, pages={"about.md": "---\ntitle: About\n---\nWords.\n"})
    where = {"page": "about/", "topic": "topics/hope/", "note": "content-notes/death/"}[kind]
    gone(root, f"{where}index.html")
    if kind == "page":
        report = built(root)
        assert [(d.rule, d.path) for d in report.diagnostics] == [("address-taken", "pages/about.md")]
        assert "about/index.html" not in report.pages
        return
    with pytest.raises(CannotBuildError) as refused:
        built(root)
    (told,) = refused.value.diagnostics
    assert (told.rule, told.path) == ("address-taken", "site.yaml")
    assert SITE.splitlines()[told.span.line - 1][told.span.column - 1 :].startswith(where.split("/")[1])


def test_a_tombstone_of_the_first_form_keeps_its_address(tmp_path: Path) -> None:
    """The address of a file that was withdrawn before addresses were kept goes to no file of another name."""
    root = make_site(tmp_path, {"a.md": story(more="slug: gate"), "b.md": story("B", more="aliases: [/stories/gate/]")})
    (root / "consent").mkdir()
    own = entry_id("https://quiet.harbour.internal/base/", "stories/gate.md")
    (root / PATH).write_text(
        f"stories:\n  - {{id: '{own}', withdrawn_on: 2026-05-01, in_feeds: false}}\n", encoding="utf-8"
    )
    assert [w.source for w in built(root).withheld] == ["stories/a.md", "stories/b.md"]


@pytest.mark.parametrize("alias", ["/stories/bench/", "/about/", "/topics/hope/", "/feed.xml/"])
def test_a_withdrawal_takes_no_address_of_others_along(tmp_path: Path, alias: str) -> None:
    """When a story is withdrawn whose alias was another page's address all the time, that page stays."""
    stories = {"a-new.md": story("New", more=f"aliases: [{alias}]"), "bench.md": story("The bench")}
    root = make_site(tmp_path, stories, pages={"about.md": "---\ntitle: About\n---\nWords.\n"})
    built(root)
    before = {path for path in tree(root / "public") if "a-new" not in path and path.endswith(".html")}
    withdraw(plan_withdrawal(root, "stories/a-new.md"), TODAY)
    report = built(root)
    assert report.withheld == ()
    assert before <= set(tree(root / "public"))
