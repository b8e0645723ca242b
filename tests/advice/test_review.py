"""A site looked at, from nothing and again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.advice import kept_findings, review
from generator.advice.finding import Finding
from generator.advice.text_facts import TextFacts
from generator.content.settings import Settings
from generator.gate.deny_list import DenyList
from generator.ground.workers import Crew
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

LOUD = "PLEASE RING BEFORE YOU COME to the house."


def looked_at(root: Path, cache: Cache | None = None, only: frozenset[str] | None = None) -> tuple[Finding, ...]:
    return review.review(review.opened(root), TODAY, cache or Cache(), Crew(), only).open


@pytest.fixture
def root(tmp_path: Path) -> Path:
    pages = {"a.md": f"---\ntitle: A\n---\n\n{LOUD}\n", "b.md": "---\ntitle: B\n---\n\n[More](a.md) 🎉🎉🎉\n"}
    return make_site(tmp_path, {"one.md": story(text="Quiet. 🎉🎉🎉 Yes.")}, pages=pages)


def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all texts that are looked at from now on."""
    paths: list[str] = []
    real = review._found

    def found(root: Path, settings: Settings, denied: DenyList, some: Sequence[tuple[str, bytes]]) -> list[TextFacts]:
        paths.extend(path for path, _ in some)
        return real(root, settings, denied, some)

    monkeypatch.setattr(review, "_found", found)
    return paths


def test_what_is_kept_makes_no_difference(root: Path) -> None:
    """The same is told with what was found before and without, also after an edit."""
    cache = Cache()
    assert looked_at(root, cache) == looked_at(root, cache) == looked_at(root)
    (root / "pages/a.md").write_text("---\ntitle: A\n---\n\nQuiet now.\n", encoding="utf-8")
    assert looked_at(root, cache) == looked_at(root)
    (root / "pages/b.md").unlink()
    assert looked_at(root, cache) == looked_at(root)


def test_only_what_changed_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who advises is asked again about a text that is another, and about no other text."""
    cache = Cache()
    looked_at(root, cache)
    asked = heard(monkeypatch)
    looked_at(root, cache)
    (root / "pages/a.md").write_text("---\ntitle: A\n---\n\nQuiet now.\n", encoding="utf-8")
    looked_at(root, cache)
    assert asked == ["pages/a.md"]


def test_other_settings_ask_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other settings, every text is looked at anew."""
    cache = Cache()
    looked_at(root, cache)
    asked = heard(monkeypatch)
    (root / "site.yaml").write_text(SITE.replace("Quiet Harbour", "Loud Harbour"), encoding="utf-8")
    looked_at(root, cache)
    assert len(asked) == 3


def test_nothing_is_kept_of_a_text_that_is_gone(root: Path) -> None:
    """What was found in a text is forgotten with the next look at the site, be it at other files alone."""
    cache = Cache()
    looked_at(root, cache)
    assert len(kept_findings.kept(cache)) == 3
    (root / "stories/one.md").unlink()
    looked_at(root, cache, only=frozenset({"pages/a.md"}))
    assert len(kept_findings.kept(cache)) == 2


def test_no_words_are_kept(root: Path) -> None:
    """Neither words of a text nor its name are in what is kept."""
    looked_at(root, cache := Cache())
    data = cache.state("", kept_findings.NAME) or b""
    assert data
    assert not [words for words in ("RING", "one.md", "Quiet", "pages") if words.encode() in data]


def test_only_the_files_that_were_named(root: Path) -> None:
    """Of other files than those that were named, nothing is told."""
    assert {one.path for one in looked_at(root, only=frozenset({"pages/b.md"}))} == {"pages/b.md"}
    assert {one.path for one in looked_at(root)} == {"pages/a.md", "pages/b.md", "stories/one.md"}


def test_no_finding_changes_a_build(root: Path) -> None:
    """A site is built the same, byte for byte, whether somebody has looked at it or not."""
    built(root)
    before = tree(root / "public")
    cache = Cache(root / FOLDER / FILE)
    assert looked_at(root, cache)
    cache.close(done=True)
    built(root)
    built(root, out="anew")
    assert tree(root / "public") == before
    assert {path: data for path, data in tree(root / "anew").items() if path != ".hearten"} == {
        path: data for path, data in before.items() if path != ".hearten"
    }


def test_a_text_that_is_not_saved(root: Path) -> None:
    """A text can be looked at as it would be saved."""
    settings = review.opened(root).settings
    found = review.of_text("pages/c.md", f"---\ntitle: C\n---\n\n{LOUD}\n".encode(), settings).open
    assert [one.rule.id for one in found] == ["reading/capitals"]
    assert review.of_text("pages/c.md", b"no front matter", settings).open == ()
